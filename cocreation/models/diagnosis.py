"""Shared diagnoses: what people state of a project or of a territory, version by version, and how far each agrees."""

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import ActorFamily, Claim
from cocreation.enums import Agreement, StatementKind
from projects.models import Involvement, Need, Project, visible_project
from territoire.enums import Visibility
from territoire.models import Facilitation, Hideable, Record, Team, Territory, in_care_of, not_hidden, tracked


def taking_part(user, path: str = "") -> Q:
    """Return the condition under which `user` takes part in the diagnosis reached by `path`.

    In words: of a territory, whoever has an account; of a project, its team, who speaks for an actor of its circle,
    who facilitates its territory, and admins.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.is_superuser:
        return Q(pk__isnull=False)
    aboard = Involvement.objects.active_on(timezone.localdate()).filter(
        actor__in=Claim.objects.of(user).values("actor"), actor__restricted_at=None
    )
    return (
        Q(**{f"{path}territory__isnull": False})
        | Q(**{f"{path}project__team__in": Team.objects.of(user)})
        | Q(**{f"{path}project__in": aboard.values("project")}) & visible_project(user, f"{path}project__")
        | Q(**{f"{path}project__territory__lies_in": Facilitation.objects.territories_of(user)})
    )


def visible_diagnosis(user, path: str = "") -> Q:
    """Return the condition under which `user` may read the diagnosis reached by `path`: who takes part, or wider."""
    public = Q(**{f"{path}visibility": Visibility.PUBLIC})
    of_seen = Q(**{f"{path}territory__isnull": False}) | visible_project(user, f"{path}project__")
    if not user.is_authenticated:
        return public & of_seen
    members = Q(**{f"{path}visibility": Visibility.MEMBERS})
    return ((public | members) & of_seen) | taking_part(user, path)


class DiagnosisQuerySet(models.QuerySet):
    """Versions of diagnoses, by what they are about and by who may read them."""

    def visible_to(self, user):
        """Keep those that `user` may read (see `visible_diagnosis`)."""
        return self.filter(visible_diagnosis(user))

    def about(self, subject: Project | Territory):
        """Keep the versions of one project's or one territory's diagnosis, the latest first."""
        field = "project" if isinstance(subject, Project) else "territory"
        return self.filter(**{field: subject}).order_by("-number")

    def open(self):
        """Keep the versions that are still written."""
        return self.filter(closed_on=None)


@tracked()
class Diagnosis(Record):
    """One dated version of what is stated of a project or of a territory."""

    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="diagnoses", verbose_name=_("project")
    )
    territory = models.ForeignKey(
        Territory,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="diagnoses",
        verbose_name=_("territory"),
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    aim = models.CharField(
        _("what it is for"), max_length=300, blank=True, help_text=_("In one sentence, for who takes part.")
    )
    visibility = models.CharField(
        _("who can read it"), max_length=20, choices=Visibility, default=Visibility.TEAM
    )
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = DiagnosisQuerySet.as_manager()

    class PersonalData:
        """A version is a project's or a territory's."""

        erase = {}
        keep = Record.RECORD_FIELDS | {
            "project",
            "territory",
            "number",
            "aim",
            "visibility",
            "opened_on",
            "closed_on",
            "illustrative",
        }

    class Meta:
        verbose_name = _("diagnosis")
        verbose_name_plural = _("diagnoses")
        ordering = ["-number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project=None, territory__isnull=False) | Q(project__isnull=False, territory=None),
                name="diagnosis_of_one_thing",
                violation_error_message=_("A diagnosis is of one project, or of one territory."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="diagnosis_closes_after_it_opens",
                violation_error_message=_("The end must come after the beginning."),
            ),
            models.UniqueConstraint(
                fields=["project", "territory"],
                condition=Q(closed_on=None),
                nulls_distinct=False,
                name="diagnosis_one_open",
                violation_error_message=_("A version is open already."),
            ),
            models.UniqueConstraint(
                fields=["project", "territory", "number"], nulls_distinct=False, name="diagnosis_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of this version."""
        return f"{subject_url(self.subject)}?version={self.number}"

    @property
    def subject(self) -> Project | Territory:
        """Return the project or the territory that it is about."""
        subject = self.project or self.territory
        assert subject is not None  # noqa: S101  # a constraint says so
        return subject

    @property
    def place(self) -> Territory:
        """Return the territory where it is conducted."""
        subject = self.subject
        return subject.territory if isinstance(subject, Project) else subject

    @property
    def is_open(self) -> bool:
        """Tell whether statements may still be added and rated."""
        return self.closed_on is None


