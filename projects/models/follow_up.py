"""What those who care for a project note about who could come aboard: choices among candidates, introductions."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Claim, Competence, visible_actor
from projects.enums import Choice, IntroductionState
from projects.models.need import Need
from projects.models.project import Project
from territoire.enums import Role
from territoire.models import Facilitation, Record, Team, tracked

CLOSED = (IntroductionState.DECLINED, IntroductionState.ENGAGED)


def followed_project(user, path: str = "project__") -> Q:
    """Return the condition under which `user` looks for people for the project reached by `path`.

    In words: who contributes to it or holds it, the facilitators of its territory, and admins.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.is_superuser:
        return Q(**{f"{path}pk__isnull": False})
    return Q(**{f"{path}team__in": Team.objects.of(user, Role.CONTRIBUTOR, Role.HOLDER)}) | Q(
        **{f"{path}territory__lies_in": Facilitation.objects.territories_of(user)}
    )


class FollowUpQuerySet(models.QuerySet):
    """Choices and introductions, by who may read them."""

    def visible_to(self, user):
        """Keep those of the projects that `user` looks for people for, about actors that they may see."""
        return self.filter(followed_project(user), visible_actor(user, "actor__"))


@tracked()
class CandidateChoice(Record):
    """Somebody is kept among the candidates, or left out, for one need or for the whole project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="choices", verbose_name=_("project"))
    need = models.ForeignKey(
        Need, models.CASCADE, null=True, blank=True, related_name="choices", verbose_name=_("need")
    )
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="choices", verbose_name=_("candidate"))
    choice = models.CharField(_("choice"), max_length=20, choices=Choice)
    reason = models.CharField(
        _("why"), max_length=300, blank=True, help_text=_("Read by those who look for people, nobody else.")
    )

    objects = FollowUpQuerySet.as_manager()

    class PersonalData:
        """A judgement on somebody: it goes with them."""

        erase = {"reason": ""}
        keep = Record.RECORD_FIELDS | {"project", "need", "actor", "choice"}
        delete_with_actor = True

    class Meta:
        verbose_name = _("choice among candidates")
        verbose_name_plural = _("choices among candidates")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "actor", "need"],
                nulls_distinct=False,
                name="candidate_choice_once",
                violation_error_message=_("A choice is noted about this candidate already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.get_choice_display()}"


class IntroductionQuerySet(FollowUpQuerySet):
    """Introductions, by how far they went."""

    def open(self):
        """Keep those that wait for somebody."""
        return self.exclude(state__in=CLOSED)

    def closed(self):
        """Keep those that were answered."""
        return self.filter(state__in=CLOSED)

    def due_by(self, day):
        """Keep those that are to be done by `day`, or were."""
        return self.open().filter(due_on__lte=day)

    def due_before(self, day):
        """Keep those that are late on `day`."""
        return self.open().filter(due_on__lt=day)

    def told_to(self, user):
        """Keep those about which `user`, who speaks for the candidate, was written to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(actor__in=Claim.objects.of(user).values("actor"), told_at__isnull=False)

    def with_what_is_shown(self):
        """Load what lines and cards name."""
        asked = ("competence", "occupation", "resource_kind", "family")
        return self.select_related(
            "project", "actor__family", "in_charge", *(f"need__{name}" for name in asked)
        )


@tracked()
class Introduction(Record):
    """How the meeting of a project and of somebody who could meet one of its needs is going."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="introductions", verbose_name=_("project")
    )
    need = models.ForeignKey(
        Need, models.SET_NULL, null=True, blank=True, related_name="introductions", verbose_name=_("need")
    )
    actor = models.ForeignKey(
        Actor, models.CASCADE, related_name="introductions", verbose_name=_("candidate")
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=IntroductionState,
        default=IntroductionState.TO_CONTACT,
        editable=False,
    )
    in_charge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="introductions",
        verbose_name=_("in charge"),
    )
    via = models.ForeignKey(
        Actor,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("through whom"),
    )
    note = models.TextField(_("notes"), max_length=2000, blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    contacted_on = models.DateField(_("contacted on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    declined_reason = models.CharField(_("why they declined"), max_length=300, blank=True)
    reminded_at = models.DateTimeField(_("last reminder"), null=True, editable=False)
    told_at = models.DateTimeField(_("message sent to the candidate on"), null=True, editable=False)
    told_again_at = models.DateTimeField(_("reminder sent to the candidate on"), null=True, editable=False)
    involvement = models.ForeignKey(
        "projects.Involvement", models.SET_NULL, null=True, editable=False, related_name="introductions"
    )
    # What coming aboard changed, to be taken back: the degree of before, the engagements added, when it was left.
    outcome = models.JSONField(default=dict, editable=False)

    objects = IntroductionQuerySet.as_manager()
    merge_rules = {"state": IntroductionState.furthest}

    class PersonalData:
        """What is noted of somebody goes with them; the notes are a team's, and outlive the account that opened it."""

        erase = {"note": "", "declined_reason": ""}
        keep = Record.RECORD_FIELDS | {
            "project",
            "need",
            "actor",
            "state",
            "in_charge",
            "via",
            "due_on",
            "contacted_on",
            "closed_on",
            "reminded_at",
            "told_at",
            "told_again_at",
            "involvement",
            "outcome",
        }
        delete_with_actor = True

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "need", "actor"],
                condition=~Q(state__in=CLOSED),
                name="introduction_open_once",
                violation_error_message=_("This introduction is under way already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_on__isnull=False)
                | (~Q(state__in=CLOSED) & Q(closed_on=None)),
                name="introduction_closed_when_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} → {self.project}"

    def get_absolute_url(self) -> str:
        """Return the address where it is followed."""
        return reverse("projects:introduction", args=[self.project.slug, self.uid])

    @property
    def is_closed(self) -> bool:
        """Tell whether it was answered."""
        return self.state in CLOSED

    @property
    def waits_for_the_candidate(self) -> bool:
        """Tell whether somebody wrote to the candidate, who has not answered."""
        return self.told_at is not None and self.state == IntroductionState.CONTACTED

    def is_late_on(self, day: date) -> bool:
        """Tell whether it should have been done before `day`."""
        return not self.is_closed and self.due_on is not None and self.due_on < day


class DismissedSuggestion(models.Model):
    """A competence that projects of the same theme often need, and that this one does not want to be asked about."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="dismissed_suggestions")
    competence = models.ForeignKey(Competence, models.CASCADE, related_name="+")

    class PersonalData:
        """A project's choice."""

        erase = {}
        keep = {"id", "project", "competence"}

    class Meta:
        verbose_name = _("dismissed suggestion")
        verbose_name_plural = _("dismissed suggestions")
        constraints = [
            models.UniqueConstraint(fields=["project", "competence"], name="suggestion_dismissed_once")
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.competence}"
