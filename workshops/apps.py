"""Workshops: date, place, agenda, a live board, and what comes out of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    """Workshops and their live boards."""

    name = "workshops"
    verbose_name = _("Workshops")
