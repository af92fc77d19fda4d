"""Sheets to fill in by hand: printed, then keyed in line by line, checked, written at once, undone as a whole."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from actors.models import Actor
from projects.permissions import contribute_to_project
from territoire import mail
from territoire.actions import submissions
from territoire.documents import PDF_TYPE
from territoire.tables import attachment, file_stem
from territoire.text import normalise
from workshops.actions import keying
from workshops.enums import SheetKind
from workshops.exchanges import sheets
from workshops.forms.guests import circle
from workshops.forms.keying import Keying, nothing_said
from workshops.forms.rounds import showable
from workshops.models import Workshop
from workshops.views.pages import led_or_refused

PAPERS = ("a3", "a4")
#: Names that a line offers while it is typed in.
MOST_OFFERED = 200


@require_safe
@never_cache
def sheet_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer the sheets to print, the pages to key them in, and what was keyed in."""
    workshop = led_or_refused(request.user, slug)
    context = {"workshop": workshop, "kinds": SheetKind, "keyed": keying.of_workshop(workshop)}
    return render(request, "workshops/sheets.html", context)


@require_safe
def sheet(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Give a sheet as PDF: `?papier=a4` or a3, `?noms=oui` with the names of the circle and of the guests."""
    workshop, asked = led_or_refused(request.user, slug), _kind(kind)
    paper = request.GET.get("papier", "a4")
    if paper not in PAPERS:
        raise Http404
    names = _names(workshop, request.user) if request.GET.get("noms") == "oui" else []
    address = mail.absolute(reverse("workshops:key-in", args=[slug, kind]))
    document = sheets.pdf(workshop, asked, paper, names, address=address)
    return attachment(document, PDF_TYPE, f"{file_stem(f'{asked.label}-{paper}-{workshop.name}')}.pdf")


def _names(workshop: Workshop, user) -> list[Actor]:
    """Return who may be named on paper: of the circle and of the guests, as `user` sees them."""
    keys = {one.pk for one in circle(workshop, user)} if workshop.project_id else set()
    keys |= set(workshop.guests.values_list("actor", flat=True))
    seen = showable(Actor.objects.visible_to(user).listed()).filter(pk__among=list(keys))
    return list(seen.order_by("search_name", "pk"))


@never_cache
def key_in(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Key a sheet in: lines are checked, shown again with who each is, then written when that is confirmed."""
    workshop, asked = led_or_refused(request.user, slug), _kind(kind)
    user = request.user
    project = workshop.project
    team = project.team if project is not None and contribute_to_project(user, project) else None
    visible = Actor.objects.visible_to(user).listed().filter(restricted_at=None, merged_into=None)
    sent = request.POST if request.method == "POST" else None
    keyed = Keying(sent, workshop=workshop, kind=asked, rings=team is not None, visible=visible)
    checked, problem = "", None
    if sent is not None and "more" not in sent and keyed.is_valid():
        if keyed.is_empty:
            problem = nothing_said()
        elif sent.get("checked") == keyed.seal and "again" not in sent:
            return _write(request, workshop, asked, keyed, team)
        else:
            checked = keyed.seal
    context = {
        "workshop": workshop,
        "kind": asked,
        "keyed": keyed,
        "rings": team is not None and asked == SheetKind.CIRCLES,
        "checked": checked,
        "new": sum(one.actor is None for one in keyed.said()) if checked else 0,
        "problem": problem,
        "token": (sent or {}).get("token") or uuid.uuid4(),
        "offered": visible.filter(pk__among=[one.pk for one in _names(workshop, user)])[:MOST_OFFERED],
    }
    return render(request, "workshops/key_in.html", context)


def _write(request: HttpRequest, workshop: Workshop, kind: SheetKind, keyed: Keying, team) -> HttpResponse:
    lines, tied = keyed.said(), keyed.tied()
    named = {normalise(line.name) for line in lines}
    others = {end for tie in tied for end in (tie.one, tie.other)} - named
    found: dict[str, Any] = {end: keyed.known(end) for end in others}

    def register() -> str:
        keying.write(workshop, kind, lines, tied, known=found, team=team, by=request.user)
        return reverse("workshops:sheets", args=[workshop.slug])

    try:
        token = uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        raise BadRequest("token") from None
    address = submissions.once(token, by=request.user, register=register)
    count = len(lines)
    said = ngettext("%(count)d actor is keyed in.", "%(count)d actors are keyed in.", count)
    messages.success(request, said % {"count": count})
    return redirect(address)


@require_POST
def undo(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Undo a sheet that was keyed in, as a whole."""
    workshop = led_or_refused(request.user, slug)
    batch = get_object_or_404(keying.of_workshop(workshop), uid=uid)
    stay = keying.undo(batch, by=request.user)
    if stay:
        said = ngettext(
            "Undone, but %(count)d record stays: something was built on it since.",
            "Undone, but %(count)d records stay: something was built on them since.",
            stay,
        )
        messages.warning(request, said % {"count": stay})
    else:
        messages.success(request, _("Undone: the map is as it was before this sheet."))
    return redirect("workshops:sheets", slug)


def _kind(sent: str) -> SheetKind:
    if sent not in SheetKind.values:
        raise Http404
    return SheetKind(sent)
