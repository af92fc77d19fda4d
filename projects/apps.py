"""What actors do together: projects, involvements, needs, gaps and maps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Projects of a territory."""

    name = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        """Tell projects where `actors` tells of actors, and hold resources to what is pledged out of them."""
        from actors import personal_export, resource_rules, sections
        from projects.actions import pledges
        from projects.personal_export import person_parts
        from projects.sections import projects_of

        sections.register("projects/of_actor.html", projects_of)
        personal_export.register(person_parts)
        resource_rules.register(pledges.refuse_below_pledges)
