"""Declare a partnership born of a project."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.models import Partnership
from projects.actions import partnerships
from projects.forms.partnerships import Axes, PartnersForm
from projects.views.pages import PartForm
from territoire.views import RegisterView


class PartnershipCreate(PartForm, RegisterView):
    """Two actors of the circle, and in what they work together."""

    model = Partnership
    form_class = PartnersForm
    template_name = "projects/partnership_form.html"
    project_permission = "projects.contribute_to_project"
    title = _("Declare a partnership")
    success_message = _("The partnership is declared.")

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def post(self, request, *args, **kwargs):
        """Check the partners and the axes together."""
        self.object = None
        form, self.axes = self.get_form(), Axes(request.POST, prefix="axes")
        valid = [form.is_valid(), self.axes.is_valid()]
        return self.form_valid(form) if all(valid) else self.form_invalid(form)

    def form_valid(self, form):
        """Declare, or say why it cannot be."""
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def register(self, form):
        """Declare the axes that were filled in."""
        axes = [one.instance for one in self.axes if one.has_changed()]
        between = form.cleaned_data["one"], form.cleaned_data["other"]
        return partnerships.declare(self.project, form.instance, axes, between=between, by=self.request.user)

    def get_context_data(self, **kwargs):
        """Give the axes, filled in or not."""
        axes = getattr(self, "axes", None) or Axes(prefix="axes")
        return super().get_context_data(**{"axes": axes, **kwargs})
