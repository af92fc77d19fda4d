"""What actors do together: projects, involvements, needs, gaps and maps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Projects of a territory."""

    name = "projects"
    verbose_name = _("Projects")
