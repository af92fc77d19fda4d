"""Proposals: what somebody of a project's circle would change in it, what others say of that, what was decided."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Claim
from projects.enums import DecisionRule, Opinion, ProposalKind, ProposalState
from projects.models.involvement import Involvement
from projects.models.need import Need
from projects.models.project import Milestone, Project, visible_project
from territoire.enums import Role
from territoire.models import Facilitation, Hideable, Record, Team, in_care_of, not_hidden, tracked

#: What is written into the project: told to whoever sees it.
DONE = (ProposalState.ADOPTED, ProposalState.UNDONE)
#: The fields that each kind of proposal changes, and of what.
OF_STEP = ("name", "description", "day", "precision", "state")
OF_NEED = ("minimum_level", "quantity", "importance", "description", "wanted_by")
ASKED_FOR = ("competence", "occupation", "resource_kind", "family")
CHANGED: dict[ProposalKind, tuple[type[models.Model], tuple[str, ...]]] = {
    ProposalKind.NAME: (Project, ("name",)),
    ProposalKind.OBJECTIVE: (Project, ("objective",)),
    ProposalKind.TERRITORY: (Project, ("territory",)),
    ProposalKind.STEP_ADD: (Milestone, OF_STEP),
    ProposalKind.STEP_CHANGE: (Milestone, OF_STEP),
    ProposalKind.NEED_ADD: (Need, (*ASKED_FOR, *OF_NEED)),
    ProposalKind.NEED_CHANGE: (Need, OF_NEED),
    ProposalKind.NEED_CLOSE: (Need, ("closed_on",)),
}
#: By what a proposal names what a link leads to: what never changes, and says something.
KEYS = {
    "territory": "code",
    "competence": "slug",
    "occupation": "code",
    "resource_kind": "code",
    "family": "code",
}
GONE = _("What it names is no longer there.")


def plain(name: str, value: Any) -> Any:
    """Return a field's value as JSON keeps it: days as ISO, numbers as text, links by their keys."""
    if isinstance(value, models.Model):
        return getattr(value, KEYS[name])
    if isinstance(value, date):
        return value.isoformat()
    return str(value.normalize() + 0) if isinstance(value, Decimal) else value


def values_of(record: models.Model, names) -> dict[str, Any]:
    """Return what a record says in these fields, as JSON keeps it."""
    return {name: plain(name, getattr(record, name)) for name in names}


def put(record: models.Model, values: dict[str, Any]) -> None:
    """Write such values into a record, not saved; raises `ValidationError` when what they name is gone."""
    for name, value in values.items():
        field: Any = record._meta.get_field(name)
        if field.is_relation and value is not None:
            value = field.related_model._default_manager.filter(**{KEYS[name]: value}).first()
            if value is None:
                raise ValidationError(GONE, code="gone")
        elif value is not None:
            value = field.to_python(value)
        setattr(record, name, value)


def of_circle(user) -> Q:
    """Return the condition (on projects) of being in the circle: in the team, or speaking for an actor aboard."""
    today = timezone.localdate()
    aboard = Involvement.objects.active_on(today).filter(
        actor__in=Claim.objects.of(user).values("actor"), actor__restricted_at=None
    )
    return Q(team__in=Team.objects.of(user)) | Q(pk__in=aboard.values("project"))


def talked_over(user, path: str = "project") -> Q:
    """Return the condition under which `user` reads what is said of the proposals of the project reached by `path`.

    In words: the circle, the facilitators of the territory, and admins.
    """
    if not user.is_authenticated:
        return Q(pk__in=[])
    if user.is_superuser:
        return Q(pk__isnull=False)
    inner = Project.objects.filter(
        of_circle(user) | Q(territory__lies_in=Facilitation.objects.territories_of(user))
    )
    return Q(**{f"{path}__in": inner.values("pk")})


class ProposalQuerySet(models.QuerySet):
    """Proposals, by who may see them and by what became of them."""

    def visible_to(self, user):
        """Keep those of projects that `user` sees: what was adopted; the others too, for who is in the circle.

        In words: the team, who speaks for an actor aboard, the facilitators of the territory, and admins.
        """
        seen = self.filter(visible_project(user, "project__"))
        return seen.filter(Q(state__in=DONE) | talked_over(user))

    def waiting_for(self, user, day):
        """Keep the open ones on which `user` has something to say on `day` and has not, in projects that go on.

        As who holds the project, or in the name of an actor of the working circle for which they speak.
        """
        own = Actor.objects.listed().filter(pk__in=Claim.objects.of(user).values("actor"), restricted_at=None)
        said = ProposalVoice.objects.filter(proposal=OuterRef(OuterRef("pk")), actor=OuterRef("actor"))
        silent = (
            Involvement.objects.working()
            .active_on(day)
            .filter(~Exists(said), project=OuterRef("project"), actor__in=own.values("pk"))
        )
        holds = Q(rule=DecisionRule.HOLDERS, project__team__in=Team.objects.of(user, Role.HOLDER))
        has_a_voice = ~Q(rule=DecisionRule.HOLDERS) & Q(Exists(silent), decide_on__gte=day)
        return self.open().visible_to(user).filter(holds | has_a_voice, project__archived_at=None)

    def open(self):
        """Keep those that are not decided."""
        return self.filter(state=ProposalState.OPEN)

    def done(self):
        """Keep what was written into the project."""
        return self.filter(state__in=DONE)


