"""A wider place chosen by a person: the nearer one is forgotten wherever it is kept, so that nothing brings it back."""

from collections.abc import Iterable

from django.db.models import Q

from actors.models import Actor, ActorMerge
from territoire.models import Territory

AREAS = Actor.areas.through


def widen(person: Actor, place: Territory | None) -> None:
    """Put `place` for all nearer ones: in past versions, what was merged into the person, areas, journals of merges.

    The row of the person itself is the caller's. None is nowhere: no area stays either.
    """
    merged = Actor.objects.filter(merged_into=person)
    keys = [person.pk, *merged.values_list("pk", flat=True)]
    merged.update(seat=place)
    versions = Actor.pgh_event_model  # type: ignore[attr-defined]  # pghistory adds it
    versions.objects.filter(pgh_obj_id__in=keys).update(seat=place)
    AREAS.objects.filter(actor__in=keys, territory__in=nearer(place)).delete()
    _widen_journals(keys, place)


def nearer(place: Territory | None):
    """Return the territories that tell more than `place`: those within it; all of them when it is nowhere."""
    if place is None:
        return Territory.objects.values("pk")
    return Territory.objects.within(place).exclude(pk=place.pk).values("pk")


def wider(places: Iterable[Territory | None]) -> Territory | None:
    """Return the place that tells least: nowhere, else the one that holds the most."""
    places = list(places)
    if None in places:
        return None
    return max(places, key=lambda place: Territory.objects.within(place).count())


def _widen_journals(keys: list[int], place: Territory | None) -> None:
    told = {str(pk) for pk in nearer(place).values_list("pk", flat=True)}
    for merge in ActorMerge.objects.filter(Q(kept__in=keys) | Q(absorbed__in=keys)).exclude(moves=[]):
        moves = [_widened(move, keys, place, told) for move in merge.moves]
        kept = [move for move in moves if move is not None]
        if kept != merge.moves:
            ActorMerge.objects.filter(pk=merge.pk).update(moves=kept)


def _widened(move: dict, keys: list[int], place: Territory | None, told: set[str]) -> dict | None:
    before = move["before"]
    if move["model"] == Actor._meta.label and move["pk"] in keys and "seat_id" in before:
        return move | {"before": before | {"seat_id": str(place.pk) if place else None}}
    if move["model"] == AREAS._meta.label and before.get("territory_id") in told:
        return None
    return move
