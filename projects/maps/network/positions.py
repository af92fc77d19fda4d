"""Where each actor and project of a map stands in the network, whatever their number.

Up to 150 nodes: where the picture drawn by the server has them. Beyond: where they were laid out in the background (see
`projects.actions.layouts`), else where a layout of what this map holds puts them, which is remembered for a day.
"""

from collections.abc import Collection, Iterable
from hashlib import blake2b

from django.core.cache import cache

from actors.maps import large_layout
from projects.maps.network import picture as network
from projects.maps.shared.values import StakeholderMap, project_key
from projects.models import NetworkLayout
from territoire.statements import written_once

type Point = tuple[float, float]
type Pair = tuple[str, str]

#: A kept layout serves as long as it holds this share of what is shown: the others come beside their ties.
ENOUGH = 0.7
A_DAY = 86_400


def positions(stakeholder_map: StakeholderMap) -> dict[str, Point]:
    """Return the place of each key of the map: those of the drawn network where it is small."""
    shown = shown_keys(stakeholder_map)
    if len(shown) <= network.MOST_STILL:
        return network.places(stakeholder_map)
    kept = _kept(stakeholder_map, shown)
    if len(kept) >= ENOUGH * len(shown):
        return large_layout.joined(kept, shown, {tie.pair for tie in stakeholder_map.ties})
    keys, pairs = stakeholder_map.backdrop
    if keys >= shown:
        return _remembered(keys, pairs)
    return _remembered(shown, {tie.pair for tie in stakeholder_map.ties})


def shown_keys(stakeholder_map: StakeholderMap) -> set[str]:
    """Return the key of each actor and project of the map."""
    return {a.slug for a in stakeholder_map.stakeholders} | {
        project_key(p.slug) for p in stakeholder_map.projects
    }


def name_of(kind: str, slug: str) -> str:
    """Return the name under which the layout of a map is kept."""
    return f"{kind}:{slug}"


def _kept(stakeholder_map: StakeholderMap, keys: Iterable[str]) -> dict[str, Point]:
    subject = stakeholder_map.subject
    if not subject.slug:
        return {}
    rows = _layout(None, name_of(subject.kind, subject.slug))
    return NetworkLayout(places=rows[0][0]).read(keys) if rows else {}


@written_once
def _layout(_user, subject: str):
    return NetworkLayout.objects.filter(subject=subject).values_list("places")


def _remembered(keys: Collection[str], pairs: Iterable[Pair]) -> dict[str, Point]:
    """Lay out, once for what is laid out."""
    told = blake2b(digest_size=16)
    for key in sorted(keys):
        told.update(key.encode() + b"\n")
    for one, other in sorted(pairs):
        told.update(f"{one} {other}\n".encode())
    address = f"network-layout:{told.hexdigest()}"
    found = cache.get(address)
    if found is None:
        found = large_layout.positions(keys, pairs)
        cache.set(address, found, A_DAY)
    return found
