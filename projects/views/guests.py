"""Requests to board sent without an account: sent, confirmed, followed by their link, answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from projects.actions import guests
from projects.enums import Gesture, GuestState
from projects.forms.guests import AcceptGuestForm, GuestForm
from projects.forms.join_requests import DeclineForm
from projects.models import GuestRequest, Project
from projects.views.join_requests import NEED, Join
from projects.views.pages import PartForm, ProjectPage
from territoire.throttling import spend, too_many
from territoire.views import check


@login_not_required
def join(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Offer to come aboard: in one's name with an account, by an address that is confirmed without."""
    view = Join if request.user.is_authenticated else GuestJoin
    return view.as_view()(request, *args, **kwargs)


class GuestJoin(PartForm, FormView):
    """Offer to come aboard without an account; `?besoin=` chooses the need, `?geste=` what one can do."""

    form_class = GuestForm
    template_name = "projects/join_as_guest.html"
    title = _("Come aboard")

    def dispatch(self, request, *args, **kwargs):
        """Say kindly that the project takes nobody for now."""
        if not self.project.open_to_newcomers or self.project.archived_at is not None:
            messages.info(request, _("This project takes nobody for now."))
            return redirect(self.project)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        """Say in which project."""
        return {**super().get_form_kwargs(), "project": self.project}

    def get_initial(self):
        """Choose what the address names."""
        asked = self.request.GET.get("geste", "")
        gesture = asked if asked in Gesture.values else Gesture.ABLE
        return {**super().get_initial(), "need": self.request.GET.get("besoin", ""), "gesture": gesture}

    def post(self, request, *args, **kwargs):
        """Count what is sent, not what is read."""
        wait = spend("board", request)
        return too_many(request, wait=wait) if wait else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Send the link; the answer is the same whatever is known of the address."""
        guests.send(form.save(commit=False))
        messages.success(
            self.request,
            _(
                "Nearly there: open the link that we just sent to your address, and confirm. Nobody sees it before."
            ),
        )
        return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class Guest(TemplateView):
    """A request as who sent it follows it, by the link of their mail."""

    template_name = "projects/guest.html"

    def setup(self, request, *args, **kwargs):
        """Find the request of the link."""
        super().setup(request, *args, **kwargs)
        self.object = guest_or_404(kwargs["slug"], kwargs["token"])

    def dispatch(self, request, *args, **kwargs):
        """Count those who try links."""
        wait = spend("link", request)
        response = too_many(request, wait=wait) if wait else super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs):
        """Say where it stands; the project is named to who may see it."""
        guest, user = self.object, self.request.user
        project = Project.objects.visible_to(user).filter(pk=guest.project_id).first()
        return super().get_context_data(
            guest=guest,
            project=project,
            suggestion=guest.suggestions.first(),
            may_own=guest.owner_id is None and guest.confirmed_at is not None and guests.is_of(guest, user),
            owned=user.is_authenticated and guest.owner_id == user.pk,
            **kwargs,
        )


@login_not_required
@require_POST
def act(request: HttpRequest, slug: str, token: str, gesture: str) -> HttpResponse:
    """Confirm, take back or own a request, by its link."""
    if wait := spend("link", request):
        return too_many(request, wait=wait)
    guest = guest_or_404(slug, token)
    try:
        if gesture == "confirm":
            guests.confirm(guest)
            messages.success(request, _("Thank you: whoever holds the project now reads your request."))
        elif gesture == "withdraw":
            guests.withdraw(guest)
            messages.success(request, _("Your request is taken back."))
        elif request.user.is_authenticated:
            guests.own(guest, by=request.user)
            messages.success(request, _("This request is yours: you find it in “My space”."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("projects:guest", slug, token)


def guest_or_404(slug: str, token: str) -> GuestRequest:
    """Return the request of a link; one of another project, or forgotten, is not found."""
    found = guests.request_of(token)
    if found is None or found.project.slug != slug:
        raise Http404
    return found


class GuestPage(ProjectPage, TemplateView):
    """One request sent without an account, for who holds the project, who answers here."""

    template_name = "projects/guest_request.html"

    def setup(self, request, *args, **kwargs):
        """Find the request among those that one answers."""
        super().setup(request, *args, **kwargs)
        found = GuestRequest.objects.visible_to(request.user).select_related(
            "project__territory", "wanted_degree", "actor", *NEED
        )
        self.object = get_object_or_404(found, project=self.project, uid=kwargs["uid"])

    def dispatch(self, request, *args, **kwargs):
        """Let only who holds the project read and answer: who sent it has their link."""
        check(request.user, "projects.change_project", self.project)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """Give both answers."""
        initial = {"degree": self.object.wanted_degree_id}
        user = self.request.user
        forms = {
            "accept": AcceptGuestForm(initial=initial, prefix="accept", guest=self.object, user=user),
            "decline": DeclineForm(prefix="decline"),
        }
        pending = self.object.state == GuestState.PENDING
        return super().get_context_data(**{"guest": self.object, "pending": pending, **forms, **kwargs})


class AnswerGuest(GuestPage):
    """One answer to a request sent without an account; its page is the request's."""

    http_method_names = ["post"]
    name = ""

    def post(self, request, *args, **kwargs):
        """Answer, or show what is missing."""
        form = self.sent_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(**{self.name: form}))
        try:
            self.act(**form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("projects:guest-request", self.project.slug, self.object.uid)

    def sent_form(self):
        """Return the form that was sent."""
        raise NotImplementedError


class AcceptGuest(AnswerGuest):
    """Say yes."""

    name = "accept"

    def sent_form(self):
        """Return the form that was sent."""
        user = self.request.user
        return AcceptGuestForm(self.request.POST, prefix="accept", guest=self.object, user=user)

    def act(self, **answer):
        """Bring them aboard."""
        guests.accept(self.object, by=self.request.user, **answer)
        messages.success(self.request, _("%(actor)s is aboard.") % {"actor": self.object.comes})


class DeclineGuest(AnswerGuest):
    """Say no, and why."""

    name = "decline"

    def sent_form(self):
        """Return the form that was sent."""
        return DeclineForm(self.request.POST, prefix="decline")

    def act(self, reason):
        """Decline with the reason."""
        guests.decline(self.object, reason=reason, by=self.request.user)
        messages.success(
            self.request, _("The request of %(actor)s is declined.") % {"actor": self.object.comes}
        )
