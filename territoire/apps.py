"""The ground floor as a Django application."""

from django.apps import AppConfig


class TerritoireConfig(AppConfig):
    """Accounts, teams, territories and what both domain apps share."""

    name = "territoire"
    verbose_name = "Territoire"

    def ready(self) -> None:
        """Register `__among` before any query asks for it."""
        from territoire import lookups  # noqa: F401
