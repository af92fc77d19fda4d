"""The administration of an instance: its titles, its sign-in, its autocompletions."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

NOT_SHOWN = ("allauth.mfa.", "allauth.usersessions.", "allauth.socialaccount.")


class Autocomplete(AutocompleteJsonView):
    """Name each entry as its admin class does, so that two namesakes can be told apart."""

    def serialize_result(self, obj, to_field_name):
        """Return what the list shows of one entry."""
        label = getattr(self.model_admin, "autocomplete_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class AdminSite(admin.AdminSite):
    """Titles of our own; people sign in on the page that everybody uses."""

    site_header = _("Territoire – administration")
    site_title = _("Administration")
    index_title = _("What this instance holds")
    enable_nav_sidebar = True

    @method_decorator([never_cache, login_not_required])
    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Lead to the common page of sign-in; somebody signed in who has no business here is told so (403)."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", reverse("admin:index")), reverse("account_login"))

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Leave out what allauth would show of second factors, sessions and providers: secrets, and broken searches."""
        if getattr(admin_class, "__module__", "").startswith(NOT_SHOWN):
            return
        super().register(model_or_iterable, admin_class, **options)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Search the entries of a foreign key while typing."""
        return Autocomplete.as_view(admin_site=self)(request)  # type: ignore[return-value]
