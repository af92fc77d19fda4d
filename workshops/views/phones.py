"""What the phone of a participant asks: its page, where the board stands, what it writes."""

import json
import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from territoire.throttling import throttle
from workshops.actions import participants, rounds
from workshops.actions.participants import Written
from workshops.actions.rounds import Rated
from workshops.analysis.board import for_phone, versions
from workshops.enums import LONGEST_NOTE, SCALES, NoteKind, Scale
from workshops.models import Participant
from workshops.views.doors import participant_or_404
from workshops.views.pages import figure

#: What a phone without network for the whole evening may have kept.
MOST_SENT = 100


def by_participant(scope: str):
    """Guard a view of participants with the limits of `scope`, counted by participant."""

    def decorate(view):
        def known(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> Any:
            participant = participant_or_404(request, slug)
            limited = throttle(scope)(lambda request: view(request, participant, *args, **kwargs))
            return limited(request)

        return never_cache(login_not_required(known))

    return decorate


@require_safe
@by_participant("board-read")
@ensure_csrf_cookie
def participate(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Show the page of a participant; without scripts, it takes one post-it after the other."""
    payload = for_phone(participant)
    context = {
        "workshop": participant.workshop,
        "participant": participant,
        "board": payload,
        "own": [
            one for one in payload["own"] if not one["withdrawn"] and one["question"] == payload["question"]
        ],
        "kinds": NoteKind,
        "longest": LONGEST_NOTE,
        "fresh": uuid.uuid4(),
        "scales": Scale,
        "figures": range(1, 6),
    }
    return render(request, "workshops/participate.html", context)


@require_safe
@by_participant("board-read")
def state(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Answer where the board stands; nothing new (204) to who knows the last stage (`?since=`)."""
    since = request.GET.get("since", "")
    if since.isdigit() and len(since) < 16:
        # Whole rooms ask again and again: the rest is read for who has something to learn.
        _version, stage = versions([participant.workshop_id])[participant.workshop_id]
        if int(since) >= stage:
            return HttpResponse(status=204)
    return JsonResponse(for_phone(participant))


@require_POST
@by_participant("post-it")
def write(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Keep what the phone sends; said kept or refused, post-it by post-it. The form without scripts comes here too."""
    if request.content_type != "application/json":
        return _write_form(request, participant)
    if not participant.workshop.is_open:
        return JsonResponse({"closed": True}, status=409)
    return _answer(*participants.write(participant, [_written(one) for one in _sent(request, "notes")]))


@require_POST
@by_participant("post-it")
def rate(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Keep what the phone says of actors, as post-its are kept; the form without scripts says it of one."""
    if not participant.workshop.is_open:
        return JsonResponse({"closed": True}, status=409)
    if request.content_type == "application/json":
        return _answer(*rounds.rate(participant, [_rated(one) for one in _sent(request, "ratings")]))
    rounds.rate(participant, [_rated({**request.POST.dict(), "revision": _next(participant, request)})])
    return redirect("workshops:participate", participant.workshop.slug)


def _next(participant: Participant, request: HttpRequest) -> int:
    said = participant.ratings.filter(about__uid=_uid(request.POST.get("uid"))).first()
    return said.revision + 1 if said else 1


def _answer(kept: list[uuid.UUID], refused: dict[uuid.UUID, str]) -> JsonResponse:
    return JsonResponse(
        {"kept": [str(one) for one in kept], "refused": {str(key): why for key, why in refused.items()}}
    )


def _write_form(request: HttpRequest, participant: Participant) -> HttpResponse:
    if participant.workshop.is_open and request.POST.get("text", "").strip():
        participants.write(participant, [_written({**request.POST.dict(), "revision": 1})])
    return redirect("workshops:participate", participant.workshop.slug)


@require_POST
@by_participant("post-it")
def dot(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Put a dot, or take it back; answer how many are left."""
    sent = _json(request)
    try:
        left = participants.dot(participant, _uid(sent.get("note")), bool(sent.get("on")))
    except ValidationError as error:
        return JsonResponse({"detail": error.messages[0]}, status=409)
    return JsonResponse({"left": left})


@require_POST
@by_participant("report")
def report(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Tell who leads the workshop, and who moderates there, that a post-it should not be there."""
    participants.report(participant, _uid(_json(request).get("note")))
    return JsonResponse({"done": True})


def _sent(request: HttpRequest, name: str) -> list[dict[str, Any]]:
    found = _json(request).get(name)
    if not isinstance(found, list) or len(found) > MOST_SENT or not all(isinstance(o, dict) for o in found):
        raise BadRequest(name)
    return found


def _written(one: dict[str, Any]) -> Written:
    if not isinstance(one.get("text", ""), str):
        raise BadRequest("note")
    revision = _revision(one)
    text = one.get("text", "").replace("\0", "")
    kind, withdrawn = str(one.get("kind", "")), bool(one.get("withdrawn"))
    return Written(_uid(one.get("uid")), _uid(one.get("question")), text, kind, revision, withdrawn)


def _rated(one: dict[str, Any]) -> Rated:
    try:
        figures = {name: figure(one.get(name)) for name in SCALES}
        stage = int(one.get("stage", 0))
    except (TypeError, ValueError):
        raise BadRequest("rating") from None
    return Rated(_uid(one.get("uid")), figures, _revision(one), stage)


def _revision(one: dict[str, Any]) -> int:
    revision = one.get("revision", 1)
    if not isinstance(revision, int) or not 0 < revision < 1_000_000:
        raise BadRequest("revision")
    return revision


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        read = json.loads(request.body)
    except ValueError:
        raise BadRequest("JSON") from None
    if not isinstance(read, dict):
        raise BadRequest("JSON")
    return read


def _uid(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        raise BadRequest("uid") from None
