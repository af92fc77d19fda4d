"""Involvements: which actors take part in a project, how much, and through whom."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import FactState
from actors.models import Actor, visible_actor
from projects.enums import WORKING_DEGREE, Stance
from projects.models.project import Project, visible_project
from projects.models.vocabulary import Degree
from territoire.models import Record, Sourced, Team, tracked
from territoire.periods import Dated, DatedQuerySet, never_empty, no_overlap


class InvolvementQuerySet(DatedQuerySet):
    """Involvements, by degree and by who may see them."""

    def visible_to(self, user):
        """Keep those whose project and actor `user` may see."""
        return self.filter(visible_project(user, "project__"), visible_actor(user, "actor__"))

    def working(self):
        """Keep the working circle: who contributes or more."""
        return self.filter(degree__gte=WORKING_DEGREE)


@tracked()
class Involvement(Record, Sourced, Dated):
    """An actor takes part in a project, in some role, to a degree, for a time."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="involvements", verbose_name=_("project")
    )
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="involvements", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=120, blank=True)
    brings = models.CharField(
        _("what it brings"), max_length=300, blank=True, help_text=_("In a few words, as you would say it.")
    )
    changes = models.CharField(
        _("what its arrival changed"),
        max_length=500,
        blank=True,
        default="",
        # What copies rows in bulk need not know of it.
        db_default="",
        help_text=_("Told in the project's story: a new direction, a new step, another place…"),
    )
    degree = models.ForeignKey(
        Degree, models.PROTECT, related_name="+", verbose_name=_("degree of involvement")
    )
    wanted_degree = models.ForeignKey(
        Degree, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("degree wished for")
    )
    state = models.CharField(_("state"), max_length=20, choices=FactState, default=FactState.DECLARED)
    engaged = models.ManyToManyField(
        Actor,
        through="Engagement",
        related_name="engagements_of",
        verbose_name=_("persons who take part"),
    )

    objects = InvolvementQuerySet.as_manager()
    merge_rules = Sourced.merge_rules | {
        "degree": max,
        "wanted_degree": max,
        "state": FactState.surest,
    }

    class PersonalData:
        """Words may name somebody; the degree stays as a fact of the project."""

        erase = {
            "role": "",
            "brings": "",
            "changes": "",
            "source": "",
            "external_id": "",
            "import_batch": None,
        }
        keep = Record.RECORD_FIELDS | {
            "project",
            "actor",
            "degree",
            "wanted_degree",
            "state",
            "period",
            "illustrative",
        }

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        indexes = [
            models.Index(fields=["project"], include=["actor", "degree", "period"], name="involvement_circle")
        ]
        constraints = [
            never_empty("involvement_period_not_empty"),
            no_overlap(
                "project",
                "actor",
                name="involvement_no_overlap",
                message=_("This actor is already involved in this project at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.project}"


@tracked()
class Engagement(models.Model):
    """A person of the organisation who takes part through its involvement."""

    involvement = models.ForeignKey(Involvement, models.CASCADE, related_name="engagements")
    person = models.ForeignKey(Actor, models.CASCADE, related_name="engagements", verbose_name=_("person"))

    class PersonalData:
        """Stays as a fact about an erased person."""

        erase = {}
        keep = {"id", "involvement", "person"}

    class Meta:
        verbose_name = _("person who takes part")
        verbose_name_plural = _("persons who take part")
        constraints = [
            models.UniqueConstraint(
                fields=["involvement", "person"],
                name="engagement_once",
                violation_error_message=_("This person already takes part."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.involvement}"


class AssessmentQuerySet(models.QuerySet):
    """Assessments, for the team alone."""

    def visible_to(self, user):
        """Keep those of the projects in whose team `user` is."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(project__team__in=Team.objects.of(user))

    def latest_by(self, day):
        """Keep, for each actor, the last one of each assessor on `day` or before; those whose account went are one."""
        kept = self.filter(day__lte=day).order_by("actor", "assessor", "agreed", "-day", "-pk")
        return kept.distinct("actor", "assessor", "agreed")


_ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


@tracked()
class Assessment(Record):
    """Influence, interest and stance of an actor, as one assessor saw them on one day; for the team alone.

    Legitimacy (its place in this matter) and urgency (how pressing what it asks is) may be left unsaid: with
    influence, read as power, they make the classes of salience. What a workshop settled is `agreed`: it is the
    project's word, kept by its assessor, and stands for all that was said before.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="assessments")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="assessments")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    day = models.DateField(_("day"), default=timezone.localdate)
    influence = models.PositiveSmallIntegerField(_("influence"), validators=_ONE_TO_FIVE)
    interest = models.PositiveSmallIntegerField(_("interest"), validators=_ONE_TO_FIVE)
    legitimacy = models.PositiveSmallIntegerField(
        _("legitimacy"), validators=_ONE_TO_FIVE, null=True, blank=True
    )
    urgency = models.PositiveSmallIntegerField(_("urgency"), validators=_ONE_TO_FIVE, null=True, blank=True)
    stance = models.CharField(_("stance"), max_length=20, choices=Stance, blank=True)
    agreed = models.BooleanField(_("settled in a workshop"), default=False, db_default=False)

    objects = AssessmentQuerySet.as_manager()

    class PersonalData:
        """A judgement about an erased person goes with them: its row is deleted (see `delete_with_actor`)."""

        erase = {}
        keep = Record.RECORD_FIELDS | {
            "project",
            "actor",
            "assessor",
            "day",
            "influence",
            "interest",
            "legitimacy",
            "urgency",
            "stance",
            "agreed",
        }
        delete_with_actor = True

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "actor", "assessor", "day", "agreed"],
                name="assessment_once_a_day",
                violation_error_message=_("You already assessed this actor on that day."),
            ),
            models.CheckConstraint(
                condition=models.Q(influence__range=(1, 5), interest__range=(1, 5)),
                name="assessment_1_to_5",
                violation_error_message=_("Influence and interest go from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=(models.Q(legitimacy=None) | models.Q(legitimacy__range=(1, 5)))
                & (models.Q(urgency=None) | models.Q(urgency__range=(1, 5))),
                name="assessment_salience_1_to_5",
                violation_error_message=_("Legitimacy and urgency go from 1 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.day}"
