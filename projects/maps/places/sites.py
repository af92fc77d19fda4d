"""Who sits where: actors by place, places too close to be told apart as one, and those that have no known place."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from projects.maps.places.projection import View, kilometres
from projects.maps.shared.values import Spot, Stakeholder, StakeholderMap

#: Places closer than this on the picture, in pixels, are drawn as one.
TOO_CLOSE = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A place and who sits there; `distance` in kilometres from the middle of the ground, when known."""

    code: str
    name: str
    latitude: float
    longitude: float
    actors: tuple[Stakeholder, ...]
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """One mark of the picture: a place, or several that are too close; the fullest first. `far`: out of the view."""

    places: tuple[Place, ...]
    x: float
    y: float
    far: bool = False

    @property
    def actors(self) -> tuple[Stakeholder, ...]:
        """Who sits there, the most involved first."""
        if len(self.places) == 1:
            return self.places[0].actors
        return tuple(sorted((a for place in self.places for a in place.actors), key=lambda a: a.weight))

    @property
    def code(self) -> str:
        """The code of its fullest place."""
        return self.places[0].code

    @property
    def name(self) -> str:
        """Its fullest place, and how many others."""
        others = len(self.places) - 1
        if not others:
            return self.places[0].name
        return ngettext("%(place)s and %(count)s other", "%(place)s and %(count)s others", others) % {
            "place": self.places[0].name,
            "count": others,
        }

    @property
    def distance(self) -> float | None:
        """The distance of its nearest place."""
        known = [place.distance for place in self.places if place.distance is not None]
        return min(known, default=None)


def places(the_map: StakeholderMap) -> tuple[tuple[Place, ...], tuple[Stakeholder, ...]]:
    """Return the places of the map, the fullest first, and the actors whose place is not known."""
    seated: defaultdict[str, list[Stakeholder]] = defaultdict(list)
    spots: dict[str, Spot] = {}
    nowhere = []
    for actor in the_map.stakeholders:
        spot = actor.spot
        if spot and spot.latitude is not None and spot.longitude is not None:
            spots[spot.code] = spot
            seated[spot.code].append(actor)
        else:
            nowhere.append(actor)
    ground = the_map.more
    centre = (ground.latitude, ground.longitude) if ground and ground.latitude is not None else None
    found = [_place(spots[code], actors, centre) for code, actors in seated.items()]
    return tuple(sorted(found, key=lambda place: (-len(place.actors), place.name, place.code))), tuple(
        nowhere
    )


def _place(spot: Spot, actors: list[Stakeholder], centre: tuple[float, float] | None) -> Place:
    latitude, longitude = spot.latitude or 0.0, spot.longitude or 0.0
    distance = kilometres(centre, (latitude, longitude)) if centre else None
    return Place(spot.code, spot.name, latitude, longitude, tuple(actors), distance)


def sites(found: Iterable[Place], view: View, margin: float) -> list[Site]:
    """Return the marks of a view, the fullest first: places apart enough, and those out of it."""
    near: list[Site] = []
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    far = []
    for place in found:
        x, y = view.point(place.latitude, place.longitude)
        if not view.holds(x, y, margin):
            far.append(Site((place,), x, y, far=True))
            continue
        column, row = int(x // TOO_CLOSE), int(y // TOO_CLOSE)
        around = (i for dx in (-1, 0, 1) for dy in (-1, 0, 1) for i in cells.get((column + dx, row + dy), ()))
        close = next((i for i in around if _close(near[i], x, y)), None)
        if close is None:
            cells[column, row].append(len(near))
            near.append(Site((place,), x, y))
        else:
            near[close] = replace(near[close], places=(*near[close].places, place))
    return sorted([*near, *far], key=lambda site: (-len(site.actors), site.code))


def _close(site: Site, x: float, y: float) -> bool:
    return (site.x - x) ** 2 + (site.y - y) ** 2 < TOO_CLOSE**2
