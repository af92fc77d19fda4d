"""Those who see or change what others may not must prove who they are twice: facilitators and administrators."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from territoire.accounts.sign_in import has_factor, has_power
from territoire.api import problems

FIRST = _("Set a second factor first, on the site.")

# What one may still do before: set the second factor, mend one's account, leave; and what knows nobody.
ALLOWED_PREFIXES = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")
ALLOWED = {
    "site:health", "site:robots", "site:favicon", "site:mailbox",
    "site:about", "site:accessibility", "site:privacy", "site:legal",
}  # fmt: skip


def is_missing(user) -> bool:
    """Tell whether an account has no second factor yet, and power over others' records (or the site asks everyone)."""
    if not settings.TERRITOIRE_MFA_REQUIRED or not user.is_authenticated:
        return False
    return (settings.TERRITOIRE_MFA_OF_ALL or has_power(user)) and not has_factor(user)


class RequireSecondFactor(MiddlewareMixin):
    """Lead those accounts to the page that sets it, before any page that would use their power."""

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Let go on, redirect, or answer 403 to what is no page."""
        request.second_factor_is_missing = is_missing(request.user)  # type: ignore[attr-defined]
        match = request.resolver_match
        name = match.view_name if match else ""
        if not request.second_factor_is_missing or _is_allowed(name):  # type: ignore[attr-defined]
            return None
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponseClientRedirect(reverse("mfa_index"))
        if problems.is_api(request):
            return problems.response(request, 403, "refused", FIRST)
        if not request.accepts("text/html"):
            return JsonResponse({"detail": str(FIRST)}, status=403)
        return HttpResponseRedirect(reverse("mfa_index"))


def _is_allowed(name: str) -> bool:
    return name in ALLOWED or name.startswith(ALLOWED_PREFIXES)
