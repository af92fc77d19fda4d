"""Choices about workshops."""

from django.db import models
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


#: Seconds that the room may still be entered, and written in, after the hour at which the workshop ends.
GRACE = 2 * 3600
#: More is not a post-it.
LONGEST_NOTE = 280
