"""The ground floor as a Django application."""

from django.apps import AppConfig


class TerritoireConfig(AppConfig):
    """Accounts, teams, territories and what both domain apps share."""

    name = "territoire"
    verbose_name = "Territoire"
