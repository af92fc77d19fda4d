"""Contact details come out when somebody asks for them, and it is written who did: never what they were."""

from django.db import transaction

from actors.enums import AccessWay
from actors.models import Actor, ContactAccess, ContactPoint


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
