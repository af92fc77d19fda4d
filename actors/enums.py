"""Choices about actors."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    """What an actor is."""

    ORGANISATION = "organisation", _("Organisation")
    GROUP = "group", _("Group without legal form")
    PERSON = "person", _("Person")


class FamilyGroup(models.TextChoices):
    """The sphere of society that a family of actors belongs to."""

    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PRIVATE = "private", _("Private sector")
    PUBLIC = "public", _("Public sphere")
    ACADEMIC = "academic", _("Academic world")


class Level(models.IntegerChoices):
    """How well a competence is mastered."""

    NOTIONS = 1, _("Notions")
    PRACTISES = 2, _("Practises")
    TEACHES = 3, _("Can teach")


class CompetenceStatus(models.TextChoices):
    """Whether an entry of the tree of competences is offered to all."""

    APPROVED = "approved", _("Approved")
    PROPOSED = "proposed", _("Proposed")
    REJECTED = "rejected", _("Rejected")


class Direction(models.TextChoices):
    """Which way an axis of a partnership goes."""

    BOTH = "both", _("Both ways")
    FORWARD = "forward", _("From the first to the second")
    BACKWARD = "backward", _("From the second to the first")


class FactState(models.TextChoices):
    """Whether the actor concerned has confirmed what was registered about it."""

    DECLARED = "declared", _("Declared")
    CONFIRMED = "confirmed", _("Confirmed")

    @staticmethod
    def surest(one: str, other: str) -> str:
        """Return which of two is better known."""
        return max(one, other, key=FactState.values.index)


class Unit(models.TextChoices):
    """What a quantity counts."""

    NONE = "none", _("without quantity")
    EUR = "eur", _("euros")
    HOUR = "hour", _("hours")
    M2 = "m2", _("m²")
    ITEM = "item", _("items")
    PLACE = "place", _("places")


class IdentifierScheme(models.TextChoices):
    """Registers in which an actor has an identifier."""

    SIREN = "siren", "SIREN"
    SIRET = "siret", "SIRET"
    RNA = "rna", "RNA"
    WIKIDATA = "wikidata", "Wikidata"
    OTHER = "other", _("Other")


class ContactKind(models.TextChoices):
    """How an actor can be reached."""

    WEBSITE = "website", _("Website")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Telephone")
    ADDRESS = "address", _("Postal address")


class ClaimState(models.TextChoices):
    """What became of a claim."""

    PENDING = "pending", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ENDED = "ended", _("Ended")

    @staticmethod
    def strongest(one: str, other: str) -> str:
        """Return which of two says more: accepted, then waiting."""
        order = ("accepted", "pending", "declined", "withdrawn", "ended")
        return min(one, other, key=order.index)


class ClaimWay(models.TextChoices):
    """How a claim was accepted."""

    FACILITATOR = "facilitator", _("A facilitator or an admin")
    DOMAIN = "domain", _("An e-mail address of the organisation")
    ADDRESS = "address", _("The address by which the person asked to board a project")


class NoticeAnswer(models.TextChoices):
    """What a person answered to the notice."""

    AGREED = "agreed", _("Agreed to be shown")
    CONFIRMED = "confirmed", _("Confirmed")
    CORRECTED = "corrected", _("Corrected")
    WITHDRAWN = "withdrawn", _("Took back their agreement")
    RESTRICTED = "restricted", _("Asked that nothing be done with it")
    LIFTED = "lifted", _("Let it be used again")
    OBJECTED = "objected", _("Objected")


class AccessWay(models.TextChoices):
    """How contact details came out."""

    SHOWN = "shown", _("Shown on the page")
    EXPORTED = "exported", _("Exported")
    OWN_LINK = "own_link", _("Seen by the person, by their own link")
