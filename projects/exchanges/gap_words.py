"""What files on a project's gaps say alike: of their subject, and of each need and candidate."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.analysis import words
from projects.analysis.candidates import WEIGHTS
from projects.analysis.shown import GapReport, NeedReport, ShownBearer, ShownCandidate
from projects.analysis.to_invite import Invitee, WhomToInvite
from territoire.templatetags.ui import STATES


@dataclass(frozen=True, slots=True)
class About:
    """What a file tells of itself: `source` is the address of the page, `site` what it calls itself."""

    source: str
    site: str


def state_name(need: NeedReport) -> str:
    """Return how a need stands, in a word."""
    return str(STATES[state_sign(need)])


def state_sign(need: NeedReport) -> str:
    """Return the code of the sign that stands for a need."""
    return "fragile" if need.fragile else str(need.state.value)


def bearer(one: ShownBearer) -> str:
    """Return who bears a need, at which level or how much, and through whom."""
    said = one.actor.name
    if one.level:
        said += ", " + _("level %(level)s") % {"level": one.level}
    if one.amount:
        said += f", {one.amount}"
    if one.through:
        said += " – " + _("through %(names)s") % {"names": words.joined(actor.name for actor in one.through)}
    return said


def bearers(need: NeedReport) -> list[str]:
    """Return who bears a need; whoever is hidden is somebody, without number."""
    said = [bearer(one) for one in need.bearers]
    return [*said, _("Somebody in the circle")] if need.somebody else said


def where(one: ShownCandidate | Invitee) -> str:
    """Return what family a candidate is of, where it is, and how far."""
    said = [one.actor.family.name]
    if one.actor.seat:
        km = "" if one.km is None else f", {one.km} km"
        said.append(f"{one.actor.seat.name}{km}")
    return " · ".join(said)


def introduction(one: ShownCandidate | Invitee) -> str:
    """Return who introduces a candidate, one after the other."""
    return " → ".join(link.name for link in one.chain[:-1]) if len(one.chain) > 1 else ""


def rate(report: GapReport) -> str:
    """Return how much of what is needed is aboard; nothing where no need is described."""
    if report.percent is None:
        return ""
    said = ngettext(
        "%(percent)s %% of what %(count)s need asks for is aboard.",
        "%(percent)s %% of what %(count)s needs ask for is aboard, weighted by importance.",
        report.coverage.needs,
    )
    return said % {"percent": report.percent, "count": report.coverage.needs}


def situation(report: GapReport | WhomToInvite) -> str:
    """Return the day that the report is about."""
    return _("Situation on %(day)s") % {"day": formats.date_format(report.day, "j F Y")}


def weights(report: GapReport | WhomToInvite) -> str:
    """Return how much each part of the scores counts, where somebody moved it."""
    if report.weights == WEIGHTS:
        return ""
    parts = [
        f"{words.PARTS[name]} {formats.number_format(float(value), 2)}"
        for name, value in report.weights.each()
    ]
    return _("Candidates ranked with: %(weights)s") % {"weights": ", ".join(parts)}
