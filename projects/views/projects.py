"""Describe a project, change it, put it away, bring it back, delete it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from projects.actions import freshness, projects
from projects.forms.projects import ProjectCreateForm, ProjectUpdateForm
from projects.models import Project
from projects.views.pages import ProjectPage, project_or_404
from territoire.views import ChangeView, RegisterView, check


class ProjectCreate(RegisterView):
    """Begin a project; who describes it holds it."""

    model = Project
    form_class = ProjectCreateForm
    template_name = "projects/project_form.html"
    success_message = _("Your project has its page. Now say who is aboard, and what it needs.")

    def register(self, form):
        """Save the project with its team."""
        project = projects.start(form.save(commit=False), by=self.request.user)
        form.save_m2m()
        return project


class ProjectUpdate(ProjectPage, ChangeView):
    """Change what a project says of itself."""

    model = Project
    form_class = ProjectUpdateForm
    template_name = "projects/project_form.html"
    project_permission = "projects.change_project"

    def get_object(self, queryset=None):
        """Return a copy, so that what is typed never shows in the frame of the page."""
        return Project.objects.get(pk=self.project.pk)

    def form_valid(self, form):
        """Change the address of what is hidden from now on."""
        projects.leave_public_address(form.instance, before=form.initial["visibility"])
        freshness.confirm_by_saving(form.instance, by=self.request.user)
        return super().form_valid(form)

    def get_success_url(self):
        """Lead to the project's page."""
        return self.object.get_absolute_url()


class ProjectDelete(ProjectPage, TemplateView):
    """Delete a project, once what goes with it has been read."""

    template_name = "components/confirm.html"
    project_permission = "projects.delete_project"

    def get_context_data(self, **kwargs):
        """Say what goes, and what stays."""
        return super().get_context_data(
            question=_("Delete “%(name)s”?") % {"name": self.project.name},
            text=_("These go for good: %(what)s.")
            % {"what": ", ".join(_what_goes(self.project, self.request.user))},
            kept=_(
                "Its actors and their partnerships stay. To take it off the lists only, archive it instead."
            ),
            action_label=_("Delete for good"),
            cancel_url=self.project.get_absolute_url(),
            danger=True,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Delete it."""
        projects.delete(self.project, by=request.user)
        messages.success(request, _("The project is deleted."))
        return HttpResponseRedirect(reverse("projects:list"))


def _what_goes(project: Project, user) -> list[str]:
    counts = projects.what_goes(project, by=user)
    return [
        str(_("the page of the project and its team")),
        ngettext("%(count)s need", "%(count)s needs", counts["needs"]) % {"count": counts["needs"]},
        ngettext("%(count)s involvement", "%(count)s involvements", counts["involvements"])
        % {"count": counts["involvements"]},
        ngettext("%(count)s step", "%(count)s steps", counts["milestones"]) % {"count": counts["milestones"]},
        ngettext("%(count)s experience", "%(count)s experiences", counts["experiences"])
        % {"count": counts["experiences"]},
        ngettext("%(count)s request", "%(count)s requests", counts["requests"])
        % {"count": counts["requests"]},
    ]


@require_POST
def archive(request, slug):
    """Take the project off the lists."""
    project = project_or_404(request.user, slug)
    check(request.user, "projects.archive_project", project)
    projects.archive(project, by=request.user)
    messages.success(
        request, _("The project is archived: it no longer shows in lists. You can restore it here.")
    )
    return redirect(project)


@require_POST
def restore(request, slug):
    """Bring the project back to the lists."""
    project = project_or_404(request.user, slug)
    check(request.user, "projects.archive_project", project)
    projects.restore(project, by=request.user)
    messages.success(request, _("The project is back in the lists."))
    return redirect(project)
