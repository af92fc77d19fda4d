"""What a supposed change would do to each need, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.analysis import words
from projects.analysis.shown import NeedReport
from projects.analysis.supposing import Move, Supposed
from projects.enums import NeedState


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on one need; `icon` and `css` double what it says: better, worse or neither."""

    text: str
    icon: str
    better: bool | None


def told(supposed: Supposed) -> list[Told]:
    """Return a sentence for each need that moves: what is lost first."""
    found = [
        (order, Told(text, icon, better))
        for move in supposed.moves
        for order, text, icon, better in _of(move)
    ]
    return [one for _order, one in sorted(found, key=lambda pair: pair[0])]


def _of(move: Move) -> Iterable[tuple[int, str, str, bool | None]]:
    """Return at most one sentence, with its place among the others."""
    name = {"need": move.need.asked}
    if move.lost:
        yield 0, _lost(move), "arrow-down-circle", False
    elif move.weakened:
        yield 1, _weakened(move), "exclamation-circle", False
    elif move.further:
        yield 2, _nearer_or_further(move), "arrow-down", False
    elif move.gained:
        yield 3, _gained(move), "check-circle", True
    elif move.strengthened:
        yield 4, _("%(need)s: no longer fragile.") % name, "shield-check", True
    elif move.nearer:
        yield 5, _nearer_or_further(move), "arrow-up", True
    elif move.before is None and move.after is not None:
        yield 6, _("%(need)s: asked for by then.") % name, "plus-circle", None
    elif move.after is None and move.before is not None:
        yield 7, _("%(need)s: no longer asked for by then.") % name, "dash-circle", None
    elif move.moved:
        yield 8, _("%(need)s: given up by then.") % name, "dash-circle", None


def _lost(move: Move) -> str:
    gone = _names_only_in(move.before, move.after)
    said = _("%(need)s: no longer covered.") % {"need": move.need.asked}
    if gone:
        said += " " + _("It loses %(names)s.") % {"names": words.joined(gone)}
    return said


def _gained(move: Move) -> str:
    come = _names_only_in(move.after, move.before)
    said = _("%(need)s: covered.") % {"need": move.need.asked}
    if come:
        said += " " + _("Brought by %(names)s.") % {"names": words.joined(come)}
    if move.after and move.after.fragile:
        said += " " + " ".join([_("Fragile still:"), *move.after.why_fragile])
    return said


def _weakened(move: Move) -> str:
    said = _("%(need)s: becomes fragile.") % {"need": move.need.asked}
    return " ".join([said, *(move.after.why_fragile if move.after else ())])


def _nearer_or_further(move: Move) -> str:
    texts = {
        NeedState.MISSING: _("%(need)s: nobody left, not even near."),
        NeedState.LATENT: _("%(need)s: nobody brings it, somebody near could."),
        NeedState.PARTIAL: _("%(need)s: met in part."),
    }
    state = move.after.state if move.after else NeedState.MISSING
    return texts[state] % {"need": move.need.asked}


def _names_only_in(one: NeedReport | None, other: NeedReport | None) -> list[str]:
    """Return who bears the need in one case and not in the other, as far as the viewer sees."""
    known = {bearer.actor.pk for bearer in other.bearers} if other else set()
    return [bearer.actor.name for bearer in one.bearers if bearer.actor.pk not in known] if one else []
