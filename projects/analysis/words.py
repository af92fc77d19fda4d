"""What the analysis of gaps says, in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.template.defaultfilters import floatformat
from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from actors.enums import Level, Unit
from projects.analysis.candidates import (
    IN_CIRCLE,
    SAME_DEPARTEMENT,
    SAME_EPCI,
    SAME_REGION,
    SAME_TERRITORY,
    Candidate,
    Parts,
)
from projects.analysis.gaps import Fragility, Within
from projects.enums import NeedKind
from projects.models import Need

PARTS = {
    "proximity": gettext_lazy("Proximity"),
    "ties": gettext_lazy("Ties"),
    "level": gettext_lazy("Level"),
    "complementarity": gettext_lazy("Complementarity"),
}


def joined(names: Iterable[str]) -> str:
    """Return "a, b and c"."""
    return get_text_list(list(names), _("and"))


def somebody() -> str:
    """Return what stands for actors that the viewer may not see, however many they are."""
    return _("somebody in the circle")


def somebody_near() -> str:
    """Return the same, for those who could meet a need."""
    return _("Somebody near the circle could help.")


def amount(quantity: Decimal, unit: str) -> str:
    """Return a quantity with its unit, if it has one: 30 000 €, 12 hours, 3."""
    places = 0 if quantity == quantity.to_integral() else 2
    number = formats.number_format(quantity, places, use_l10n=True, force_grouping=True)
    if unit == Unit.EUR:
        return _("€%(amount)s") % {"amount": number}
    return number if unit == Unit.NONE else f"{number} {Unit(unit).label}"


def share(value: Fraction) -> str:
    """Return a part of one with two decimals: there are few such values, and many places that tell them."""
    return _share(value, get_language() or "")


@lru_cache(maxsize=4_096)
def _share(value: Fraction, _language: str) -> str:
    return floatformat(value, 2)


def asked(need: Need) -> str:
    """Return how much of what, from which level on."""
    if need.resource_kind:
        unit = need.resource_kind.unit
        return amount(need.quantity, unit) if unit != Unit.NONE or need.quantity != 1 else ""
    said = []
    if need.kind == NeedKind.COMPETENCE and need.minimum_level:
        said.append(_("level %(level)s at least") % {"level": need.minimum_level})
    if need.quantity != 1:
        said.append(_("%(number)s needed") % {"number": amount(need.quantity, Unit.NONE)})
    return ", ".join(said)


def rests_on(fragility: Fragility, names: Sequence[str]) -> list[str]:
    """Return why a need is fragile; `names` are those of whom it rests on."""
    said = []
    if names:
        said.append(_("Rests on %(names)s.") % {"names": joined(names)})
    if fragility.ends_on:
        day = formats.date_format(fragility.ends_on, "DATE_FORMAT")
        said.append(_("From %(day)s on, what holds today will no longer do.") % {"day": day})
    return said


def obstacle(why: Within, name: str, through: str, level: int | None) -> str:
    """Return who is within reach of a need, and what stands in the way."""
    said = {
        Within.DEGREE: _("%(name)s could, but is little involved."),
        Within.NOT_ENGAGED: _("%(name)s, at %(through)s, could, but does not take part yet."),
        Within.LEVEL: _("%(name)s knows something of it, at level %(level)s."),
        Within.NOT_MOBILISABLE: _("%(name)s knows it, but cannot be called upon."),
        Within.OFFERED: _("%(name)s has offered something, to be confirmed."),
        Within.UNPLEDGED: _("%(name)s has some that is pledged nowhere."),
    }
    return said[why] % {"name": name, "through": through, "level": level}


def reasons(
    need: Need,
    candidate: Candidate,
    known: str,
    chain: Sequence[str],
    helpers: Sequence[str],
    also: Sequence[str],
) -> list[str]:
    """Return why somebody is proposed, what weighs most first; `known` is what they hold, in words."""
    said = [_brings(need, candidate, known, helpers), _near(candidate.parts), _tied(candidate.parts, chain)]
    if also:
        said.append(_("Would also help with: %(needs)s") % {"needs": ", ".join(also)})
    return [one for one in said if one]


def _brings(need: Need, candidate: Candidate, known: str, helpers: Sequence[str]) -> str:
    if need.resource_kind:
        unit = need.resource_kind.unit
        if unit == Unit.NONE:
            return _("Has some to give")
        return _("Has %(amount)s to give") % {"amount": amount(candidate.available or Decimal(0), unit)}
    if need.family:
        return _("Would bring in the family %(family)s") % {"family": need.family.name}
    if not known:
        known = str(need.asked)
    if candidate.level:
        known = f"{known} ({Level(candidate.level).label.lower()})"
    if helpers:
        return _("%(known)s, through %(names)s") % {"known": known, "names": joined(helpers)}
    return known


def _near(parts: Parts) -> str:
    return {
        SAME_TERRITORY: _("Is on the project's territory"),
        SAME_EPCI: _("Is in the same intercommunality"),
        SAME_DEPARTEMENT: _("Is in the same département"),
        SAME_REGION: _("Is in the same région"),
    }.get(int(parts.proximity * 4), "")


def _tied(parts: Parts, chain: Sequence[str]) -> str:
    if parts.ties * 20 == IN_CIRCLE:
        return _("Already in the circle: to be involved more")
    if len(chain) == 2:
        return _("%(name)s, aboard, knows them") % {"name": chain[0]}
    if len(chain) > 2:
        return _("Can be introduced by %(names)s") % {"names": _(", then ").join(chain[:-1])}
    return ""


def reserve(need: Need, candidate: Candidate, weights: Parts, conditions: str) -> str:
    """Return the one thing that speaks most against a candidate; nothing where nothing does."""
    if conditions:
        return _("On conditions: %(conditions)s") % {"conditions": conditions}
    losses = {
        "proximity": weights.proximity * (1 - candidate.parts.proximity),
        "ties": weights.ties * (1 - candidate.parts.ties),
        "level": weights.level * (1 - candidate.parts.level),
    }
    worst = max(losses, key=lambda part: losses[part])
    if not losses[worst]:
        return ""
    return {"proximity": _far, "ties": _untied, "level": _low}[worst](need, candidate)


def _far(need: Need, candidate: Candidate) -> str:
    if not candidate.parts.proximity:
        return _("Far from the territory: support from a distance rather than daily presence")
    return _("Out of the project's territory")


def _untied(need: Need, candidate: Candidate) -> str:
    if not candidate.chain:
        return _("Nobody aboard knows them: ask for an introduction")
    return _("Known from afar only: an introduction would help")


def _low(need: Need, candidate: Candidate) -> str:
    if need.kind == NeedKind.RESOURCE:
        return _("Would cover a part only of what lacks")
    return _("Could be helped by somebody more experienced: %(level)s") % {
        "level": Level(candidate.level or 1).label.lower()
    }


def lead(total: int, missing: int) -> str:
    """Return the sentence on top of the page."""
    said = ngettext("%(count)s need.", "%(count)s needs.", total) % {"count": total}
    if not missing:
        return said
    return f"{said} " + ngettext(
        "One has nobody: that is where an invitation changes everything.",
        "%(count)s have nobody: that is where an invitation changes everything.",
        missing,
    ) % {"count": missing}
