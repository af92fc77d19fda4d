"""Choices about workshops."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Answer(models.TextChoices):
    """What somebody who is invited said."""

    WAITING = "waiting", pgettext_lazy("invitation", "No answer yet")
    COMING = "coming", _("Comes")
    NOT_COMING = "not_coming", _("Does not come")


class NoteKind(models.TextChoices):
    """What a post-it says it is, when who writes it chooses to; a colour, a word and a glyph."""

    PLAIN = "plain", pgettext_lazy("post-it", "No kind")
    ASSET = "asset", _("What we have")
    LACK = "lack", _("What we lack")
    RISK = "risk", _("What makes us fragile")
    IDEA = "idea", _("What we could try")


class Becomes(models.TextChoices):
    """What a post-it may become, once the facilitator has looked at it."""

    ACTOR = "actor", _("an actor")
    NEED = "need", _("a need")
    COMPETENCE = "competence", _("a competence")
    RESOURCE = "resource", _("a resource")
    TIE = "tie", _("a tie")
    IDEA = "idea", _("an idea")
    STATEMENT = "statement", _("a statement of the diagnosis")


class RoundState(models.TextChoices):
    """Where an assessment round stands: each alone, then together."""

    ALONE = "alone", _("Each alone")
    TOGETHER = "together", _("Together")


class Scale(models.TextChoices):
    """What is said of an actor in a round, each from 1 to 5; the first two are always said."""

    INFLUENCE = "influence", _("Influence")
    INTEREST = "interest", _("Interest")
    LEGITIMACY = "legitimacy", _("Legitimacy")
    URGENCY = "urgency", _("Urgency")

    @property
    def hint(self) -> str | Promise:
        """What 1 and 5 mean."""
        return HINTS[self]

    @property
    def optional(self) -> bool:
        """Tell whether one may have no opinion on it."""
        return self in (Scale.LEGITIMACY, Scale.URGENCY)


class SheetKind(models.TextChoices):
    """A sheet that is filled in by hand, then keyed in."""

    CIRCLES = "cercles", _("Circles of involvement")
    NET_MAP = "net-map", _("Net-Map")


HINTS = {
    Scale.INFLUENCE: _("1: can change little of it; 5: nothing happens without it."),
    Scale.INTEREST: _("1: looks elsewhere; 5: it matters a great deal to it."),
    Scale.LEGITIMACY: _("Is it in its place here: by right, by mandate, because it is concerned?"),
    Scale.URGENCY: _("Can what it asks wait?"),
}
SCALES = tuple(Scale.values)
#: Seconds that the room may still be entered, and written in, after the hour at which the workshop ends.
GRACE = 2 * 3600
#: More is not a post-it.
LONGEST_NOTE = 280
