"""Actors: organisations, groups without legal form and persons of a territory."""

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind, ContactKind, IdentifierScheme
from actors.models.claim import Claim
from territoire import pictures
from territoire.enums import Visibility
from territoire.models import (
    CaredQuerySet,
    Confirmable,
    Facilitation,
    Merge,
    Moderated,
    Record,
    Sourced,
    Team,
    Territory,
    TerritoryClosure,
    tracked,
)
from territoire.text import searchable

#: The same words whatever the reason, so that they tell of nobody that they objected.
UNUSABLE = _(
    "Nobody can be registered with this address. Before anything else, ask the person whether they wish to be, and "
    "where they want to be told."
)


def visible_actor(user, path: str = "", visibility: str = "") -> Q:
    """Return the condition under which `user` may see the actor reached by `path` ("", "actor__"…).

    In words: public actors, by everyone; actors for members, by who has an account; others by who registered
    them, by who speaks for them, by their team and by the facilitators of the place where they sit. `visibility`
    names another field that says who: that of something of the actor. A person who asked that nothing be done with
    what is known of them is seen on their own page alone, not through anything else.
    """
    visibility = visibility or f"{path}visibility"
    if not user.is_authenticated:
        return Q(**{visibility: Visibility.PUBLIC})
    used = Q(**{f"{path}restricted_at": None}) if path else Q()
    if user.is_superuser:
        return used or Q(pk__isnull=False)
    # Who is restricted is hidden (a constraint says so): the condition counts for the keepers alone.
    return Q(**{f"{visibility}__in": [Visibility.PUBLIC, Visibility.MEMBERS]}) | (
        used & concerned(user, path)
    )


def concerned(user, path: str = "") -> Q:
    """Return the condition under which an actor concerns `user`, who sees it even when it is hidden.

    Who registered it, who speaks for it, its team, the facilitators of the place where it sits.
    """
    return (
        Q(**{f"{path}created_by": user})
        | Q(**{f"{path}pk__in": Claim.objects.of(user).values("actor")})
        | Q(**{f"{path}team__in": Team.objects.of(user)})
        | Q(**{f"{path}seat__lies_in": Facilitation.objects.territories_of(user)})
    )


class ActorQuerySet(CaredQuerySet):
    """Actors, by who may see them, by place and by what they know."""

    place = "seat"

    def visible_to(self, user):
        """Keep the actors that `user` may see (see `visible_actor`)."""
        return self.filter(visible_actor(user))

    def listed(self):
        """Leave out what is archived, merged into another, or not to be used."""
        return self.filter(archived_at=None, merged_into=None, restricted_at=None)

    def untold_to(self, user):
        """Keep what no list tells `user`: what they may not see, what is archived, merged or not to be used.

        Few, and read by an index of their own: where many facts are counted, leaving these out takes less than
        looking each actor up.
        """
        return self.exclude(visible_actor(user), archived_at=None, merged_into=None, restricted_at=None)

    def within(self, territory):
        """Keep the actors that sit, or act, in `territory` or in anything that lies in it."""
        return self.filter(_sits_in(territory) | _acts_in(territory))

    def sitting_in(self, territory):
        """Keep those that sit there, which an index alone answers to visitors."""
        return self.filter(_sits_in(territory))

    def acting_in(self, territory):
        """Keep those that act there."""
        return self.filter(_acts_in(territory))


def _sits_in(territory) -> Q:
    return Q(seat__among=TerritoryClosure.objects.filter(ancestor=territory).values("descendant"))


def _acts_in(territory) -> Q:
    places = TerritoryClosure.objects.filter(ancestor=territory).values("descendant")
    return Q(pk__among=Actor.areas.through.objects.filter(territory__in=places).values("actor"))


