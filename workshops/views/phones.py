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
from workshops.actions import participants
from workshops.actions.participants import Written
from workshops.analysis.board import for_phone, versions
from workshops.enums import LONGEST_NOTE, NoteKind
from workshops.models import Participant
from workshops.views.doors import participant_or_404

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
    kept, refused = participants.write(participant, _sent(request))
    answer = {"kept": [str(one) for one in kept], "refused": {str(key): why for key, why in refused.items()}}
    return JsonResponse(answer)


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
    """Tell who leads the workshop that a post-it should not be there."""
    participants.report(participant, _uid(_json(request).get("note")))
    return JsonResponse({"done": True})


def _sent(request: HttpRequest) -> list[Written]:
    notes = _json(request).get("notes")
    if not isinstance(notes, list) or len(notes) > MOST_SENT:
        raise BadRequest("notes")
    return [_written(one) for one in notes]


def _written(one: Any) -> Written:
    if not isinstance(one, dict) or not isinstance(one.get("text", ""), str):
        raise BadRequest("note")
    revision = one.get("revision", 1)
    if not isinstance(revision, int) or not 0 < revision < 1_000_000:
        raise BadRequest("revision")
    text = one.get("text", "").replace("\0", "")
    kind, withdrawn = str(one.get("kind", "")), bool(one.get("withdrawn"))
    return Written(_uid(one.get("uid")), _uid(one.get("question")), text, kind, revision, withdrawn)


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
