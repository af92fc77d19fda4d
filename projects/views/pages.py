"""What the pages of one project share: the project of the address, seen or not, and its parts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from projects.models import Project
from territoire.sight import seen
from territoire.views import check


def project_or_404(user, slug: str) -> Project:
    """Return the project of that address, or answer 404 when `user` may not see it."""
    projects = Project.objects.filter(seen(Project.objects.visible_to, user), slug=slug)
    project = projects.select_related("territory", "team").first()
    if project is None:
        raise Http404
    return project


class ProjectPage:
    """A page of the project named in the address: 404 when it cannot be seen, 403 without `project_permission`."""

    project_permission = ""

    def setup(self, request, *args, **kwargs):
        """Find the project before anything else."""
        super().setup(request, *args, **kwargs)
        self.project = project_or_404(request.user, kwargs["slug"])

    def dispatch(self, request, *args, **kwargs):
        """Check what the page asks for."""
        if self.project_permission:
            check(request.user, self.project_permission, self.project)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """Give the page its project."""
        return super().get_context_data(project=self.project, **kwargs)

    def get_success_url(self) -> str:
        """Lead back to the project."""
        return self.project.get_absolute_url()


class PartPage(ProjectPage):
    """A page on one part of the project (a need, a step…), named by `uid`; another project's part is not found."""

    def get_queryset(self):
        """Keep the parts of this project."""
        return self.model.objects.filter(project=self.project)

    def get_object(self, queryset=None):
        """Return the part; the right was checked on the project."""
        return get_object_or_404(
            self.get_queryset() if queryset is None else queryset, uid=self.kwargs["uid"]
        )


class PartForm(ProjectPage):
    """A page with a form on one part of a project, in the one template that all of them share."""

    template_name = "projects/part_form.html"
    title = ""
    lead = ""
    action_label = _("Save")

    def get_context_data(self, **kwargs):
        """Say what the form is for, and where Cancel leads."""
        words = {"title": self.title, "lead": self.lead, "action_label": self.action_label}
        return super().get_context_data(**{**words, "cancel_url": self.get_success_url(), **kwargs})


class GestureView(PartPage, PartForm, FormView):
    """Do something to one part of a project, once what it needs to know was asked; override `act`."""

    success_message = _("Saved.")

    def setup(self, request, *args, **kwargs):
        """Find the part."""
        super().setup(request, *args, **kwargs)
        self.object = self.get_object()

    def form_valid(self, form):
        """Act, or show by the form why it cannot be."""
        try:
            self.act(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return super().form_valid(form)
