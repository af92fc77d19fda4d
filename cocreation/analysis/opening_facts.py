"""Loads what the opening up of a project or a territory is worked out of, as far as its reader may see."""

from collections.abc import Iterable

from django.db.models import Q

from actors.enums import FamilyGroup
from actors.models import Actor, PartnershipAxis
from cocreation.analysis.opening import Somebody, Spell
from projects.models import Involvement, Project
from territoire.models import Territory, TerritoryClosure

#: Beyond so many rows of a sort, a page would take too long: a narrower territory tells more anyway.
MOST = 20_000


class TooWideError(Exception):
    """There is too much to tell of so wide a territory."""


def facts_of(subject: Project | Territory, user) -> tuple[list[Somebody], list[Spell], list[Spell]]:
    """Return who counts, who is aboard when, who is tied to whom when; at most three statements, each bounded.

    A project counts its circle, and the ties that at least one of the circle has. A territory counts those that sit
    there and take part in any project, and their ties. Raises `TooWideError`.
    """
    involved = Involvement.objects.visible_to(user).filter(actor__restricted_at=None)
    if isinstance(subject, Project):
        involved = involved.filter(project=subject)
    else:
        within = TerritoryClosure.objects.filter(ancestor=subject).values("descendant")
        involved = involved.filter(actor__seat__among=within)
    aboard = [
        Spell((actor,), period.lower, period.upper)
        for actor, period in _bounded(involved.order_by().values_list("actor", "period"))
    ]
    circle = {one.actors[0] for one in aboard}
    axes = (
        PartnershipAxis.objects.visible_to(user)
        .filter(
            Q(partnership__first__among=list(circle)) | Q(partnership__second__among=list(circle)),
            partnership__first__restricted_at=None,
            partnership__second__restricted_at=None,
        )
        .order_by()
        .values_list("partnership__first", "partnership__second", "period")
    )
    ties = [Spell((one, other), period.lower, period.upper) for one, other, period in _bounded(axes)]
    keys = circle | {key for one in ties for key in one.actors}
    people = Actor.objects.filter(pk__among=list(keys)).values_list(
        "pk", "family", "family__group", "seat", "seat__epci"
    )
    return (
        [
            Somebody(key, family, group == FamilyGroup.CIVIL_SOCIETY, epci or seat)
            for key, family, group, seat, epci in people
        ],
        aboard,
        ties,
    )


def _bounded(rows) -> Iterable:
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        raise TooWideError
    return found
