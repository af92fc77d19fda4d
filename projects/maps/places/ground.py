"""The ground of the picture of places: the territory of a map, its parts, and what is told of each part.

What a shade tells depends on whose map it is:
- of a territory: how far the needs of the projects that lie in the part are covered, as stored by the review;
- of a project: how many of its needs somebody who sits in the part fills;
- of an actor: nothing but who sits there.
Who sits there is always told by the map itself; a part where nobody sits is hatched.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from projects.enums import NeedState
from projects.maps.shared.values import StakeholderMap
from projects.models import Project
from projects.review.places import needs_by_place
from territoire.enums import TerritoryKind as Kind
from territoire.models import Territory
from territoire.territories.contours import Contour, Ring, contours, outline

#: The sizes of parts, as words of the address (`?mailles=`), from fine to coarse.
COMMUNES, EPCI, DEPARTEMENTS, REGIONS = "communes", "epci", "departements", "regions"
#: A territory of people's own with more communes than that is first shown by EPCI.
MOST_COMMUNES = 250
#: A ring this much smaller than the largest one is not drawn around a territory.
NEGLIGIBLE = 0.02
#: Overseas départements and régions are too far to be framed with the others.
OVERSEAS = ("departement-97", "departement-98", *(f"region-0{number}" for number in range(1, 10)))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the ground: `needs` are told of it, `covered` of them are covered; where it is, when known."""

    code: str
    name: str
    latitude: float | None = None
    longitude: float | None = None
    needs: int = 0
    covered: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """A territory and its parts, in each size that suits it, the first one by default.

    `measure`: whose needs shades tell: "projects" | "project" | "". `whole`: the map with all its actors, of whom a
    picture may draw the most involved only; `None`: those of the picture are all.
    """

    code: str
    name: str
    kind: str
    latitude: float | None = None
    longitude: float | None = None
    grains: Mapping[str, tuple[Part, ...]] | None = None
    measure: str = ""
    whole: StakeholderMap | None = None

    def grain(self, asked: str) -> str:
        """Return the size of parts asked for where there is such, else the default one."""
        grains = self.grains or {}
        return asked if asked in grains else next(iter(grains), "")

    def parts(self, grain: str) -> tuple[Part, ...]:
        """Return the parts of a size."""
        return (self.grains or {}).get(grain, ())


def complete(the_map: StakeholderMap, subject, user) -> StakeholderMap:
    """Add the ground to the map of a project, a territory or an actor."""
    territory = territory_of(subject)
    if territory is None:
        return the_map
    ground = load(territory)
    if isinstance(subject, Territory):
        ground = _with_projects(ground, the_map, subject, user)
    elif isinstance(subject, Project):
        ground = _with_needs(ground, the_map)
    return replace(the_map, more=replace(ground, whole=the_map))


def seated(ground: Ground, the_map: StakeholderMap, grain: str) -> Counter[str]:
    """Return how many actors sit in each part, whether they are drawn or not."""
    actors = (ground.whole or the_map).stakeholders
    return Counter(part_of(actor.spot, grain) for actor in actors if actor.spot)


def territory_of(subject) -> Territory | None:
    """Return the territory that frames the map of a project, a territory or an actor."""
    if isinstance(subject, Territory):
        return subject
    if isinstance(subject, Project):
        return subject.territory
    seat = subject.seat
    return (seat.departement or seat) if seat else None


def load(territory: Territory) -> Ground:
    """Return the ground of a territory, in at most two queries."""
    wide = territory.epci if territory.kind == Kind.COMMUNE and territory.epci else territory
    grains = {}
    for grain in _grains(wide.kind):
        parts = _parts(wide, grain)
        if parts:
            grains[grain] = tuple(Part(part.code, part.name, part.latitude, part.longitude) for part in parts)
    if wide.kind == Kind.CUSTOM and len(grains.get(COMMUNES, ())) > MOST_COMMUNES:
        grains = dict(reversed(grains.items()))
    return Ground(
        territory.code, territory.name, territory.kind, territory.latitude, territory.longitude, grains
    )


