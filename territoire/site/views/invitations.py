"""The page that an invitation's link opens: it tells, a button accepts (programs that check mails open links)."""

import logging

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from projects.models import Project
from territoire.accounts.adapter import INVITATION
from territoire.actions import invitations
from territoire.enums import InvitationState, Role
from territoire.models import Invitation
from territoire.throttling import client_address, throttle

logger = logging.getLogger("territoire.door")
FORGED = "forged"


@method_decorator([login_not_required, never_cache, throttle("link")], name="dispatch")
class InvitationPage(View):
    """Who invites, to which project, what the role may do; without an account, one creates it and comes back."""

    def dispatch(self, request, *args, token: str, **kwargs) -> HttpResponseBase:
        """Find what the link names, or say clearly why it leads nowhere; it is never shown to search engines."""
        self.invitation, self.state = invitations.by_token(token)
        self.token = token
        self.project = Project.objects.filter(team=self.invitation.team).first() if self.invitation else None
        response = self._refusal() or super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request) -> HttpResponse:
        """Tell what accepting means."""
        role = Role(self.invitation.role)
        context = {"invitation": self.invitation, "project": self.project, "role": role}
        return render(request, "site/invitation.html", context)

    def post(self, request) -> HttpResponse:
        """Accept; or, without an account, go and create one, with the invited address as a start."""
        if request.user.is_authenticated:
            return self._accept(request)
        request.session[INVITATION] = self.token
        page = "account_signup" if "sign-up" in request.POST else settings.LOGIN_URL
        return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': request.path})}")

    def _accept(self, request) -> HttpResponse:
        try:
            membership = invitations.accept(self.invitation, by=request.user)
        except invitations.InvitationOverError as over:
            self.invitation.refresh_from_db()
            self.state = over.state
            return self._refusal() or self._refuse(over.state)
        request.session.pop(INVITATION, None)
        words = _("You are in the team of “%(project)s” (%(role)s).")
        messages.success(
            request, words % {"project": self.project, "role": membership.get_role_display().lower()}
        )
        return redirect(self.project)

    def _refusal(self) -> HttpResponse | None:
        if self.invitation is None or self.project is None:
            return self._refuse(FORGED)
        if self.state == InvitationState.OPEN:
            return None
        if _may_go_there(self.request, self.invitation, self.project):
            return redirect(self.project)
        return self._refuse(self.state)

    def _refuse(self, why: str) -> HttpResponse:
        where = client_address(self.request)
        which = self.invitation.uid if self.invitation else "-"
        logger.warning("invitation refused: %s, %s, from %s", why, which, where)
        status = 404 if why == FORGED else 410
        return render(self.request, "site/invitation_refused.html", {"why": str(why)}, status=status)


def _may_go_there(request: HttpRequest, invitation: Invitation, project: Project) -> bool:
    """Tell whether who comes back with a used link is the one who used it."""
    mine = request.user.is_authenticated and invitation.accepted_by_id == request.user.pk
    return mine and Project.objects.visible_to(request.user).contains(project)