@tracked(exclude=["search_name", "search_vector"])
class Actor(Record, Sourced, Moderated, Confirmable):
    """An organisation, a group without legal form, or a person, that one can meet on a territory."""

    kind = models.CharField(_("kind"), max_length=20, choices=ActorKind, default=ActorKind.ORGANISATION)
    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    family = models.ForeignKey(
        "actors.ActorFamily", models.PROTECT, related_name="actors", verbose_name=_("family")
    )
    description = models.TextField(_("in a few words"), blank=True)
    seat = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seated_actors",
        verbose_name=_("commune"),
        help_text=_("Where it sits; a wider territory is fine for a person."),
        db_index=False,  # found by `actor_seats`
    )
    areas = models.ManyToManyField(
        Territory, blank=True, related_name="acting_actors", verbose_name=_("areas of action")
    )
    occupations = models.ManyToManyField(
        "actors.Occupation", through="ActorOccupation", related_name="actors", verbose_name=_("occupations")
    )
    competences = models.ManyToManyField(
        "actors.Competence", through="Mastery", related_name="actors", verbose_name=_("competences")
    )
    visibility = models.CharField(
        _("who can see it"), max_length=20, choices=Visibility, default=Visibility.PUBLIC
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actors",
        verbose_name=_("team"),
        help_text=_("The team that registered it, and sees it when it is hidden."),
    )
    origin = models.CharField(
        _("where the information comes from"),
        max_length=300,
        blank=True,
        help_text=_("Needed for a person: a meeting, a public directory…"),
    )
    picture = models.ImageField(_("picture"), upload_to="actors", blank=True, editable=False)
    consented_at = models.DateTimeField(_("agreed to be shown on"), null=True, blank=True)
    consent_proof = models.CharField(
        _("how they agreed"),
        max_length=300,
        blank=True,
        help_text=_("A signed paper, a mail… and its date, when they did not answer by their own link."),
    )
    restricted_at = models.DateTimeField(
        _("nothing is done with it since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Asked by the person: kept, seen by its keepers alone, used in nothing."),
    )
    erased_at = models.DateTimeField(_("erased on"), null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(_("archived on"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="absorbed",
        verbose_name=_("merged into"),
    )
    search_name = models.GeneratedField(
        expression=searchable("name", "acronym"),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_vector = models.GeneratedField(
        expression=SearchVector(
            searchable("name", "acronym", "description"),
            config="simple",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ActorQuerySet.as_manager()

    class PersonalData:
        """Erased when the actor is a person; its facts stay, attached to nobody that can be known."""

        erase = {
            "name": "Personne effacée",
            "acronym": "",
            "description": "",
            "slug": lambda actor: f"efface-{actor.uid.hex[:16]}",
            "seat": None,
            "origin": "",
            "source": "",
            "external_id": "",
            "import_batch": None,
            "visibility": Visibility.TEAM,
            "consented_at": None,
            "consent_proof": "",
            "picture": "",
            "hidden_reason": "",
        }
        keep = (
            Record.RECORD_FIELDS
            | Moderated.MODERATION_FIELDS
            | Confirmable.CONFIRMATION_FIELDS
            | {
                "illustrative",
                "kind",
                "family",
                "team",
                "restricted_at",
                "erased_at",
                "archived_at",
                "merged_into",
                "search_name",
                "search_vector",
            }
        )

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        indexes = [
            GinIndex(fields=["search_vector"], name="actor_search_vector"),
            GinIndex(OpClass("search_name", "gin_trgm_ops"), name="actor_search_name_trigrams"),
            models.Index(fields=["search_name", "id"], name="actor_search_name"),
            models.Index(fields=["source", "external_id"], name="actor_source"),
            # Counts by family and kind of all that one may see, read from the index alone.
            models.Index(
                fields=["visibility", "family", "kind"],
                include=["seat", "created_by", "team"],
                condition=Q(archived_at=None, merged_into=None, restricted_at=None),
                name="actor_facets",
            ),
            # Who sits in some places, and whether lists tell of them, from the index alone.
            models.Index(
                fields=["seat", "id"],
                include=["visibility", "archived_at", "merged_into", "restricted_at"],
                name="actor_seats",
            ),
            # What no list tells (see `untold_to`).
            models.Index(
                fields=["id"],
                condition=~Q(visibility=Visibility.PUBLIC)
                | Q(archived_at__isnull=False)
                | Q(merged_into__isnull=False)
                | Q(restricted_at__isnull=False),
                name="actor_untold",
            ),
            # The queue of moderation: few rows, however many actors.
            models.Index(
                fields=["created_at"],
                condition=Q(reviewed_at=None, visibility=Visibility.PUBLIC, archived_at=None),
                name="actor_not_reviewed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "source", "external_id"],
                condition=~Q(external_id=""),
                nulls_distinct=False,
                name="actor_once_by_source",
                violation_error_message=_("This actor was already registered from this source."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ActorKind.PERSON)
                | Q(visibility=Visibility.TEAM)
                | Q(consented_at__isnull=False),
                name="person_hidden_until_consent",
                violation_error_message=_("A person stays hidden until they have agreed to be shown."),
            ),
            models.CheckConstraint(
                condition=Q(restricted_at=None) | Q(visibility=Visibility.TEAM),
                name="restricted_hidden",
                violation_error_message=_("Who asked that nothing be done with it stays hidden."),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="actor_not_merged_into_itself",
                violation_error_message=_("An actor cannot be merged into itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the actor's page."""
        return reverse("actors:detail", args=[self.slug])

    def get_picture_url(self) -> str:
        """Return the address of the actor's picture, which changes when the picture does."""
        return f"{reverse('actors:picture', args=[self.slug])}?v={pictures.version(self.picture.name)}"

    @property
    def is_person(self) -> bool:
        """Tell whether the actor is a person."""
        return self.kind == ActorKind.PERSON


@tracked()
class ActorIdentifier(models.Model):
    """An identifier of an actor in a public register."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="identifiers", verbose_name=_("actor"))
    scheme = models.CharField(_("register"), max_length=20, choices=IdentifierScheme)
    value = models.CharField(_("identifier"), max_length=60)

    class PersonalData:
        """A person has no identifier that stays: its row is deleted."""

        erase = {}
        keep = {"id", "actor", "scheme", "value"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("identifier of an actor")
        verbose_name_plural = _("identifiers of actors")
        indexes = [models.Index(fields=["scheme", "value"], name="actor_identifier_lookup")]
        constraints = [
            models.UniqueConstraint(fields=["actor", "scheme", "value"], name="actor_identifier_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


class ContactPointQuerySet(models.QuerySet):
    """Contact details, by who may see them."""

    def visible_to(self, user):
        """Keep those that are shown to `user`, of actors that `user` may see."""
        return self.filter(
            visible_actor(user, "actor__"), visible_actor(user, "actor__", visibility="visibility")
        )


@tracked()
class ContactPoint(Record):
    """One way to reach an actor, with who may see it."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="contact_points", verbose_name=_("actor"))
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    value = models.CharField(_("contact"), max_length=300)
    visibility = models.CharField(
        _("who can see it"), max_length=20, choices=Visibility, default=Visibility.TEAM
    )

    objects = ContactPointQuerySet.as_manager()

    class PersonalData:
        """Erased with the person; never told by a history."""

        erase = {"value": ""}
        masked = {"value"}
        keep = Record.RECORD_FIELDS | {"actor", "kind", "visibility"}

    class Meta:
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")

    def __str__(self) -> str:
        return self.get_kind_display()

    def clean(self):
        """Refuse, for a person, an address whose owner objected to being registered."""
        objections = apps.get_model("actors", "Objection").objects
        person = self.actor_id and self.actor.is_person
        if person and self.kind == ContactKind.EMAIL and objections.concern(self.value):
            raise ValidationError({"value": UNUSABLE})


class ActorMerge(Merge):
    """An actor merged into another."""

    kept = models.ForeignKey(Actor, models.CASCADE, related_name="+", verbose_name=_("kept"))
    absorbed = models.ForeignKey(Actor, models.CASCADE, related_name="+", verbose_name=_("merged"))

    class PersonalData:
        """`moves` holds identifiers, periods and levels, and is emptied so that undoing brings nothing back."""

        erase: dict[str, list] = {"moves": []}
        keep = (Merge.MERGE_FIELDS - {"moves"}) | {"kept", "absorbed"}

    class Meta(Merge.Meta):
        verbose_name = _("merge of actors")
        verbose_name_plural = _("merges of actors")

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"
