"""Choices shared by both domain apps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see a record."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("People with an account")
    TEAM = "team", _("The team only")

    @staticmethod
    def narrowest(one: str, other: str) -> str:
        """Return which of two lets fewer people see."""
        return max(one, other, key=Visibility.values.index)


class Role(models.TextChoices):
    """What a member may do in a team."""

    READER = "reader", _("Reads")
    CONTRIBUTOR = "contributor", _("Contributes")
    HOLDER = "holder", _("Holds the project")


class TerritoryKind(models.TextChoices):
    """What a territory is, in the official geography or beside it."""

    COMMUNE = "commune", _("Commune")
    EPCI = "epci", _("Intercommunality (EPCI)")
    EPT = "ept", _("Public territorial establishment (EPT)")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Région")
    COUNTRY = "country", _("Country")
    CUSTOM = "custom", _("Other territory")
