"""Ideas for a territory: what they would ask for, whom they gather, the project that they become."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.enums import Level
from actors.models import ActorFamily, Competence, Occupation, ResourceKind
from projects.models import Project
from territoire.enums import Visibility
from territoire.models import Hideable, Record, Territory, in_care_of, not_hidden, tracked

#: An idea is nobody's: everyone reads it, or whoever has an account.
READ_BY = [
    (Visibility.PUBLIC.value, Visibility.PUBLIC.label),
    (Visibility.MEMBERS.value, Visibility.MEMBERS.label),
]


def visible_idea(user, path: str = "") -> Q:
    """Return the condition under which `user` may read the idea reached by `path`, hidden ones not considered."""
    if user.is_authenticated:
        return Q(**{f"{path}visibility__in": [Visibility.PUBLIC, Visibility.MEMBERS]})
    return Q(**{f"{path}visibility": Visibility.PUBLIC})


class IdeaQuerySet(models.QuerySet):
    """Ideas, by place and by who may read them."""

    def visible_to(self, user):
        """Keep those that `user` may read, without those that who moderates hid."""
        return self.filter(visible_idea(user), not_hidden(user, "territory"))

    def in_care_of(self, user):
        """Keep those that `user` moderates: for the territories that they facilitate."""
        return self.filter(in_care_of(user, "territory"))

    def within(self, territory):
        """Keep the ideas for `territory` and for anything that lies in it."""
        return self.filter(territory__in=Territory.objects.within(territory).values("pk"))


@tracked()
class Idea(Record, Hideable):
    """An idea for a territory, which meets competences and resources, gathers people and may become a project."""

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="ideas", verbose_name=_("territory")
    )
    name = models.CharField(_("the idea in a few words"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    text = models.TextField(_("what it is about"), max_length=5000, blank=True)
    signature = models.CharField(
        _("how to sign"),
        max_length=100,
        blank=True,
        help_text=_("Shown to whoever reads the idea; leave it empty not to be named."),
    )
    visibility = models.CharField(
        _("who can read it"), max_length=20, choices=READ_BY, default=Visibility.PUBLIC
    )
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="ideas",
        verbose_name=_("project that it became"),
    )
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = IdeaQuerySet.as_manager()

    class PersonalData:
        """An idea is shared: it stays, without the name of who signed it."""

        erase = {"signature": ""}
        erase_with_author = True
        keep = (
            Record.RECORD_FIELDS
            | Hideable.HIDDEN_FIELDS
            | {"territory", "name", "slug", "text", "visibility", "project", "illustrative"}
        )

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS]),
                name="idea_read_by_many",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> Territory:
        """Return the territory whose facilitators moderate it."""
        return self.territory

    def get_absolute_url(self) -> str:
        """Return the address of the idea."""
        return reverse("cocreation:idea", args=[self.slug])


class IdeaAsk(models.Model):
    """What an idea would ask for: a competence, an occupation, a resource or a family of actors; exactly one."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="asks", verbose_name=_("idea"))
    competence = models.ForeignKey(
        Competence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("competence")
    )
    minimum_level = models.PositiveSmallIntegerField(_("minimum level"), choices=Level, null=True, blank=True)
    occupation = models.ForeignKey(
        Occupation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("occupation")
    )
    resource_kind = models.ForeignKey(
        ResourceKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("resource")
    )
    family = models.ForeignKey(
        ActorFamily, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("family")
    )
    quantity = models.DecimalField(_("how many, or how much"), max_digits=14, decimal_places=2, default=1)

    class PersonalData:
        """What an idea asks for is of nobody."""

        erase = {}
        keep = {
            "id",
            "idea",
            "competence",
            "minimum_level",
            "occupation",
            "resource_kind",
            "family",
            "quantity",
        }

    class Meta:
        verbose_name = _("what an idea asks for")
        verbose_name_plural = _("what ideas ask for")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(competence__isnull=False, occupation=None, resource_kind=None, family=None)
                    | Q(competence=None, occupation__isnull=False, resource_kind=None, family=None)
                    | Q(competence=None, occupation=None, resource_kind__isnull=False, family=None)
                    | Q(competence=None, occupation=None, resource_kind=None, family__isnull=False)
                ),
                name="idea_asks_for_one_thing",
                violation_error_message=_(
                    "Choose one thing: a competence, an occupation, a resource or a family."
                ),
            ),
            models.CheckConstraint(
                condition=Q(competence=None, minimum_level=None)
                | Q(competence__isnull=False, minimum_level__range=(1, 3)),
                name="idea_level_with_competence",
                violation_error_message=_("Say which level is needed, for a competence only."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="idea_quantity_positive",
                violation_error_message=_("The quantity must be more than zero."),
            ),
            models.UniqueConstraint(
                fields=["idea", "competence", "occupation", "resource_kind", "family"],
                nulls_distinct=False,
                name="idea_asks_once",
                violation_error_message=_("The idea asks for it already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.asked)

    @property
    def asked(self):
        """Return the competence, occupation, kind of resource or family asked for."""
        return self.competence or self.occupation or self.resource_kind or self.family


class IdeaSupport(models.Model):
    """Somebody who is interested in an idea, and says what they could bring, or only that."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports", verbose_name=_("idea"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account")
    )
    brings = models.CharField(
        _("what you can bring"),
        max_length=300,
        blank=True,
        help_text=_("In a few words; leave it empty if you are only interested."),
    )
    signature = models.CharField(
        _("how to sign"),
        max_length=100,
        blank=True,
        help_text=_("Shown to whoever reads the idea; leave it empty not to be named."),
    )

    class PersonalData:
        """Goes with the account."""

        erase = {}
        keep = {"id", "idea", "user", "brings", "signature"}

    class Meta:
        verbose_name = _("person gathered by an idea")
        verbose_name_plural = _("persons gathered by an idea")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="idea_support_once")]

    def __str__(self) -> str:
        return str(self.idea)
