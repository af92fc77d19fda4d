"""Who works together and who links them: the communities of a map and its brokers, in sentences."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.maps.shared.values import StakeholderMap, project_key
from projects.review import network
from projects.review.network import Node, Sort

#: Fewer are a pair, not a group.
LEAST = 3
MOST_GROUPS, MOST_BROKERS, MOST_NAMED = 12, 5, 4


@dataclass(frozen=True, slots=True)
class Group:
    """Actors (and projects) that have more ties among themselves than with others."""

    number: int
    head: str
    keys: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a map, the largest first, and who links them; `sentences` say it."""

    groups: tuple[Group, ...] = ()
    sentences: tuple[str, ...] = ()
    brokers: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Group, ...]:
        """The groups told one by one."""
        return self.groups[:MOST_GROUPS]

    @property
    def others(self) -> int:
        """How many more there are."""
        return max(0, len(self.groups) - MOST_GROUPS)

    def number_of(self) -> dict[str, int]:
        """Return the number of the group of each key that is in one."""
        return {key: group.number for group in self.groups for key in group.keys}


def groups(stakeholder_map: StakeholderMap) -> Groups:
    """Find the groups of the map and who links them."""
    keys, places, communities = _measured(stakeholder_map)
    names = stakeholder_map.names()
    large = [c for c in communities if len(c.members) >= LEAST and len(_actors(c.members)) > 1]
    found = tuple(
        _group(number, keys[community.head], [keys[node] for node in community.members], stakeholder_map)
        for number, community in enumerate(large, 1)
    )
    heads = {keys[community.head] for community in large}
    linking = sorted(
        (place for place in places if len({keys[node] for node in place.links} & heads) > 1),
        key=lambda place: (-place.alone, -place.between, place.actor),
    )
    return Groups(
        found,
        tuple(_sentences(found, len(linking))),
        tuple(_broker(place, keys, heads, names) for place in linking[:MOST_BROKERS]),
    )


def _measured(stakeholder_map: StakeholderMap):
    """Return the keys of nodes, the places and the communities, on ranks instead of keys."""
    ordered = sorted(a.slug for a in stakeholder_map.stakeholders)
    projects = sorted(project_key(p.slug) for p in stakeholder_map.projects)
    rank = {key: n for n, key in enumerate(ordered)} | {key: n for n, key in enumerate(projects)}
    inside, at_work = [], []
    for tie in stakeholder_map.ties:
        one, other = tie.pair
        if one.startswith("project:") or other.startswith("project:"):
            actor, project = (other, one) if one.startswith("project:") else (one, other)
            at_work.append((rank[actor], rank[project]))
        else:
            inside.append((rank[one], rank[other]))
    places, communities = network.measured(range(len(ordered)), inside, at_work)
    keys: dict[Node, str] = {(Sort.ACTOR, n): key for n, key in enumerate(ordered)}
    keys |= {(Sort.PROJECT, n): key for n, key in enumerate(projects)}
    return keys, places, communities


def _actors(members) -> list[Node]:
    return [node for node in members if node[0] == Sort.ACTOR]


def _group(number: int, head: str, keys: list[str], stakeholder_map: StakeholderMap) -> Group:
    tied, inside = stakeholder_map.tied_to(), set(keys)
    actors = [actor for actor in stakeholder_map.stakeholders if actor.slug in inside]
    actors.sort(key=lambda actor: (-len(inside & set(tied.get(actor.slug, ()))), actor.weight))
    first = ", ".join([actor.name for actor in actors if actor.slug != head][:MOST_NAMED])
    words = ngettext("%(count)s actor", "%(count)s actors", len(actors)) % {"count": len(actors)}
    if first:
        words = _("%(actors)s, such as %(names)s") % {"actors": words, "names": first}
    return Group(number, stakeholder_map.names()[head], frozenset(keys), words)


def _sentences(found: tuple[Group, ...], linking: int):
    if len(found) < 2:
        yield _("No group stands out: whoever is tied here is tied to the same.")
        return
    yield ngettext(
        "%(count)s group works more among itself than with the others.",
        "%(count)s groups work more among themselves than with the others.",
        len(found),
    ) % {"count": len(found)}
    if not linking:
        yield _("Nobody links two of them.")


def _broker(place: network.Place, keys: dict[Node, str], heads: set[str], names: dict[str, str]) -> str:
    linked = [names[keys[node]] for node in place.links if keys[node] in heads]
    values = {
        "name": names[keys[Sort.ACTOR, place.actor]],
        "one": linked[0],
        "others": ", ".join(linked[1:MOST_NAMED]),
    }
    if place.alone:
        return (
            _("%(name)s alone links the group of %(one)s to that of %(others)s: without it, nothing does.")
            % values
        )
    return _("%(name)s links the group of %(one)s to that of %(others)s.") % values
