"""Who is invited to a workshop, who is told, who came."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from actors.models import Actor
from territoire.throttling import throttle
from workshops.actions import guests
from workshops.forms.guests import GuestsForm, circle
from workshops.forms.workshops import InviteForm
from workshops.models import Guest, Workshop
from workshops.views.pages import led_or_refused


def guest_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the list, add to it, send the invitations, note who came."""
    workshop = led_or_refused(request.user, slug)
    form = GuestsForm(request.POST or None, by=request.user, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        chosen = set(form.cleaned_data["actors"])
        if form.cleaned_data.get("circle"):
            chosen |= set(circle(workshop, request.user))
        guests.add(workshop, chosen, by=request.user)
        return redirect("workshops:guests", slug)
    return render(request, "workshops/guests.html", _context(workshop, request.user, form))


def _context(workshop: Workshop, user, form: GuestsForm) -> dict:
    listed = list(Guest.objects.filter(workshop=workshop).select_related("actor__family", "actor__seat"))
    keys = [one.actor_id for one in listed]
    seen = set(Actor.objects.visible_to(user).filter(pk__among=keys).values_list("pk", flat=True))
    shown = [one for one in listed if one.actor_id in seen]
    reachable = guests.reachable(shown, by=user)
    return {
        "workshop": workshop,
        "form": form,
        "guests": [{"guest": one, "reachable": one.pk in reachable} for one in shown],
        "unseen": len(listed) - len(shown),
        "to_tell": sum(one.told_at is None and one.pk in reachable for one in shown),
        "invite": InviteForm(),
    }


@require_POST
@throttle("invite")
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the invitations that were not sent yet."""
    workshop = led_or_refused(request.user, slug)
    form = InviteForm(request.POST)
    told = (
        guests.invite(workshop, words=form.cleaned_data["words"], by=request.user) if form.is_valid() else 0
    )
    if told:
        said = ngettext("%(count)d invitation leaves.", "%(count)d invitations leave.", told)
        messages.success(request, said % {"count": told})
    else:
        messages.info(request, _("Nobody is left to write to."))
    return redirect("workshops:guests", slug)


@require_POST
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Note who was there."""
    workshop = led_or_refused(request.user, slug)
    came = Guest.objects.filter(workshop=workshop, uid__in=_uids(request.POST.getlist("venu")))
    guests.note_attendance(workshop, came.values_list("pk", flat=True), by=request.user)
    messages.success(request, _("Who was there is noted."))
    return redirect("workshops:guests", slug)


def _uids(sent: list[str]) -> list[UUID]:
    """Read what the boxes sent; what is no identifier was sent by no page of ours."""
    with suppress(ValueError):
        return [UUID(one) for one in sent]
    return []


@require_POST
def remove(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Take an actor off the list."""
    workshop = led_or_refused(request.user, slug)
    guests.remove(get_object_or_404(Guest, workshop=workshop, uid=uid), by=request.user)
    return redirect(reverse("workshops:guests", args=[slug]))
