"""The few habits that the pages of both apps share: who may, once, and parts of pages for htmx."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, DeleteView, UpdateView

from territoire.actions import submissions


class HtmxPartialMixin:
    """Answer htmx with one named partial of the page's own template."""

    partial = "results"

    def get_template_names(self):
        """Return the page, or its partial when htmx asks for new results."""
        names = super().get_template_names()
        htmx = self.request.htmx
        if htmx and not htmx.boosted and not htmx.history_restore_request:
            return [f"{name}#{self.partial}" for name in names]
        return names

    def render_to_response(self, context, **kwargs) -> HttpResponse:
        """Tell caches that htmx gets another answer."""
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


def check(user, permission: str, obj) -> None:
    """Raise `PermissionDenied` (403) unless `user` has `permission` on `obj`."""
    if not user.has_perm(permission, obj):
        raise PermissionDenied


class PermittedMixin:
    """A page on one object: 404 when it cannot be seen (through `get_queryset`), 403 when `permission` is not had."""

    permission = ""

    def get_object(self, queryset=None):
        """Return the object once the permission is checked."""
        obj = super().get_object(queryset)
        check(self.request.user, self.permission, obj)
        return obj


class RegisterView(CreateView):
    """Register something new, once; the form is an `OnceForm`.

    Override `register(form)` when more than a save happens; it returns the object.
    """

    success_message = ""

    def register(self, form):
        """Save what the form holds, signed by who sent it."""
        form.instance.created_by = self.request.user
        return form.save()

    def form_valid(self, form) -> HttpResponse:
        """Register, or lead to what the same form registered before."""
        try:
            address = submissions.once(
                form.cleaned_data["submission"], by=self.request.user, register=lambda: self._register(form)
            )
        except IntegrityError:
            form.add_error(None, _("The same was registered at this very moment: reload the page to see it."))
            return self.form_invalid(form)
        if self.success_message:
            messages.success(self.request, self.success_message)
        return HttpResponseRedirect(address)

    def form_invalid(self, form) -> HttpResponse:
        """Show what is wrong; or, when the same form already registered, lead to what it did."""
        address = submissions.known(form.data.get(form.add_prefix("submission"), ""), by=self.request.user)
        return HttpResponseRedirect(address) if address else super().form_invalid(form)

    def _register(self, form) -> str:
        self.object = self.register(form)
        return self.get_success_url()


class ChangeView(PermittedMixin, UpdateView):
    """Change a record; the form is a `RecordForm`, which refuses to overwrite somebody's change unseen."""

    success_message = _("Saved.")

    def post(self, request, *args, **kwargs) -> HttpResponse:
        """Check and save in one transaction, so that the lock taken by the form holds."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except IntegrityError:
            return self._refuse_the_same()

    def _refuse_the_same(self) -> HttpResponse:
        self.object = self.get_object()
        form = self.get_form()
        form.is_valid()
        form.add_error(None, _("The same was registered at this very moment: reload the page to see it."))
        return self.form_invalid(form)

    def form_valid(self, form) -> HttpResponse:
        """Save and say so; what the database alone could refuse is said by the form."""
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except IntegrityError:
            form.add_error(None, _("Somebody saved the same at this very moment: reload the page to see it."))
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return response


class RemoveView(PermittedMixin, DeleteView):
    """Delete a record, after a page that asks to confirm."""

    template_name = "components/confirm.html"
    success_message = _("Deleted.")
    # Without DELETE, which would skip what `form_valid` takes care of.
    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form) -> HttpResponse:
        """Delete and say so; or say that something else rests on it."""
        try:
            response = super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _("Nothing is deleted: pledges or other records rest on it. Remove them first."),
            )
            return HttpResponseRedirect(self.request.path)
        messages.success(self.request, self.success_message)
        return response
