"""What actors do together: projects, involvements, needs, gaps and maps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Projects of a territory."""

    name = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        """Tell projects on the page of each actor, and hold resources to what is pledged out of them."""
        from actors import resource_rules, sections
        from projects.actions import pledges
        from projects.sections import projects_of

        sections.register("projects/of_actor.html", projects_of)
        resource_rules.register(pledges.refuse_below_pledges)
