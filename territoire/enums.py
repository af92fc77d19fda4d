"""Choices shared by both domain apps."""

from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see a record."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("People with an account")
    TEAM = "team", _("The team only")

    @staticmethod
    @cache  # asked of each line of an import
    def narrowest(one: str, other: str) -> str:
        """Return which of two lets fewer people see."""
        return max(one, other, key=Visibility.values.index)


class Role(models.TextChoices):
    """What a member may do in a team."""

    READER = "reader", _("Reads")
    CONTRIBUTOR = "contributor", _("Contributes")
    HOLDER = "holder", _("Holds the project")

    @property
    def may(self):
        """Say in a sentence what one may do with it."""
        return ROLES_MAY[self]

    @staticmethod
    def highest(one: str, other: str) -> "Role":
        """Return which of two may do more."""
        return Role(max(one, other, key=Role.values.index))


ROLES_MAY = {
    Role.READER: _(
        "Sees the project and all that its team sees: hidden actors, assessments, private notes; changes nothing."
    ),
    Role.CONTRIBUTOR: _("Also registers actors, involvements, partnerships, needs, steps and private notes."),
    Role.HOLDER: _(
        "Also changes the project and who sees it, answers requests, invites, archives, hands over or deletes."
    ),
}


class InvitationState(models.TextChoices):
    """What became of an invitation to a team."""

    OPEN = "open", _("Waiting")
    EXPIRED = "expired", _("Expired")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Sent again")
    UNBACKED = "unbacked", _("Its sender may no longer invite")


class TerritoryKind(models.TextChoices):
    """What a territory is, in the official geography or beside it."""

    COMMUNE = "commune", _("Commune")
    EPCI = "epci", _("Intercommunality (EPCI)")
    EPT = "ept", _("Public territorial establishment (EPT)")
    DEPARTEMENT = "departement", _("Département")
    REGION = "region", _("Région")
    COUNTRY = "country", _("Country")
    CUSTOM = "custom", _("Other territory")


class ReportReason(models.TextChoices):
    """What anyone may say is wrong with a record."""

    WRONG = "wrong", _("Something is wrong or out of date")
    PERSONAL = "personal", _("It says something of a person that should not be there")
    UNLAWFUL = "unlawful", _("It is insulting, misleading or unlawful")
    DUPLICATE = "duplicate", _("It is registered twice")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    """What became of a report."""

    OPEN = "open", _("Waiting")
    MENDED = "mended", _("Mended")
    DISMISSED = "dismissed", _("Left as it is")


class Rhythm(models.IntegerChoices):
    """How often, in months, the keepers of a record are asked whether it is still true."""

    NEVER = 0, _("Never")
    QUARTER = 3, _("Every three months")
    HALF_YEAR = 6, _("Every six months")
    YEAR = 12, _("Every year")
    TWO_YEARS = 24, _("Every two years")


class WarningStage(models.TextChoices):
    """The two warnings before somebody without activity is erased."""

    MONTH = "month", _("one month before")
    WEEK = "week", _("one week before")


class ImportState(models.TextChoices):
    """Where an import stands; the last three of the first row wait for the worker."""

    LOOKED = "looked", _("Columns to check")
    TO_READ = "to_read", _("Being compared")
    READY = "ready", _("To confirm")
    TO_APPLY = "to_apply", _("Being imported")
    APPLIED = "applied", _("Imported")
    TO_UNDO = "to_undo", _("Being undone")
    UNDONE = "undone", _("Undone")
    DROPPED = "dropped", _("Given up")


#: What waits for the worker, and where the import goes back when it cannot be done.
WAITING = {
    ImportState.TO_READ: ImportState.LOOKED,
    ImportState.TO_APPLY: ImportState.READY,
    ImportState.TO_UNDO: ImportState.APPLIED,
}


class Outcome(models.TextChoices):
    """What a line of an import becomes."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Unchanged")
    DOUBTFUL = "doubtful", _("Possible duplicate")
    REFUSED = "refused", _("Refused")


class LineChoice(models.TextChoices):
    """What somebody decided of a line that may be a duplicate, or that they leave out."""

    UNDECIDED = "", _("To decide")
    SAME = "same", _("The same one")
    ANOTHER = "another", _("Another one")
    OUT = "out", _("Leave out")


class Scope(models.TextChoices):
    """What a personal token opens, of what its account may do; the vocabularies are read with any token."""

    ACTORS_READ = "actors:read", _("Read actors, and what is said of them")
    ACTORS_WRITE = "actors:write", _("Register and change actors, and what is said of them")
    PROJECTS_READ = "projects:read", _("Read projects, their maps and their gaps")
    PROJECTS_WRITE = "projects:write", _("Begin and change projects, who takes part, needs and pledges")
    FOLLOW_UP_READ = "follow-up:read", _("Read introductions, requests, judgements and private notes")
    FOLLOW_UP_WRITE = "follow-up:write", _("Write introductions, requests, judgements and private notes")
    TEAMS_READ = "teams:read", _("Read who is in the teams of one’s projects, and who is invited")
    TEAMS_WRITE = "teams:write", _("Invite, change roles, hand projects over")
    MODERATION_READ = "moderation:read", _("Read what waits for who moderates")
    MODERATION_WRITE = "moderation:write", _("Answer it: review, hide, show again, merge")
    CONTACTS_READ = "contacts:read", _("Ask for contact details; it is noted each time")
