"""The steps of a project: listed, added, changed, reordered, removed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from projects.actions import milestones
from projects.forms.milestones import MilestoneCreateForm, MilestoneForm
from projects.models import Milestone
from projects.views.pages import PartForm, PartPage, ProjectPage, project_or_404
from territoire.views import ChangeView, RegisterView, RemoveView, check

CONTRIBUTE = "projects.contribute_to_project"


class MilestonesPage(ProjectPage):
    """A page that leads back to the list of steps."""

    project_permission = CONTRIBUTE

    def get_success_url(self):
        """Lead to the list of steps."""
        return reverse("projects:milestones", args=[self.project.slug])


class MilestoneList(MilestonesPage, TemplateView):
    """The steps in their order, with what can be done to each."""

    template_name = "projects/milestone_list.html"

    def get_context_data(self, **kwargs):
        """Give the steps."""
        return super().get_context_data(milestones=self.project.milestones.all(), **kwargs)


class MilestoneCreate(MilestonesPage, PartForm, RegisterView):
    """Add a step."""

    model = Milestone
    form_class = MilestoneCreateForm
    title = _("Add a step")

    def register(self, form):
        """Add it at the end of the line."""
        form.instance.project = self.project
        return milestones.add(form.instance, by=self.request.user)


class MilestoneUpdate(MilestonesPage, PartPage, PartForm, ChangeView):
    """Change a step."""

    model = Milestone
    form_class = MilestoneForm
    title = _("Change the step")


class MilestoneDelete(MilestonesPage, PartPage, RemoveView):
    """Remove a step."""

    model = Milestone

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove the step “%(name)s”?") % {"name": self.object.name},
            action_label=_("Remove"),
            cancel_url=self.get_success_url(),
            danger=True,
            **kwargs,
        )


@require_POST
def move(request, slug, uid, places: int) -> HttpResponse:
    """Move a step one place earlier or later."""
    project = project_or_404(request.user, slug)
    check(request.user, CONTRIBUTE, project)
    milestone = get_object_or_404(Milestone, project=project, uid=uid)
    milestones.move(milestone, places, by=request.user)
    return redirect("projects:milestones", slug)
