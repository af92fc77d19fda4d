"""The ground floor as a Django application."""

from allauth.mfa.apps import MFAConfig
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoireConfig(AppConfig):
    """Accounts, teams, territories and what both domain apps share."""

    name = "territoire"
    verbose_name = "Territoire"

    def ready(self) -> None:
        """Register `__among` before any query asks for it."""
        from territoire import lookups  # noqa: F401


class SecondFactorsConfig(MFAConfig):
    """allauth's second factors, named in the administration in the words of the site."""

    verbose_name = _("Second factors")

    def ready(self) -> None:
        """Name the table too. Migrations read what its class says, and see no change."""
        super().ready()
        options = self.get_model("Authenticator")._meta
        options.verbose_name, options.verbose_name_plural = _("second factor"), _("second factors")
