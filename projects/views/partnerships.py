"""Declare a partnership born of a project."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.models import Partnership
from actors.views.partnerships import AxesMixin
from projects.actions import partnerships
from projects.forms.partnerships import PartnersForm
from projects.views.pages import PartForm
from territoire.views import RegisterView


class PartnershipCreate(AxesMixin, PartForm, RegisterView):
    """Two actors of the circle, and in what they work together."""

    model = Partnership
    form_class = PartnersForm
    template_name = "projects/partnership_form.html"
    project_permission = "projects.contribute_to_project"
    title = _("Declare a partnership")
    asks = _("What the first does with the second")
    success_message = _("The partnership is declared.")

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def pair(self, form):
        """Return the two actors of the circle."""
        return form.cleaned_data.get("one"), form.cleaned_data.get("other")

    def team(self, form):
        """Return the project's team."""
        return self.project.team

    def form_valid(self, form):
        """Declare, or say why it cannot be."""
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def register(self, form):
        """Declare the axes that were filled in."""
        return partnerships.declare(
            self.project,
            form.instance,
            self.written_axes(),
            between=self.pair(form),
            by=self.request.user,
        )
