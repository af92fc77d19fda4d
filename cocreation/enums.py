"""Choices about what people build together."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Below so many voices, nothing is told of what they say: a figure would give somebody away.
FEWEST_VOICES = 3


class StatementKind(models.TextChoices):
    """What a statement says of a project or of a territory."""

    STRENGTH = "strength", _("Strength")
    WEAKNESS = "weakness", _("Weakness")
    OPPORTUNITY = "opportunity", _("Opportunity")
    RISK = "risk", pgettext_lazy("statement", "Risk")
    ANSWER = "answer", pgettext_lazy("statement", "Answer to a question")


class Agreement(models.IntegerChoices):
    """How much one agrees with a statement: five degrees with a middle (Likert, 1932)."""

    NOT_AT_ALL = 1, _("Not at all")
    RATHER_NOT = 2, _("Rather not")
    BETWEEN = 3, _("In between")
    RATHER = 4, pgettext_lazy("agreement", "Rather")
    WHOLLY = 5, _("Wholly")


class Spread(models.TextChoices):
    """What voices on one statement say together, in a word."""

    FEW = "few", _("Too few voices to tell")
    AGREED = "agreed", _("Most agree")
    REFUSED = "refused", _("Most disagree")
    DIVIDED = "divided", _("Opinions are divided")
    OPEN = "open", _("Still open")


class InscriptionState(models.TextChoices):
    """Where somebody who wants to learn stands with a session."""

    REGISTERED = "registered", _("Has a place")
    WAITING = "waiting", pgettext_lazy("inscription", "On the waiting list")
    WITHDRAWN = "withdrawn", pgettext_lazy("inscription", "Gave their place up")
