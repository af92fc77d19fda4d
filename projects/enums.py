"""Choices about projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# From this degree on, an actor belongs to the working circle of a project: it contributes, not only follows.
WORKING_DEGREE = 3


class Stage(models.TextChoices):
    """Where a project stands."""

    IDEA = "idea", _("Idea")
    EMERGING = "emerging", _("Emerging")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    PAUSED = "paused", _("Paused")
    STOPPED = "stopped", _("Stopped")


class MilestoneState(models.TextChoices):
    """Whether a step is behind, here or ahead."""

    REACHED = "reached", _("Reached")
    CURRENT = "current", _("Under way")
    AHEAD = "ahead", _("Ahead")


class DatePrecision(models.TextChoices):
    """How exactly the day of a step is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class Importance(models.IntegerChoices):
    """How much a project depends on a need."""

    USEFUL = 1, _("Useful")
    IMPORTANT = 2, _("Important")
    ESSENTIAL = 3, _("Essential")


class NeedKind(models.TextChoices):
    """What a need asks for."""

    COMPETENCE = "competence", _("A competence")
    OCCUPATION = "occupation", _("An occupation")
    RESOURCE = "resource", _("A resource")
    FAMILY = "family", _("A family of actors")


class NeedState(models.TextChoices):
    """What the analysis of gaps says of a need (never stored)."""

    COVERED = "covered", _("Covered")
    PARTIAL = "partial", _("Partly covered")
    LATENT = "latent", _("Within reach")
    MISSING = "missing", _("Missing")
    WAIVED = "waived", _("Not needed")


class PledgeState(models.TextChoices):
    """How firm a pledge is."""

    OFFERED = "offered", _("Offered")
    CONFIRMED = "confirmed", _("Confirmed")


class Stance(models.TextChoices):
    """How an assessor sees an actor's attitude to the project."""

    OPPOSED = "opposed", _("Opposed")
    RESERVED = "reserved", _("Reserved")
    NEUTRAL = "neutral", _("Neutral")
    FAVOURABLE = "favourable", _("Favourable")
    DRIVING = "driving", _("Driving")


class RequestState(models.TextChoices):
    """Where a request to board stands."""

    PENDING = "pending", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", pgettext_lazy("request", "Ended without an answer")


class SupportState(models.TextChoices):
    """Where the public word of an actor for a project stands."""

    ASKED = "asked", pgettext_lazy("support", "Asked")
    PUBLIC = "public", pgettext_lazy("support", "Public")
    DECLINED = "declined", pgettext_lazy("support", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("support", "Taken back")
    TAKEN_OFF = "taken_off", pgettext_lazy("support", "Taken off the page")

    @staticmethod
    def surest(one: str, other: str) -> str:
        """Return the more careful of two: what was taken back or off stays so."""
        order = (
            SupportState.TAKEN_OFF,
            SupportState.WITHDRAWN,
            SupportState.DECLINED,
            SupportState.PUBLIC,
            SupportState.ASKED,
        )
        return min(one, other, key=[state.value for state in order].index)


class DecisionRule(models.TextChoices):
    """How a project decides on what its circle proposes to change."""

    HOLDERS = "holders", _("Who holds the project decides")
    CONSENT = "consent", _("Adopted on its day, unless somebody of the working circle objects")
    MAJORITY = "majority", _("Majority of the working circle, one voice an actor")


class ProposalKind(models.TextChoices):
    """What a proposal changes."""

    NAME = "name", _("Change the name")
    OBJECTIVE = "objective", _("Change the objective")
    TERRITORY = "territory", _("Change the territory")
    STEP_ADD = "step_add", _("Add a step")
    STEP_CHANGE = "step_change", _("Change a step")
    NEED_ADD = "need_add", _("State a need")
    NEED_CHANGE = "need_change", _("Change a need")
    NEED_CLOSE = "need_close", _("Close a need")


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", pgettext_lazy("proposal", "Open")
    ADOPTED = "adopted", pgettext_lazy("proposal", "Adopted")
    REFUSED = "refused", pgettext_lazy("proposal", "Not adopted")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Taken back")
    STALE = "stale", pgettext_lazy("proposal", "Out of date")
    UNDONE = "undone", pgettext_lazy("proposal", "Adopted, then undone")


class Opinion(models.TextChoices):
    """What an actor of the working circle says of a proposal; under consent, against is an objection."""

    FOR = "for", pgettext_lazy("opinion", "For")
    AGAINST = "against", pgettext_lazy("opinion", "Against")


class Gesture(models.TextChoices):
    """What somebody can do for a need."""

    ABLE = "able", _("I know how")
    BRING = "bring", _("I can bring it")
    KNOW = "know", _("I know somebody")


class GuestState(models.TextChoices):
    """Where a request sent without an account stands."""

    UNCONFIRMED = "unconfirmed", _("Waiting for its address to be confirmed")
    PENDING = "pending", _("Waiting for an answer")
    PASSED_ON = "passed_on", _("Passed on to the project")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", pgettext_lazy("request", "Ended without an answer")


class SuggestionState(models.TextChoices):
    """What was done with somebody whom others named."""

    WAITING = "waiting", pgettext_lazy("suggestion", "To sort")
    KNOWN = "known", pgettext_lazy("suggestion", "Known already")
    REGISTERED = "registered", pgettext_lazy("suggestion", "Registered")
    INTRODUCED = "introduced", pgettext_lazy("suggestion", "Introduction opened")
    ASIDE = "aside", pgettext_lazy("suggestion", "Put aside")


class Choice(models.TextChoices):
    """What is decided about a candidate before anyone talks to them."""

    PINNED = "pinned", _("Kept")
    EXCLUDED = "excluded", _("Left out")


class IntroductionState(models.TextChoices):
    """How far an introduction went."""

    TO_CONTACT = "to_contact", _("To contact")
    CONTACTED = "contacted", _("Contacted")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    ENGAGED = "engaged", _("Aboard")

    @staticmethod
    def furthest(one: str, other: str) -> str:
        """Return which of two went further."""
        return max(one, other, key=IntroductionState.values.index)


class DigestRhythm(models.IntegerChoices):
    """How often the news of alerts may be sent, in days."""

    DAY = 1, _("Every day")
    WEEK = 7, _("Every week")
    MONTH = 30, _("Every month")


class VoiceMail(models.TextChoices):
    """When somebody is told of proposals that wait for their voice."""

    AT_ONCE = "at_once", _("At once, one mail a proposal")
    DIGEST = "digest", _("With the mail that gathers everything")
    NEVER = "never", _("Never: I look in my space")


class AlertKind(models.TextChoices):
    """What an alert is about."""

    CAN_BE_MET = "can_be_met", _("A need of the project can be met")
    SOUGHT = "sought", _("A project seeks what one knows")


class DueKind(models.TextChoices):
    """What changed, of which something that was worked out beforehand depends."""

    PROJECT = "project"
    NEED = "need"
    INVOLVEMENT = "involvement"
    ACTOR = "actor"
    RESOURCE = "resource"
    # A competence asked for, under which something came or went; one that came or went under others; a place likewise.
    COMPETENCE = "competence"
    HELD = "held"
    PLACE = "place"
    # What an actor is counted for in summaries, and nothing else.
    SUPPLY = "supply"
