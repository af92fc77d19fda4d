"""Saying that something is wrong with a project's page."""

from projects.models import Project, ProjectReport
from projects.views.pages import project_or_404
from territoire.reporting import ReportView


class ProjectReportCreate(ReportView):
    """Report a project that one sees."""

    model = ProjectReport

    def get_subject(self) -> Project:
        """Return the project of the address."""
        return project_or_404(self.request.user, self.kwargs["slug"])