@tracked()
class Proposal(Record):
    """A change of a project that somebody of its circle proposes: what is there, what would be."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="proposals", verbose_name=_("project"))
    kind = models.CharField(_("what it changes"), max_length=20, choices=ProposalKind)
    step = models.ForeignKey(
        Milestone,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="proposals",
        verbose_name=_("step"),
    )
    need = models.ForeignKey(
        Need,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="proposals",
        verbose_name=_("need"),
    )
    about = models.CharField(_("about"), max_length=200, blank=True, editable=False)
    before = models.JSONField(_("before"), default=dict, editable=False)
    after = models.JSONField(_("after"), default=dict, editable=False)
    reason = models.TextField(_("why"), max_length=2000)
    actor = models.ForeignKey(
        Actor,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("in the name of"),
    )
    rule = models.CharField(_("how it is decided"), max_length=20, choices=DecisionRule, editable=False)
    decide_on = models.DateField(_("decided after"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState, default=ProposalState.OPEN, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, editable=False)
    decision = models.CharField(_("in words"), max_length=500, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone on"), null=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class PersonalData:
        """What would change is the project's; the words of who proposes or decides may name somebody."""

        erase = {"reason": "", "decision": ""}
        erase_with_author = True
        keep = Record.RECORD_FIELDS | {
            "project",
            "kind",
            "step",
            "need",
            "about",
            "before",
            "after",
            "actor",
            "rule",
            "decide_on",
            "state",
            "decided_by",
            "decided_at",
            "undone_by",
            "undone_at",
        }

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[ProposalState.OPEN, ProposalState.WITHDRAWN], decided_at=None)
                | Q(
                    state__in=[ProposalState.ADOPTED, ProposalState.REFUSED, ProposalState.STALE],
                    decided_at__isnull=False,
                    undone_at=None,
                )
                | Q(state=ProposalState.UNDONE, decided_at__isnull=False, undone_at__isnull=False),
                name="proposal_decided_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(rule=DecisionRule.HOLDERS) | Q(decide_on__isnull=False),
                name="proposal_day_unless_holders",
                violation_error_message=_("Say until when others may answer."),
            ),
        ]

    def __str__(self) -> str:
        label = self.get_kind_display()
        return f"{label} : {self.about}" if self.about else str(label)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("projects:change", args=[self.project.slug, self.uid])

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for a decision."""
        return self.state == ProposalState.OPEN

    @property
    def is_addition(self) -> bool:
        """Tell whether it adds something rather than changes what is there."""
        return self.kind in (ProposalKind.STEP_ADD, ProposalKind.NEED_ADD)


@tracked()
class ProposalVoice(Record):
    """What an actor of the working circle says of a proposal: one voice each."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="voices", verbose_name=_("proposal"))
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="voices", verbose_name=_("in the name of"))
    opinion = models.CharField(_("opinion"), max_length=10, choices=Opinion)
    reason = models.CharField(_("why"), max_length=500, blank=True)

    class PersonalData:
        """What somebody thought: it goes with them; the words go with who wrote them."""

        erase = {"reason": ""}
        erase_with_author = True
        delete_with_actor = True
        keep = Record.RECORD_FIELDS | {"proposal", "actor", "opinion"}

    class Meta:
        verbose_name = _("voice on a proposal")
        verbose_name_plural = _("voices on proposals")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "actor"], name="proposal_one_voice_an_actor")
        ]

    def __str__(self) -> str:
        return f"{self.actor} · {self.get_opinion_display()}"


class CommentQuerySet(models.QuerySet):
    """Comments, by who reads them."""

    def visible_to(self, user):
        """Keep those of proposals that `user` talks over: the circle, the facilitators of the territory, and admins.

        What who moderates hid is for them, and for who wrote it.
        """
        seen = Proposal.objects.visible_to(user).filter(talked_over(user))
        return self.filter(not_hidden(user, "proposal__project__territory"), proposal__in=seen.values("pk"))

    def in_care_of(self, user):
        """Keep those that `user` moderates: of the projects in the territories that they facilitate."""
        return self.filter(in_care_of(user, "proposal__project__territory"))


@tracked()
class ProposalComment(Record, Hideable):
    """A few words on a proposal, while it is talked over."""

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="comments", verbose_name=_("proposal")
    )
    actor = models.ForeignKey(
        Actor,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposal_comments",
        verbose_name=_("in the name of"),
    )
    text = models.CharField(_("in a few words"), max_length=1000)

    objects = CommentQuerySet.as_manager()

    class PersonalData:
        """Words may name somebody, and are their author's."""

        erase = {"text": ""}
        erase_with_author = True
        keep = Record.RECORD_FIELDS | Hideable.HIDDEN_FIELDS | {"proposal", "actor"}

    class Meta:
        verbose_name = _("comment on a proposal")
        verbose_name_plural = _("comments on proposals")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return where it is read."""
        return f"{self.proposal.get_absolute_url()}#commentaire-{self.uid}"

    @property
    def where(self):
        """Return the territory whose facilitators moderate it."""
        return self.proposal.project.territory