def subject_url(subject: Project | Territory) -> str:
    """Return the address of the diagnosis of a project or of a territory."""
    if isinstance(subject, Project):
        return reverse("cocreation:project-diagnosis", args=[subject.slug])
    return reverse("cocreation:territory-diagnosis", args=[subject.code])


@tracked()
class Question(Record):
    """A question of one's own that a version asks, besides strengths, weaknesses, opportunities and risks."""

    diagnosis = models.ForeignKey(
        Diagnosis, models.CASCADE, related_name="questions", verbose_name=_("diagnosis")
    )
    text = models.CharField(_("question"), max_length=300)

    class PersonalData:
        """A question is the project's or the territory's."""

        erase = {}
        keep = Record.RECORD_FIELDS | {"diagnosis", "text"}

    class Meta:
        verbose_name = _("question of a diagnosis")
        verbose_name_plural = _("questions of a diagnosis")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["diagnosis", "text"],
                name="question_once",
                violation_error_message=_("This question is asked already."),
            )
        ]

    def __str__(self) -> str:
        return self.text


PLACES = ("diagnosis__territory", "diagnosis__project__territory")


class StatementQuerySet(models.QuerySet):
    """Statements, by who may read them."""

    def visible_to(self, user):
        """Keep those of the diagnoses that `user` may read, without those that who moderates hid."""
        return self.filter(
            visible_diagnosis(user, "diagnosis__"),
            not_hidden(user, *PLACES),
        )

    def in_care_of(self, user):
        """Keep those that `user` moderates: what is stated in the territories that they facilitate."""
        return self.filter(in_care_of(user, *PLACES))


@tracked()
class Statement(Record, Hideable):
    """Something that somebody states in a version, which each participant rates."""

    diagnosis = models.ForeignKey(
        Diagnosis, models.CASCADE, related_name="statements", verbose_name=_("diagnosis")
    )
    kind = models.CharField(_("what it is"), max_length=20, choices=StatementKind)
    question = models.ForeignKey(
        Question,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("which question it answers"),
    )
    text = models.CharField(_("what you state"), max_length=500)
    needs = models.ManyToManyField(
        Need, blank=True, related_name="statements", verbose_name=_("needs that it is about")
    )
    origin = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="taken_up",
        verbose_name=_("statement of the version before"),
    )
    illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = StatementQuerySet.as_manager()

    class PersonalData:
        """A statement is shared: it stays, without its author."""

        erase = {}
        keep = (
            Record.RECORD_FIELDS
            | Hideable.HIDDEN_FIELDS
            | {"diagnosis", "kind", "question", "text", "origin", "illustrative"}
        )

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=StatementKind.ANSWER, question__isnull=False)
                | (~Q(kind=StatementKind.ANSWER) & Q(question=None)),
                name="statement_answers_a_question",
                violation_error_message=_("An answer says which question it answers."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def where(self) -> Territory:
        """Return the territory whose facilitators moderate it."""
        return self.diagnosis.place

    def get_absolute_url(self) -> str:
        """Return the address of the version, at this statement."""
        return f"{self.diagnosis.get_absolute_url()}#constat-{self.uid}"


class Voice(models.Model):
    """Who takes part in a version, and the family that they chose to speak from, if any; nobody else reads who."""

    uid = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, related_name="voices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    family = models.ForeignKey(
        ActorFamily, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("family")
    )

    class PersonalData:
        """What was rated stays without the account."""

        erase = {}
        keep = {"id", "uid", "diagnosis", "user", "family"}

    class Meta:
        verbose_name = _("voice in a diagnosis")
        verbose_name_plural = _("voices in a diagnosis")
        constraints = [models.UniqueConstraint(fields=["diagnosis", "user"], name="voice_once")]

    def __str__(self) -> str:
        return str(self.diagnosis)


class Rating(models.Model):
    """How far one voice agrees with one statement."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="ratings", db_index=False)
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField(_("how far one agrees"), choices=Agreement)

    class PersonalData:
        """A figure, of a voice."""

        erase = {}
        keep = {"id", "statement", "voice", "value"}

    class Meta:
        verbose_name = _("opinion on a statement")
        verbose_name_plural = _("opinions on statements")
        constraints = [
            models.UniqueConstraint(fields=["statement", "voice"], name="rating_once"),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="rating_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} · {self.value}"
