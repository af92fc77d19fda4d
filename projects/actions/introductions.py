"""Introductions: followed step by step, closed by a yes or a no; each gesture can be taken back.

Each gesture names the `version` of the introduction that was seen (`updated_at`): what somebody else did meanwhile is
told, not undone unseen.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.actions import involvements
from projects.enums import IntroductionState
from projects.models import Engagement, Introduction, Involvement
from territoire.models import User

State = IntroductionState
NEXT = {
    State.TO_CONTACT: (State.CONTACTED, State.AGREED),
    State.CONTACTED: (State.AGREED,),
    State.AGREED: (),
}
BACK = {State.CONTACTED: State.TO_CONTACT, State.AGREED: State.CONTACTED, State.ENGAGED: State.AGREED}
#: After a contact, leave time for an answer before it is due again.
ANSWER_WITHIN = timedelta(days=7)

MOVED = _("Somebody changed this introduction meanwhile: it is now “%(state)s”. Look at it, then try again.")
NOT_FROM_THERE = _("From “%(state)s”, an introduction does not go there.")
CHANGED_SINCE = _("Its involvement was changed since: end it or remove it from its own page.")
UNDER_WAY = _("Another introduction of this candidate for this need is under way.")


class StaleRecordError(ValidationError):
    """The introduction is not any more what was seen."""


@transaction.atomic
def move(introduction: Introduction, state: str, *, version: str, by: User) -> None:
    """Note that it went a step further: contacted, agreed."""
    introduction = locked(introduction, version)
    if state not in NEXT.get(State(introduction.state), ()):
        raise ValidationError(NOT_FROM_THERE % {"state": introduction.get_state_display()}, code="not-there")
    note_contact(introduction)
    introduction.state = state
    introduction.save()


@transaction.atomic
def decline(introduction: Introduction, *, reason: str, version: str, by: User) -> None:
    """Note that the candidate, or the project, said no, and why."""
    introduction = locked(introduction, version)
    refuse_closed(introduction)
    introduction.declined_reason = reason
    _close(introduction, State.DECLINED)


@transaction.atomic
def engage(
    introduction: Introduction, *, degree, day: date, persons=(), version: str, by: User
) -> Involvement:
    """Bring the candidate aboard from `day` on, with the `persons` of theirs who take part: the gap closes."""
    involvements.lock(introduction.project)
    introduction = locked(introduction, version)
    refuse_closed(introduction)
    before = _aboard(introduction, day)
    involvement = involvements.bring_aboard(
        introduction.project, introduction.actor, degree=degree, day=day, by=by
    )
    engaged = involvements.engage(involvement, persons)
    introduction.involvement = involvement
    introduction.outcome = {
        "degree_before": before and before.degree_id,
        "engaged": engaged,
        "as_left": involvement.updated_at.isoformat(),
    }
    note_contact(introduction)
    _close(introduction, State.ENGAGED)
    return involvement


@transaction.atomic
def step_back(introduction: Introduction, *, version: str, by: User) -> None:
    """Take back the last step; what coming aboard registered goes with it."""
    involvements.lock(introduction.project)
    introduction = locked(introduction, version)
    if introduction.state == State.TO_CONTACT:
        raise ValidationError(NOT_FROM_THERE % {"state": introduction.get_state_display()}, code="not-there")
    if introduction.is_closed:
        _refuse_twin(introduction)
    if introduction.state == State.ENGAGED:
        _leave(introduction)
    introduction.state = _before(introduction)
    if introduction.state == State.TO_CONTACT:
        introduction.contacted_on = None
    introduction.closed_on, introduction.declined_reason = None, ""
    introduction.save()


def locked(introduction: Introduction, version: str) -> Introduction:
    """Return the introduction, locked; raises `StaleRecordError` unless it is still the `version` that was seen."""
    found = (
        Introduction.objects.select_for_update(of=("self",))
        .select_related("project__team", "actor", "need")
        .get(pk=introduction.pk)
    )
    if found.updated_at.isoformat() != version:
        raise StaleRecordError(MOVED % {"state": found.get_state_display()}, code="stale")
    return found


def refuse_closed(introduction: Introduction) -> None:
    """Raise `ValidationError` when it is over."""
    if introduction.is_closed:
        raise ValidationError(NOT_FROM_THERE % {"state": introduction.get_state_display()}, code="not-there")


def note_contact(introduction: Introduction) -> None:
    """Note the first contact (not saved), and leave a week for the answer when nothing later was planned."""
    today = timezone.localdate()
    if introduction.contacted_on is None:
        introduction.contacted_on = today
    if introduction.due_on is not None and introduction.due_on <= today:
        introduction.due_on = today + ANSWER_WITHIN


def _close(introduction: Introduction, state: State) -> None:
    introduction.state, introduction.closed_on = state, timezone.localdate()
    introduction.save()


def _before(introduction: Introduction) -> State:
    if introduction.state == State.DECLINED:
        return State.CONTACTED if introduction.contacted_on else State.TO_CONTACT
    return BACK[State(introduction.state)]


def _refuse_twin(introduction: Introduction) -> None:
    twins = Introduction.objects.open().filter(
        project=introduction.project_id, need=introduction.need_id, actor=introduction.actor_id
    )
    if introduction.need_id and twins.exclude(pk=introduction.pk).exists():
        raise ValidationError(UNDER_WAY, code="under-way")


def _aboard(introduction: Introduction, day: date) -> Involvement | None:
    known = Involvement.objects.filter(project=introduction.project_id, actor=introduction.actor_id)
    return known.active_on(day).first()


def _leave(introduction: Introduction) -> None:
    """Take back what coming aboard registered: the involvement or its degree, the persons.

    Raises `ValidationError` when somebody changed the involvement since.
    """
    involvement, outcome = introduction.involvement, introduction.outcome
    introduction.involvement, introduction.outcome = None, {}
    if involvement is None:
        return
    if involvement.updated_at.isoformat() != outcome["as_left"]:
        raise ValidationError(CHANGED_SINCE, code="changed-since")
    Engagement.objects.filter(involvement=involvement, pk__in=outcome["engaged"]).delete()
    if outcome["degree_before"] is None:
        involvement.delete()
    elif involvement.degree_id != outcome["degree_before"]:
        involvement.degree_id = outcome["degree_before"]
        involvement.save(update_fields=["degree", "updated_at"])
