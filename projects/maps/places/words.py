"""The picture of places in words, and as two lists: the places with who sits there, and the parts of the ground."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.maps.values import TieNature
from projects.maps.places.ground import Ground, Part, seated
from projects.maps.places.sites import Place, Site
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import Stakeholder, StakeholderMap

#: Names said at once; lists say them all.
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor of a list: its shape, its name and its address."""

    slug: str
    name: str
    shape: str
    aboard: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place and who sits there; `code` is "" for those whose place is not known."""

    code: str
    name: str
    distance: str
    far: bool
    actors: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the ground: who sits there and how needs stand; `level` as its shade."""

    code: str
    name: str
    actors: int
    needs: int
    covered: int
    level: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the picture shows, in words."""

    sentences: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    parts: tuple[PartRow, ...]
    measure: str
    grain: str
    grains: tuple[tuple[str, str], ...]


def told(
    the_map: StakeholderMap,
    ground: Ground,
    grain: str,
    found: Sequence[Place],
    nowhere: Sequence[Stakeholder],
    far: Collection[str],
) -> Told:
    """Say the picture."""
    count = seated(ground, the_map, grain)
    parts = tuple(
        PartRow(p.code, p.name, count[p.code], p.needs, p.covered, level(p)) for p in ground.parts(grain)
    )
    rows = [_row(place, place.code in far) for place in found]
    if nowhere:
        rows.append(PlaceRow("", _("Place not known"), "", False, _listed(nowhere)))
    said = [
        *_where(found, nowhere),
        *_between(the_map, found),
        *_beyond(found, far, ground),
        *_covered(parts, ground.measure),
        *_empty(parts, grain),
    ]
    names = grain_names()
    grains = tuple((code, names[code]) for code in ground.grains or {})
    return Told(tuple(said), tuple(rows), parts, ground.measure, grain, grains)


def grain_names() -> dict[str, str]:
    """Return how each size of parts is called."""
    return {
        "communes": _("Communes"),
        "epci": _("Intermunicipal bodies"),
        "departements": _("Départements"),
        "regions": _("Régions"),
    }


def level(part: Part) -> int | None:
    """Return the shade of a part: 0 when nothing is covered, 4 when all is, `None` when nothing is asked."""
    if not part.needs:
        return None
    if part.covered in (0, part.needs):
        return 4 if part.covered else 0
    return min(3, 1 + int(3 * part.covered / part.needs))


def figure(part: Part, measure: str) -> str:
    """Return what is written on a part."""
    if not part.needs:
        return ""
    if measure == "project":
        return str(part.covered) if part.covered else ""
    return f"{part.covered}/{part.needs}"


def part_words(part: Part, measure: str, actors: int) -> str:
    """Say who sits in a part and how needs stand there."""
    said = [part.name, _seated(actors)]
    if part.needs and measure == "projects":
        said.append(
            _("%(covered)s of %(needs)s needs covered") % {"covered": part.covered, "needs": part.needs}
        )
    elif part.needs:
        said.append(
            _("fills %(covered)s of %(needs)s needs") % {"covered": part.covered, "needs": part.needs}
        )
    return ", ".join(said)


def site_words(site: Site) -> str:
    """Say a mark of the picture in one line."""
    return f"{site.name}, {_seated(len(site.actors))}"


def _seated(count: int) -> str:
    if not count:
        return _("nobody")
    return ngettext("%(count)s actor", "%(count)s actors", count) % {"count": count}


def _row(place: Place, far: bool) -> PlaceRow:
    distance = _km(place.distance) if place.distance is not None and place.distance >= 1 else ""
    return PlaceRow(place.code, place.name, distance, far, _listed(place.actors))


def _listed(actors: Sequence[Stakeholder]) -> tuple[Listed, ...]:
    return tuple(Listed(a.slug, a.name, shape_of(a.family), not a.prospective) for a in actors)


def _km(distance: float) -> str:
    return _("%(count)s km") % {"count": number_format(round(distance), force_grouping=True)}


def _where(found: Sequence[Place], nowhere: Sequence[Stakeholder]) -> list[str]:
    said = []
    if found:
        many = [place for place in found if len(place.actors) > 1][:3]
        count = ngettext("Actors sit in %(count)s place", "Actors sit in %(count)s places", len(found))
        text = count % {"count": len(found)}
        if many and len(found) > 1:
            most = ", ".join(f"{place.name} ({len(place.actors)})" for place in many)
            text = _("%(places)s; the most in: %(most)s") % {"places": text, "most": most}
        said.append(f"{text}.")
    if nowhere:
        said.append(
            ngettext(
                "The place of %(count)s actor is not known: %(names)s.",
                "The place of %(count)s actors is not known: %(names)s.",
                len(nowhere),
            )
            % {"count": len(nowhere), "names": _some([a.name for a in nowhere])}
        )
    return said


def _between(the_map: StakeholderMap, found: Sequence[Place]) -> list[str]:
    """Say which two places hold the most partnerships, and how many stay within one place."""
    home = {actor.slug: place for place in found for actor in place.actors}
    within: set[tuple[str, str]] = set()
    across: defaultdict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for tie in the_map.ties:
        here, there = (home.get(key) for key in tie.pair)
        if tie.nature != TieNature.PARTNERSHIP or here is None or there is None:
            continue
        if here.code == there.code:
            within.add(tie.pair)
        else:
            across[tuple(sorted((here.name, there.name)))].add(tie.pair)
    total = len(within) + sum(map(len, across.values()))
    if not total:
        return []
    said = [
        _("Partners who sit in the same place: %(within)s of %(total)s.")
        % {"within": len(within), "total": total}
    ]
    if across:
        (one, two), pairs = max(across.items(), key=lambda item: (len(item[1]), item[0]))
        if len(pairs) > 1:
            said.append(
                _("The two places that work together most: %(one)s and %(two)s (%(count)s partnerships).")
                % {"one": one, "two": two, "count": len(pairs)}
            )
    return said


def _beyond(found: Sequence[Place], far: Collection[str], ground: Ground) -> list[str]:
    beyond = sorted(
        (p for p in found if p.code in far and p.distance is not None), key=lambda p: p.distance or 0
    )
    if not beyond:
        return []
    named = _some([f"{p.name} ({_km(p.distance or 0)})" for p in beyond])
    return [
        _("Beyond the frame, as the crow flies from %(place)s: %(far)s.")
        % {"place": ground.name, "far": named}
    ]


def _covered(parts: Sequence[PartRow], measure: str) -> list[str]:
    asked = [part for part in parts if part.needs]
    if not asked:
        return []
    if measure == "project":
        best = sorted((p for p in asked if p.covered), key=lambda p: (-p.covered, p.name))
        if not best:
            return [_("No need is filled from these parts.")]
        named = _some([f"{p.name} ({p.covered})" for p in best])
        return [_("Needs filled, by where who fills them sits: %(parts)s.") % {"parts": named}]
    worst = sorted(asked, key=lambda p: (p.covered / p.needs, -p.needs, p.name))
    named = _some([f"{p.name} ({p.covered}/{p.needs})" for p in worst if p.covered < p.needs])
    if not named:
        return [_("All needs of the projects of these parts are covered.")]
    return [_("Where projects lack most, needs covered out of all: %(parts)s.") % {"parts": named}]


def _empty(parts: Sequence[PartRow], grain: str) -> list[str]:
    empty = [part.name for part in parts if not part.actors]
    if not empty or len(parts) < 2:
        return []
    if len(empty) == len(parts):
        return [_("Nobody sits in any of these %(count)s parts.") % {"count": len(parts)}]
    return [
        ngettext(
            "Nobody sits in %(count)s part of %(total)s: %(names)s.",
            "Nobody sits in %(count)s parts of %(total)s: %(names)s.",
            len(empty),
        )
        % {"count": len(empty), "total": len(parts), "names": _some(empty)}
    ]


def _some(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    others = len(names) - MOST_NAMED + 1
    more = ngettext("%(count)s other", "%(count)s others", others) % {"count": others}
    return _("%(names)s and %(more)s") % {"names": ", ".join(names[: MOST_NAMED - 1]), "more": more}