def outlines(ground: Ground, grain: str) -> tuple[dict[str, Contour], tuple[Ring, ...]]:
    """Return the contour of each part that has one, and the rings around the whole territory."""
    of_france = ground.kind == Kind.COUNTRY
    found = contours((part.code for part in ground.parts(grain)), of_france=of_france)
    # At the size of communes the whole is their union, point for point; other wholes have a contour of their own.
    own: dict[str, Contour] = {}
    if ground.kind == Kind.COMMUNE or (grain != COMMUNES and not of_france):
        own = contours([ground.code])
    if ground.code in own:
        return found, _plain(tuple(ring for polygon in own[ground.code] for ring in polygon))
    return found, _plain(outline(found.values()))


def _plain(rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    """Drop the rings too small to mean anything: holes where a commune has no contour, rocks off the coast."""
    sizes = [_size(ring) for ring in rings]
    return tuple(ring for ring, size in zip(rings, sizes, strict=True) if size > NEGLIGIBLE * max(sizes))


def _size(ring: Ring) -> int:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(xs) - min(xs) + max(ys) - min(ys)


def _grains(kind: str) -> tuple[str, ...]:
    return {
        Kind.COUNTRY: (DEPARTEMENTS, REGIONS),
        Kind.REGION: (EPCI, DEPARTEMENTS),
        Kind.DEPARTEMENT: (EPCI, COMMUNES),
        Kind.CUSTOM: (COMMUNES, EPCI),
    }.get(Kind(kind), (COMMUNES,))


def _parts(wide: Territory, grain: str) -> QuerySet[Territory]:
    within = Territory.objects.within(wide).current()
    if grain == EPCI:
        # An EPCI that straddles lies within neither side, and is a part of both.
        communes = within.filter(kind=Kind.COMMUNE, epci__isnull=False)
        found = Territory.objects.filter(pk__in=communes.values("epci"))
    else:
        kinds = {COMMUNES: Kind.COMMUNE, DEPARTEMENTS: Kind.DEPARTEMENT, REGIONS: Kind.REGION}
        found = within.filter(kind=kinds[grain])
    return found.only("code", "name", "latitude", "longitude").order_by("search_name", "pk")


def _with_projects(ground: Ground, the_map: StakeholderMap, territory: Territory, user) -> Ground:
    """Tell of each part how the needs of the projects that lie in it stand on the day of the map."""
    codes = {part.code for parts in (ground.grains or {}).values() for part in parts}
    projects = Project.objects.visible_to(user).listed().within(territory)
    return _counted(ground, needs_by_place(projects, codes, the_map.day), "projects")


def _with_needs(ground: Ground, the_map: StakeholderMap) -> Ground:
    """Tell of each part how many of the project's needs somebody who sits there fills."""
    needs = [need for need in the_map.needs if need.state != NeedState.WAIVED]
    if not needs:
        return ground
    spots = {actor.slug: actor.spot for actor in the_map.stakeholders if actor.spot}
    counts = {}
    for grain, parts in (ground.grains or {}).items():
        filled = dict.fromkeys((part.code for part in parts), 0)
        for need in needs:
            for code in {part_of(spots[slug], grain) for slug in need.fillers if slug in spots}:
                if code in filled:
                    filled[code] += 1
        counts |= {code: (len(needs), count) for code, count in filled.items()}
    return _counted(ground, counts, "project")


def part_of(spot, grain: str) -> str:
    """Return the code of the part, of that size, where a spot lies; "" when not known."""
    return {
        COMMUNES: spot.commune, EPCI: spot.epci, DEPARTEMENTS: spot.departement, REGIONS: spot.region
    }.get(grain, "")  # fmt: skip


def _counted(ground: Ground, counts: Mapping[str, tuple[int, int]], measure: str) -> Ground:
    grains = {
        grain: tuple(_told(part, counts) for part in parts) for grain, parts in (ground.grains or {}).items()
    }
    return replace(ground, grains=grains, measure=measure)


def _told(part: Part, counts: Mapping[str, tuple[int, int]]) -> Part:
    needs, covered = counts.get(part.code, (0, 0))
    return replace(part, needs=needs, covered=covered)


def framed(ground: Ground, grain: str) -> set[str]:
    """Return the codes of the parts that the view is fitted on: of France, those of Europe."""
    codes = {part.code for part in ground.parts(grain)}
    return {code for code in codes if not code.startswith(OVERSEAS)} if ground.kind == Kind.COUNTRY else codes
