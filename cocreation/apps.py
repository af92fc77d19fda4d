"""What people build together: shared diagnosis, ideas, training among peers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CocreationConfig(AppConfig):
    """Spaces of co-construction, around projects and territories."""

    name = "cocreation"
    verbose_name = _("Co-construction")

    def ready(self) -> None:
        """Tell what people build together where `projects` tells of projects."""
        from actors import personal_export
        from cocreation import demonstration, sections
        from cocreation.analysis import told
        from cocreation.personal_export import person_parts
        from projects import page_parts
        from projects.analysis import story
        from projects.demonstration import loading

        page_parts.register("cocreation/of_project.html", sections.together)
        page_parts.register_need_links(sections.statements_beside)
        page_parts.register_need_links(sections.training_beside)
        story.register(told.moments)
        loading.register(demonstration.tell)
        personal_export.register(person_parts)
