"""What a project learnt, for others."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.forms.experiences import ExperienceCreateForm, ExperienceForm
from projects.models import Experience
from projects.views.pages import PartForm, PartPage
from territoire.views import ChangeView, RegisterView, RemoveView


class ExperienceCreate(PartForm, RegisterView):
    """Tell an experience."""

    model = Experience
    form_class = ExperienceCreateForm
    project_permission = "projects.contribute_to_project"
    title = _("Tell an experience")
    lead = _("How was a need filled? Others will gain from it.")
    success_message = _("Thank you: others will gain from it.")

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}


class ExperienceUpdate(PartPage, PartForm, ChangeView):
    """Change an experience."""

    model = Experience
    form_class = ExperienceForm
    project_permission = "projects.contribute_to_project"
    title = _("Change the experience")

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def get_context_data(self, **kwargs):
        """Offer to remove it."""
        url = reverse("projects:experience-delete", args=[self.project.slug, self.object.uid])
        return super().get_context_data(also=[{"url": url, "label": _("Remove the experience")}], **kwargs)


class ExperienceDelete(PartPage, RemoveView):
    """Remove an experience."""

    model = Experience
    project_permission = "projects.contribute_to_project"

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove the experience “%(title)s”?") % {"title": self.object},
            action_label=_("Remove"),
            cancel_url=self.get_success_url(),
            danger=True,
            **kwargs,
        )
