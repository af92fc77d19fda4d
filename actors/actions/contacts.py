"""Contact details come out when somebody asks for them, and it is written who did: never what they were."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import batched

from django.db import transaction
from django.db.models import Count

from actors.enums import AccessWay
from actors.models import Actor, ContactAccess, ContactPoint

BATCH = 2_000


@transaction.atomic
def give(actor: Actor, *, to) -> list[ContactPoint]:
    """Return the contact details of `actor` that are for `to`, an account or a visitor, and write that it saw them."""
    points = list(ContactPoint.objects.visible_to(to).filter(actor=actor).order_by("kind", "pk"))
    note(actor, by=to, way=AccessWay.SHOWN, count=len(points))
    return points


def note(actor: Actor, *, by, way: AccessWay, count: int) -> None:
    """Write that `by` (None for the person, by their link) got `count` contact details; nothing is written of none."""
    if count:
        user = by if by and by.is_authenticated else None
        ContactAccess.objects.create(actor=actor, user=user, way=way, count=count)


@transaction.atomic
def export(actors: Iterable[Actor], *, to) -> dict[int, list[ContactPoint]]:
    """Return, by actor, the contact details of `actors` that are for `to`, and write that it took them away."""
    found: dict[int, list[ContactPoint]] = defaultdict(list)
    points = ContactPoint.objects.visible_to(to).filter(actor__in=[actor.pk for actor in actors])
    for point in points.order_by("actor", "kind", "pk"):
        found[point.actor_id].append(point)
    user = to if to.is_authenticated else None
    ContactAccess.objects.bulk_create(
        ContactAccess(actor_id=actor, user=user, way=AccessWay.EXPORTED, count=len(them))
        for actor, them in found.items()
    )
    return found


def note_all(*, to) -> None:
    """Write that `to` took away all the contact details that are for them."""
    points = ContactPoint.objects.visible_to(to).order_by().values_list("actor").annotate(count=Count("pk"))
    for batch in batched(points.iterator(chunk_size=BATCH), BATCH, strict=False):
        ContactAccess.objects.bulk_create(
            ContactAccess(actor_id=actor, user=to, way=AccessWay.EXPORTED, count=count)
            for actor, count in batch
        )
