"""Training among peers: who is willing to teach, who wants to learn, sessions, and what both say was learnt."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Level
from actors.models import Actor, Competence, CompetenceClosure, visible_actor
from cocreation.enums import InscriptionState
from projects.models import Need
from territoire.models import Hideable, Record, Territory, in_care_of, not_hidden, tracked


class OfActorQuerySet(models.QuerySet):
    """What an actor offers or asks for, by who may see the actor and by competence."""

    def visible_to(self, user):
        """Keep those of the actors that `user` may see."""
        return self.filter(visible_actor(user, "actor__"))

    def open(self):
        """Keep what still holds."""
        return self.filter(ended_on=None)

    def under(self, competence: Competence):
        """Keep those about `competence` or anything under it."""
        under = CompetenceClosure.objects.filter(ancestor=competence).values("descendant")
        return self.filter(competence__in=under)


@tracked()
class TrainingOffer(Record):
    """An actor that can teach says that it is willing to: who speaks for it said so."""

    actor = models.ForeignKey(
        Actor, models.CASCADE, related_name="training_offers", verbose_name=_("who teaches")
    )
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="training_offers", verbose_name=_("competence")
    )
    words = models.CharField(
        _("how, and on what conditions"),
        max_length=300,
        blank=True,
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = OfActorQuerySet.as_manager()

    class PersonalData:
        """Goes with the person."""

        erase = {"words": ""}
        keep = Record.RECORD_FIELDS | {"actor", "competence", "ended_on", "illustrative"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("offer to teach")
        verbose_name_plural = _("offers to teach")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "competence"],
                condition=Q(ended_on=None),
                name="training_offer_once",
                violation_error_message=_("This is offered already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.competence}"

    def get_absolute_url(self) -> str:
        """Return where offers are shown."""
        return reverse("cocreation:trainings")


@tracked()
class TrainingRequest(Record):
    """An actor that wants to learn something, for a need of a project or not."""

    actor = models.ForeignKey(
        Actor, models.CASCADE, related_name="training_requests", verbose_name=_("who wants to learn")
    )
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="training_requests", verbose_name=_("competence")
    )
    level = models.PositiveSmallIntegerField(_("level wished for"), choices=Level, default=Level.PRACTISES)
    need = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("for which need")
    )
    words = models.CharField(_("in a few words"), max_length=300, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = OfActorQuerySet.as_manager()

    class PersonalData:
        """Goes with the person."""

        erase = {"words": ""}
        keep = Record.RECORD_FIELDS | {"actor", "competence", "level", "need", "ended_on", "illustrative"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("wish to learn")
        verbose_name_plural = _("wishes to learn")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "competence"],
                condition=Q(ended_on=None),
                name="training_request_once",
                violation_error_message=_("This is asked for already."),
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="training_request_level_1_to_3"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.competence}"

    def get_absolute_url(self) -> str:
        """Return where wishes are shown."""
        return reverse("cocreation:trainings")


class TrainingSessionQuerySet(models.QuerySet):
    """Sessions, by who may see them and by when."""

    def visible_to(self, user):
        """Keep those of the teachers that `user` may see, without those that who moderates hid."""
        return self.filter(visible_actor(user, "teacher__"), not_hidden(user, "territory"))

    def in_care_of(self, user):
        """Keep those that `user` moderates: in the territories that they facilitate."""
        return self.filter(in_care_of(user, "territory"))

    def to_come(self):
        """Keep those that are not over, nor called off."""
        return self.filter(ends_at__gte=timezone.now(), cancelled_at=None)


@tracked()
class TrainingSession(Record, Hideable):
    """A time at which an actor teaches a competence to others, somewhere, with so many places."""

    teacher = models.ForeignKey(
        Actor, models.CASCADE, related_name="training_sessions", verbose_name=_("who teaches")
    )
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="training_sessions", verbose_name=_("competence")
    )
    level = models.PositiveSmallIntegerField(_("level aimed at"), choices=Level, default=Level.PRACTISES)
    text = models.TextField(_("what will be done"), max_length=3000, blank=True)
    starts_at = models.DateTimeField(_("begins on"))
    ends_at = models.DateTimeField(_("ends on"))
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="training_sessions", verbose_name=_("commune")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    places = models.PositiveSmallIntegerField(_("number of places"), default=8)
    cancelled_at = models.DateTimeField(_("called off on"), null=True, blank=True, editable=False)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = TrainingSessionQuerySet.as_manager()

    class PersonalData:
        """Words go; that a session took place stays, attached to nobody."""

        erase = {"text": "", "place": "", "hidden_reason": ""}
        keep = Record.RECORD_FIELDS | {
            "hidden_at",
            "hidden_by",
            "teacher",
            "competence",
            "level",
            "starts_at",
            "ends_at",
            "territory",
            "places",
            "cancelled_at",
            "illustrative",
        }

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="training_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, 500)),
                name="training_has_places",
                violation_error_message=_("Between 1 and 500 places."),
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="training_level_1_to_3"),
        ]

    def __str__(self) -> str:
        return str(self.competence)

    def get_absolute_url(self) -> str:
        """Return the address of the session."""
        return reverse("cocreation:training", args=[self.uid])

    @property
    def where(self) -> Territory:
        """Return the territory whose facilitators moderate it."""
        return self.territory

    @property
    def is_over(self) -> bool:
        """Tell whether it has taken place."""
        return self.ends_at < timezone.now()

    @property
    def has_begun(self) -> bool:
        """Tell whether there is something to say of what was learnt."""
        return self.starts_at < timezone.now() and self.cancelled_at is None


class InscriptionQuerySet(models.QuerySet):
    """Inscriptions, by who may see who learns."""

    def visible_to(self, user):
        """Keep those whose session's teacher and whose learner `user` may see."""
        return self.filter(visible_actor(user, "actor__"), visible_actor(user, "session__teacher__"))


@tracked()
class Inscription(Record):
    """An actor learns in a session, or waits for a place; afterwards, the level that each of the two says."""

    session = models.ForeignKey(
        TrainingSession, models.CASCADE, related_name="inscriptions", verbose_name=_("session")
    )
    actor = models.ForeignKey(
        Actor, models.CASCADE, related_name="inscriptions", verbose_name=_("who learns")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=InscriptionState, default=InscriptionState.REGISTERED
    )
    level_before = models.PositiveSmallIntegerField(_("level before"), default=0)
    level_by_teacher = models.PositiveSmallIntegerField(
        _("level according to who taught"), choices=Level, null=True, blank=True
    )
    level_by_learner = models.PositiveSmallIntegerField(
        _("level according to who learnt"), choices=Level, null=True, blank=True
    )
    confirmed_on = models.DateField(_("said by both on"), null=True, blank=True, editable=False)

    objects = InscriptionQuerySet.as_manager()

    class PersonalData:
        """Goes with the person."""

        erase = {}
        keep = Record.RECORD_FIELDS | {
            "session",
            "actor",
            "state",
            "level_before",
            "level_by_teacher",
            "level_by_learner",
            "confirmed_on",
        }
        delete_with_actor = True

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "actor"],
                name="inscription_once",
                violation_error_message=_("This actor is registered already."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(level_by_teacher=F("level_by_learner")),
                name="inscription_confirmed_by_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.session}"

    def get_absolute_url(self) -> str:
        """Return the address of the session."""
        return self.session.get_absolute_url()
