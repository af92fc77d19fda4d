"""Who is there: actors, what they know and give, with whom."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    """Actors of a territory."""

    name = "actors"
    verbose_name = _("Actors")
