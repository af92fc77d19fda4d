"""What somebody says is wrong with a project."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from territoire.models import Report, tracked


@tracked()
class ProjectReport(Report):
    """A report on a project."""

    subject_field = "project"

    project = models.ForeignKey(Project, models.CASCADE, related_name="reports", verbose_name=_("project"))

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"project"}

    class Meta(Report.Meta):
        verbose_name = _("report on a project")
        verbose_name_plural = _("reports on projects")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.project}"
