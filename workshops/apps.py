"""Workshops: date, place, agenda, a live board, and what comes out of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    """Workshops and their live boards."""

    name = "workshops"
    verbose_name = _("Workshops")

    def ready(self) -> None:
        """Tell workshops in the story of their project, and what is kept of somebody there."""
        from actors import personal_export
        from projects.analysis import story
        from projects.demonstration import loading
        from workshops import demonstration
        from workshops.personal_export import person_parts
        from workshops.sections import workshops_of

        story.register(workshops_of)
        loading.register(demonstration.tell)
        personal_export.register(person_parts)
