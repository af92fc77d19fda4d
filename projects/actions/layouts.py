"""Lays out the networks of large maps, in the background, so that they open at once and hold still.

From what everyone may see: where somebody stands says nothing of who is hidden.
"""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from actors.maps import large_layout
from actors.models import Actor
from projects.maps.loading import project as loading
from projects.maps.loading import territory
from projects.maps.network.picture import MOST_STILL
from projects.maps.network.positions import name_of
from projects.maps.shared.values import StakeholderMap
from projects.models import Involvement, NetworkLayout, Project
from territoire.models import Territory

#: When fewer of them have a place already, everything is laid out anew.
ENOUGH = 0.8


def lay_out(day: date) -> int:
    """Lay out the map of each project and territory that is too large for the drawn picture; return how many.

    Who has a place keeps it, as long as most of the map is as it was; who is no longer there leaves.
    """
    laid = []
    for the_map in _large_maps(day):
        name = name_of(the_map.subject.kind, the_map.subject.slug)
        layout = NetworkLayout.objects.filter(subject=name).first() or NetworkLayout(subject=name)
        keys, pairs = the_map.backdrop
        known = layout.read(keys)
        enough = len(known) >= ENOUGH * len(keys)
        layout.write(
            large_layout.joined(known, keys, pairs) if enough else large_layout.positions(keys, pairs)
        )
        layout.day = day
        layout.save()
        laid.append(name)
    NetworkLayout.objects.exclude(subject__in=laid).delete()
    return len(laid)


def _large_maps(day: date) -> Iterator[StakeholderMap]:
    visitor = AnonymousUser()
    at_work = (
        Involvement.objects.visible_to(visitor).values("project").annotate(size=Count("actor")).order_by()
    )
    projects = Project.objects.visible_to(visitor).listed()
    for project in projects.filter(pk__in=at_work.filter(size__gt=MOST_STILL).values("project")):
        yield loading.load_map(project, visitor, day, lean=True)
    for place in Territory.objects.filter(pk__in=_wide(visitor)):
        the_map = territory.load_map(place, visitor, day, most=territory.MOST_ASKED, lean=True)
        if len(the_map.backdrop[0]) > MOST_STILL:
            yield the_map


def _wide(visitor) -> set[int]:
    """Return the territories in which more actors sit than the drawn picture holds, and those that hold them."""
    seats = Actor.objects.visible_to(visitor).listed().exclude(seat=None)
    found: set[int] = set()
    for level in ("seat__departement", "seat__epci", "seat__region", "seat"):
        sizes = seats.values_list(level).annotate(size=Count("pk")).order_by().filter(size__gt=MOST_STILL)
        found |= {pk for pk, _size in sizes if pk}
    return found | set(Territory.objects.filter(code="france").values_list("pk", flat=True))
