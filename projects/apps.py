"""What actors do together: projects, involvements, needs, gaps and maps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Projects of a territory."""

    name = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        """Tell projects on the page of each actor."""
        from actors import sections
        from projects.sections import projects_of

        sections.register("projects/of_actor.html", projects_of)
