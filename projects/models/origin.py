"""Which project an axis of a partnership was born of (actors knows nothing of projects)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import PartnershipAxis
from projects.models.project import Project


class AxisOrigin(models.Model):
    """An axis of a partnership born of a project."""

    axis = models.OneToOneField(
        PartnershipAxis, models.CASCADE, related_name="origin", verbose_name=_("axis")
    )
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="axis_origins", verbose_name=_("project")
    )

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "axis", "project"}

    class Meta:
        verbose_name = _("project that an axis was born of")
        verbose_name_plural = _("projects that axes were born of")

    def __str__(self) -> str:
        return f"{self.axis} · {self.project}"
