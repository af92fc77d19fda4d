"""Joining a workshop without account: a code, a first name if one likes, a signed cookie for this workshop alone."""

import uuid
from contextlib import suppress

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from territoire.throttling import spend, too_many
from workshops.actions import participants
from workshops.models import Participant, Workshop

SALT = "workshops.participant"
NOWHERE = gettext_lazy(
    "This code opens no room now. Look at it again; the room may also be closed: ask who leads the workshop."
)


class CodeForm(forms.Form):
    """The code that the projector shows."""

    code = forms.CharField(
        label=gettext_lazy("Code shown in the room"),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}
        ),
        help_text=gettext_lazy("Eight letters and figures; spaces do not count."),
    )

    def clean_code(self) -> str:
        """Read it however it is typed."""
        return read_code(self.cleaned_data["code"])


class EnterForm(forms.Form):
    """A first name, if one likes."""

    name = forms.CharField(
        label=gettext_lazy("Your first name"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For who leads the workshop alone; leave it empty not to be named."),
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


def read_code(typed: str) -> str:
    """Return a code as it is kept: capitals, without spaces or hyphens."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def room_of(request: HttpRequest, code: str) -> Workshop | HttpResponse | None:
    """Return the workshop whose room this code opens, none where it opens none, or what too many wrong codes get."""
    found = Workshop.objects.with_what_is_shown().filter(code=read_code(code)[:20]).first()
    if found is not None and found.is_open:
        return found
    wait = spend("wrong-code", request)
    return too_many(request, wait=wait) if wait else None


@never_cache
@login_not_required
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and lead to the room that it opens."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        room = room_of(request, form.cleaned_data["code"])
        if isinstance(room, HttpResponse):
            return room
        if room is not None:
            return redirect("workshops:enter", room.code)
        form.add_error("code", NOWHERE)
    return render(request, "workshops/join.html", {"form": form})


@never_cache
@login_not_required
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Welcome who comes by the code, and let them in."""
    room = room_of(request, code)
    if isinstance(room, HttpResponse):
        return room
    if room is None:
        return render(request, "workshops/join.html", {"form": CodeForm(), "wrong": NOWHERE}, status=404)
    if participant_of(request, room.slug):
        return redirect("workshops:participate", room.slug)
    form = EnterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if wait := spend("enter-room", request):
            return too_many(request, wait=wait)
        try:
            token = form.cleaned_data["token"] or uuid.uuid4()
            entered = participants.enter(room, token=token, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return with_cookie(request, redirect("workshops:participate", room.slug), room, entered)
    return render(request, "workshops/enter.html", {"form": form, "workshop": room})


def with_cookie(
    request: HttpRequest, response: HttpResponse, workshop: Workshop, participant: Participant
) -> HttpResponse:
    """Have the browser remember who it is, in the pages of this workshop, as long as its room can be open."""
    left = int((workshop.joinable_until - timezone.now()).total_seconds())
    response.set_cookie(
        cookie_of(workshop.slug),
        signing.dumps(participant.uid.hex, salt=SALT),
        max_age=max(left, 60),
        path=reverse("workshops:detail", args=[workshop.slug]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def cookie_of(slug: str) -> str:
    """Return the name of the cookie of a workshop: one may have been to several."""
    return f"atelier-{slug[-12:]}"


def participant_of(request: HttpRequest, slug: str) -> Participant | None:
    """Return who asks, where they joined the workshop of this address and it can still be open."""
    written = request.COOKIES.get(cookie_of(slug), "")
    with suppress(signing.BadSignature, ValueError):
        uid = uuid.UUID(signing.loads(written, salt=SALT))
        found = Participant.objects.select_related("workshop__project", "workshop__territory")
        known = found.filter(uid=uid, workshop__slug=slug).first()
        if known and timezone.now() < known.workshop.joinable_until:
            return known
    return None


def participant_or_404(request: HttpRequest, slug: str) -> Participant:
    """Return who asks, or answer that there is nothing here: strangers are not told that there is a workshop."""
    found = participant_of(request, slug)
    if found is None:
        raise Http404(_("Join with the code first."))
    # What they write is counted by participant: a whole room shares one address.
    request.throttled_as = ("participant", str(found.pk))
    return found
