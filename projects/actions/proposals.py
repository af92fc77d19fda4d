"""Proposals to change a project: made, talked over, decided as the project chose, applied, undone.

The project is locked first, then the proposal: decisions of one project wait for each other. What is adopted is written
in the same transaction; what it would change having moved since, it is closed as out of date and says what moved.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Actor
from projects.actions import milestones
from projects.enums import DecisionRule, Opinion, ProposalKind, ProposalState
from projects.models import Involvement, Milestone, Need, Project, Proposal, ProposalComment, ProposalVoice
from projects.models.proposal import ASKED_FOR, CHANGED, put, values_of
from territoire import mail
from territoire.models import User

ALREADY_DECIDED = gettext_lazy("This proposal was decided meanwhile.")
NOT_BY_HOLDERS = gettext_lazy("This proposal is decided by its circle, on its day.")
TOO_LATE = gettext_lazy("The day to answer is over: it is decided by what was said.")
NOT_ASKED = gettext_lazy("Who holds the project decides on this proposal: tell them in a comment.")
NOT_THERE = gettext_lazy("Only who takes part in the working circle has a voice.")
SAY_WHY = gettext_lazy("Say why: the others can only answer a reason.")
NOTHING_CHANGES = gettext_lazy("Nothing would change: write what would be different.")
NOT_ADOPTED = gettext_lazy("Only what was adopted is undone.")
BUILT_UPON = gettext_lazy(
    "Something rests on it since: pledges, requests or introductions. Close it instead."
)


@transaction.atomic
def propose(proposal: Proposal, *, by: User) -> Proposal:
    """Open a proposal whose `after` says what would be; raises `ValidationError` when nothing would change."""
    project = _lock(proposal.project)
    proposal.rule = project.decision_rule
    if proposal.rule == DecisionRule.HOLDERS:
        proposal.decide_on = None
    if not proposal.is_addition:
        before = values_of(_target(proposal), proposal.after)
        changed = [name for name, value in proposal.after.items() if before[name] != value]
        # What stays may move meanwhile without the proposal being out of date.
        proposal.before = {name: before[name] for name in changed}
        proposal.after = {name: proposal.after[name] for name in changed}
        if not changed:
            raise ValidationError(NOTHING_CHANGES, code="nothing-changes")
    proposal.created_by = by
    proposal.save()
    return proposal


@transaction.atomic
def say(proposal: Proposal, actor: Actor, *, opinion: str, reason: str, day: date, by: User) -> ProposalVoice:
    """Give the voice of `actor`, or change it; raises `ValidationError` when it has none, or no longer."""
    proposal = _open(proposal)
    if proposal.rule == DecisionRule.HOLDERS:
        raise ValidationError(NOT_ASKED, code="not-asked")
    if proposal.decide_on is None or day > proposal.decide_on:
        raise ValidationError(TOO_LATE, code="too-late")
    if actor.pk not in with_a_voice(proposal.project, day):
        raise ValidationError(NOT_THERE, code="no-voice")
    if proposal.rule == DecisionRule.CONSENT and opinion == Opinion.AGAINST and not reason:
        raise ValidationError({"reason": SAY_WHY}, code="why")
    voice, _new = ProposalVoice.objects.update_or_create(
        proposal=proposal,
        actor=actor,
        defaults={"opinion": opinion, "reason": reason},
        create_defaults={"opinion": opinion, "reason": reason, "created_by": by},
    )
    return voice


def with_a_voice(project: Project, day: date) -> set[int]:
    """Return the actors (keys) of the working circle on a day: each has one voice."""
    circle = Involvement.objects.working().active_on(day).filter(project=project, actor__restricted_at=None)
    return set(circle.values_list("actor", flat=True))


@transaction.atomic
def comment(proposal: Proposal, text: str, *, actor: Actor | None, by: User) -> ProposalComment:
    """Say a few words on a proposal."""
    return ProposalComment.objects.create(proposal=proposal, text=text, actor=actor, created_by=by)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User) -> None:
    """Take a proposal back; raises `ValidationError` when it was decided meanwhile."""
    proposal = _open(proposal)
    proposal.state = ProposalState.WITHDRAWN
    proposal.save(update_fields=["state", "updated_at"])


@transaction.atomic
def adopt(proposal: Proposal, *, words: str = "", by: User) -> Proposal:
    """Say yes, as who holds the project, and apply it; closed as out of date when what it changes has moved."""
    proposal = _for_holders(proposal)
    return _adopt(proposal, words, by)


@transaction.atomic
def refuse(proposal: Proposal, *, words: str, by: User) -> Proposal:
    """Say no, as who holds the project, and why."""
    return _close(_for_holders(proposal), ProposalState.REFUSED, words, by)


def to_settle(day: date):
    """Return the proposals whose day to answer is over, in projects that go on."""
    due = Proposal.objects.open().exclude(rule=DecisionRule.HOLDERS).filter(decide_on__lt=day)
    return due.filter(project__archived_at=None).order_by("decide_on", "pk")


@transaction.atomic
def settle(proposal: Proposal, day: date) -> None:
    """Decide by what the circle said; what was settled or taken back meanwhile stays."""
    _lock(proposal.project)
    due = to_settle(day).select_for_update(of=("self",)).filter(pk=proposal.pk).first()
    if due is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        agreed, words = counted(due, voices_that_count(due, due.decide_on))
        if agreed:
            _adopt(due, words, None)
        else:
            _close(due, ProposalState.REFUSED, words, None)


def voices_that_count(proposal: Proposal, day: date | None) -> list[ProposalVoice]:
    """Return the voices of who is in the working circle on that day: who left meanwhile has none."""
    circle = with_a_voice(proposal.project, day or timezone.localdate())
    return [one for one in proposal.voices.all() if one.actor_id in circle]


def counted(proposal: Proposal, voices: Iterable[ProposalVoice]) -> tuple[bool, str]:
    """Return whether the circle agrees, and in words why."""
    voices = list(voices)
    against = sum(one.opinion == Opinion.AGAINST for one in voices)
    agree = len(voices) - against
    if proposal.rule == DecisionRule.CONSENT:
        return not against, _("No objection.") if not against else _("An objection stands.")
    words = _("%(agree)s for, %(against)s against.") % {"agree": agree, "against": against}
    return agree > against, words


@transaction.atomic
def undo(proposal: Proposal, *, by: User) -> None:
    """Write back what was there before; raises `ValidationError` that says what changed since, if anything did."""
    _lock(proposal.project)
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("project").get(pk=proposal.pk)
    if proposal.state != ProposalState.ADOPTED:
        raise ValidationError(NOT_ADOPTED, code="not-adopted")
    record = _target(proposal)
    if moved := _moved(record, proposal.after):
        raise ValidationError(_changed_since(moved), code="moved")
    if proposal.is_addition:
        _remove(record)
        proposal.step = proposal.need = None
    else:
        put(record, proposal.before)
        record.save(update_fields=[*proposal.before, "updated_at"])
    proposal.state = ProposalState.UNDONE
    proposal.undone_by, proposal.undone_at = by, timezone.now()
    proposal.save()


def _adopt(proposal: Proposal, words: str, by: User | None) -> Proposal:
    try:
        with transaction.atomic():
            _apply(proposal, by)
    except ValidationError as error:
        return _close(proposal, ProposalState.STALE, " ".join(error.messages), by)
    except IntegrityError:
        return _close(proposal, ProposalState.STALE, _("It cannot be written any more as it is."), by)
    return _close(proposal, ProposalState.ADOPTED, words, by)


def _apply(proposal: Proposal, by: User | None) -> None:
    """Write what was proposed; raises `ValidationError` when what it changes has moved, or is gone."""
    record = _new(proposal) if proposal.is_addition else _target(proposal)
    if moved := _moved(record, proposal.before):
        raise ValidationError(_changed_since(moved), code="moved")
    if isinstance(record, Need) and proposal.kind != ProposalKind.NEED_ADD and record.closed_on:
        raise ValidationError(_("The need was closed since."), code="closed")
    values = dict(proposal.after)
    if proposal.kind == ProposalKind.NEED_CLOSE:
        values["closed_on"] = proposal.after["closed_on"] = timezone.localdate().isoformat()
    put(record, values)
    record.clean_fields(exclude=[one.name for one in record._meta.concrete_fields if one.name not in values])
    record.validate_constraints()
    if isinstance(record, Milestone) and proposal.is_addition:
        proposal.step = milestones.add(record, by=proposal.created_by)
    elif isinstance(record, Need) and proposal.is_addition:
        _refuse_asked_already(record)
        record.save()
        proposal.need = record
    else:
        record.save(update_fields=[*values, "updated_at"])


def _new(proposal: Proposal) -> models.Model:
    if proposal.kind == ProposalKind.STEP_ADD:
        return Milestone(project=proposal.project)
    today = timezone.localdate()
    return Need(project=proposal.project, opened_on=today, created_by=proposal.created_by)


def _refuse_asked_already(need: Need) -> None:
    alike = Need.objects.open_on(timezone.localdate()).filter(
        project=need.project, **{f"{name}_id": getattr(need, f"{name}_id") for name in ASKED_FOR}
    )
    if alike.exists():
        raise ValidationError(_("The project states this need already."), code="asked")


def _target(proposal: Proposal) -> Any:
    """Return what the proposal changes, locked; raises `ValidationError` when it is gone."""
    model, _names = CHANGED[ProposalKind(proposal.kind)]
    if model is Project:
        return Project.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.project_id)
    key = proposal.step_id if model is Milestone else proposal.need_id
    found: Any = model._default_manager
    record = found.select_for_update(of=("self",)).filter(pk=key, project=proposal.project_id).first()
    if record is None:
        raise ValidationError(_("What it changes is no longer there."), code="gone")
    return record


def _moved(record: models.Model, expected: dict[str, Any]) -> list[str]:
    """Return the labels of the fields that no longer say what is expected of them."""
    found = values_of(record, expected)
    return [
        str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column
        for name, value in expected.items()
        if found[name] != value
    ]


def _changed_since(moved: list[str]) -> str:
    return _("It was changed otherwise since: %(what)s.") % {"what": ", ".join(moved)}


def _remove(record: Milestone | Need) -> None:
    if isinstance(record, Need):
        hangs = ("pledges", "join_requests", "introductions", "choices", "experiences")
        if any(getattr(record, name).exists() for name in hangs if hasattr(record, name)):
            raise ValidationError(BUILT_UPON, code="built-upon")
    record.delete()


def _close(proposal: Proposal, state: ProposalState, words: str, by: User | None) -> Proposal:
    longest = Proposal._meta.get_field("decision").max_length
    proposal.state, proposal.decision = state, words[:longest]
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.save()
    _tell(proposal, by)
    return proposal


def _tell(proposal: Proposal, by: User | None) -> None:
    """Write to who proposed, unless they decided themselves; what they no longer see is not named."""
    author = proposal.created_by
    if author is None or not author.is_active or (by is not None and author.pk == by.pk):
        return
    if Proposal.objects.visible_to(author).filter(pk=proposal.pk).exists():
        context = {
            "state": proposal.state,
            "project": mail.one_line(proposal.project.name),
            "proposal": lambda: mail.one_line(str(proposal)),
            "words": proposal.decision,
            "link": mail.absolute(proposal.get_absolute_url()),
        }
        mail.send("proposal_decided", author.email, context)


def _lock(project: Project) -> Project:
    return Project.objects.select_for_update(no_key=True).get(pk=project.pk)


def _open(proposal: Proposal) -> Proposal:
    """Return the proposal, locked after its project, if it still waits for a decision."""
    _lock(proposal.project)
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("project", "created_by")
        .get(pk=proposal.pk)
    )
    if not proposal.is_open:
        raise ValidationError(ALREADY_DECIDED, code="already-decided")
    return proposal


def _for_holders(proposal: Proposal) -> Proposal:
    proposal = _open(proposal)
    if proposal.rule != DecisionRule.HOLDERS:
        raise ValidationError(NOT_BY_HOLDERS, code="not-by-holders")
    return proposal
