"""Requests to board a project: sent, accepted, declined, taken back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.actions import abilities
from actors.enums import Level
from projects.actions import involvements
from projects.enums import RequestState
from projects.models import Involvement, JoinRequest
from territoire.enums import Visibility
from territoire.models import User

LONGEST_CHANGES = Involvement._meta.get_field("changes").max_length
ALREADY_ANSWERED = _("This request was answered meanwhile.")


@transaction.atomic
def submit(request: JoinRequest, *, by: User) -> JoinRequest:
    """Send a request; a hidden actor that no team registered is from then on seen by the project's team."""
    request.created_by = by
    request.save()
    actor = request.actor
    if actor.visibility == Visibility.TEAM and actor.team_id is None:
        actor.team = request.project.team
        actor.save(update_fields=["team", "updated_at"])
    return request


@transaction.atomic
def accept(
    request: JoinRequest, *, degree, day: date, by: User, able: bool = False, changes: str = ""
) -> Involvement:
    """Bring the actor aboard from `day` on, to `degree`; raises `ValidationError` when already answered.

    `able` also notes that it knows how to do what it offered, so that the need is met at once; `changes` says what
    its arrival changes in the project, after what an earlier request of the same actor changed.
    """
    involvements.lock(request.project)
    request = _pending(request)
    involvement = involvements.bring_aboard(request.project, request.actor, degree=degree, day=day, by=by)
    if request.wanted_degree_id > involvement.degree_id and involvement.wanted_degree_id is None:
        involvement.wanted_degree_id = request.wanted_degree_id
        involvement.save(update_fields=["wanted_degree", "updated_at"])
    if changes:
        involvement.changes = "\n".join(filter(None, (involvement.changes, changes)))[:LONGEST_CHANGES]
        involvement.save(update_fields=["changes", "updated_at"])
    # Several requests of one actor (for several needs) lead to one involvement: the first accepted keeps the link.
    if not JoinRequest.objects.filter(involvement=involvement).exists():
        request.involvement = involvement
    if able:
        _note_ability(request, day, by)
    _answer(request, RequestState.ACCEPTED, by)
    return involvement


@transaction.atomic
def decline(request: JoinRequest, *, reason: str, by: User) -> None:
    """Say no, and why; raises `ValidationError` when already answered."""
    request = _pending(request)
    request.reason = reason
    _answer(request, RequestState.DECLINED, by)


@transaction.atomic
def withdraw(request: JoinRequest, *, by: User) -> None:
    """Take a request back; raises `ValidationError` when already answered."""
    request = _pending(request)
    request.state = RequestState.WITHDRAWN
    request.save(update_fields=["state", "updated_at"])


def _note_ability(request: JoinRequest, day: date, by: User) -> None:
    need = request.need
    if need and need.competence:
        abilities.note_competence(
            request.actor, need.competence, level=need.minimum_level or Level.NOTIONS, day=day, by=by
        )
    elif need and need.occupation:
        abilities.note_occupation(request.actor, need.occupation, day=day, by=by)


def _pending(request: JoinRequest) -> JoinRequest:
    """Return the request, locked, if it still waits for an answer."""
    request = (
        JoinRequest.objects.select_for_update(of=("self",))
        .select_related("project", "actor", "need__competence", "need__occupation")
        .get(pk=request.pk)
    )
    if request.state != RequestState.PENDING:
        raise ValidationError(ALREADY_ANSWERED, code="already-answered")
    return request


def _answer(request: JoinRequest, state: RequestState, by: User) -> None:
    request.state = state
    request.decided_by = by
    request.decided_at = timezone.now()
    request.save()
