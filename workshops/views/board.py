"""The projector's page, and the gestures of who leads on the board."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from territoire import hiding, mail, qr
from workshops.actions import boards, rounds, workshops
from workshops.analysis.board import for_projector
from workshops.enums import SCALES, Becomes, NoteKind, Scale
from workshops.models import Note, Question, Round, RoundActor, Workshop
from workshops.views.pages import figure, led_or_refused


@require_safe
@never_cache
@ensure_csrf_cookie
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the board to the room: the code to join, the question, the post-its, the time."""
    workshop = led_or_refused(request.user, slug)
    door = mail.absolute(reverse("workshops:enter", args=[workshop.code]))
    context = {
        "workshop": workshop,
        "board": for_projector(workshop.pk),
        "qr": qr.code(door),
        "door": mail.absolute(reverse("workshops:join")),
        "kinds": NoteKind,
        "becomes": Becomes,
        "scales": Scale,
    }
    return render(request, "workshops/screen.html", context)


@require_safe
@never_cache
def wall(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the board, or what changed since a number (`?since=`); 204 when nothing did."""
    workshop = led_or_refused(request.user, slug)
    asked = request.GET.get("since", "")
    since = int(asked) if asked.isdigit() and len(asked) < 16 else 0
    payload = for_projector(workshop.pk, since)
    return HttpResponse(status=204) if since and payload["version"] <= since else JsonResponse(payload)


@require_POST
def open_room(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the room, and go to its screen."""
    workshops.open_room(led_or_refused(request.user, slug), by=request.user)
    return redirect("workshops:screen", slug)


@require_POST
def close_room(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the room."""
    workshop = led_or_refused(request.user, slug)
    workshops.close_room(workshop, by=request.user)
    return redirect(workshop)


@require_POST
def change_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the room another code."""
    workshops.change_code(led_or_refused(request.user, slug), by=request.user)
    return redirect("workshops:screen", slug)


@require_POST
def gesture(request: HttpRequest, slug: str) -> HttpResponse:
    """Do one gesture on the board (`{"verb": …}` with what it takes); each says what is wanted: twice is once."""
    workshop = led_or_refused(request.user, slug)
    try:
        sent = json.loads(request.body)
        verb = GESTURES[sent["verb"]]
        verb(workshop, sent, request.user)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadRequest("gesture") from None
    except ValidationError as error:
        return JsonResponse({"detail": error.messages[0]}, status=409)
    return JsonResponse({"done": True})


def _ask(workshop: Workshop, sent: dict, user) -> None:
    asked = sent["question"]
    boards.ask(workshop, _question(workshop, asked) if asked else None, by=user)


def _dots(workshop: Workshop, sent: dict, user) -> None:
    boards.open_dots(workshop, bool(sent["open"]), by=user)


def _timer(workshop: Workshop, sent: dict, user) -> None:
    boards.set_timer(workshop, int(sent["seconds"]), by=user)


def _name(workshop: Workshop, sent: dict, user) -> None:
    name = str(sent["name"]).replace("\0", "").strip()
    boards.name_group(
        workshop, _question(workshop, sent["question"]), uuid.UUID(sent["group"]), name, by=user
    )


def _ungroup(workshop: Workshop, sent: dict, user) -> None:
    boards.remove_group(workshop, uuid.UUID(sent["group"]), by=user)


def _move(workshop: Workshop, sent: dict, user) -> None:
    group = uuid.UUID(sent["group"]) if sent["group"] else None
    boards.put_in_group(workshop, _notes(sent), group, by=user)


def _hide(workshop: Workshop, sent: dict, user) -> None:
    boards.hide(workshop, _notes(sent), bool(sent["hidden"]), by=user)


def _round(workshop: Workshop, sent: dict, user) -> None:
    asked = sent["round"]
    rounds.show(workshop, _round_of(workshop, asked) if asked else None, by=user)


def _reveal(workshop: Workshop, sent: dict, user) -> None:
    rounds.reveal(_round_of(workshop, sent["round"]), bool(sent["shown"]), by=user)


def _settle(workshop: Workshop, sent: dict, user) -> None:
    about = get_object_or_404(
        RoundActor.objects.select_related("round__workshop"),
        round__workshop=workshop,
        uid=uuid.UUID(str(sent["actor"])),
    )
    rounds.settle(about, {name: figure(sent.get(name)) for name in SCALES}, by=user)


def _round_of(workshop: Workshop, uid: Any) -> Round:
    return get_object_or_404(
        Round.objects.select_related("workshop"), workshop=workshop, uid=uuid.UUID(str(uid))
    )


def _notes(sent: dict) -> list[uuid.UUID]:
    return [uuid.UUID(one) for one in sent["notes"]]


def _question(workshop: Workshop, uid: Any) -> Question:
    return get_object_or_404(Question, workshop=workshop, uid=uuid.UUID(str(uid)))


GESTURES: dict[str, Callable[[Workshop, dict, Any], None]] = {
    "ask": _ask,
    "dots": _dots,
    "timer": _timer,
    "name": _name,
    "ungroup": _ungroup,
    "move": _move,
    "hide": _hide,
    "round": _round,
    "reveal": _reveal,
    "settle": _settle,
}


@require_http_methods(["GET", "HEAD", "POST"])
def hide_note(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    """Ask whether to take a post-it off the wall, as who was told of it, and do it."""
    workshop = led_or_refused(request.user, slug)
    note = get_object_or_404(Note.objects.shown(), question__workshop=workshop, uid=uid)
    back = hiding.queue_or(request, reverse("workshops:harvest", args=[slug]))
    if request.method == "POST":
        boards.hide(workshop, [note.uid], True, by=request.user)
        messages.success(request, _("The post-it is off the wall; on the screen it can be put back."))
        return HttpResponseRedirect(back)
    context = {
        "question": _("Take this post-it off the wall?"),
        "text": note.text,
        "kept": _("Who leads the workshop can put it back on the screen."),
        "action_label": _("Hide it"),
        "cancel_url": back,
    }
    return render(request, "components/confirm.html", context)
