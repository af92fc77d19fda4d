"""What happens to partnerships: declared, with their axes."""

from collections.abc import Iterable

from django.db import transaction

from actors.enums import FactState
from actors.models import Actor, Partnership, PartnershipAxis
from territoire.models import User


def known(one: Actor, other: Actor, *, team, by: User) -> Partnership | None:
    """Return the partnership of the two that `team` (or nobody in particular) registered, if `by` may see it."""
    first, second = in_order(one, other)
    return Partnership.objects.visible_to(by).filter(first=first, second=second, team=team).first()


def in_order(one: Actor, other: Actor) -> tuple[Actor, Actor]:
    """Return the two actors, the smaller identifier first."""
    return (one, other) if one.pk < other.pk else (other, one)


@transaction.atomic
def declare(
    partnership: Partnership, axes: Iterable[PartnershipAxis], *, between: tuple[Actor, Actor], by: User
) -> Partnership:
    """Register the axes between two actors: on the partnership they already have, else on `partnership`."""
    found = known(*between, team=partnership.team, by=by)
    if found is None:
        partnership.first, partnership.second = in_order(*between)
        partnership.created_by = by
        partnership.save()
        found = partnership
    for axis in axes:
        axis.partnership = found
        axis.created_by = by
        axis.save()
    return found


@transaction.atomic
def confirm(axis: PartnershipAxis, *, by: User) -> None:
    """Note that the other side says so too."""
    axis = PartnershipAxis.objects.select_for_update(of=("self",)).get(pk=axis.pk)
    if axis.state != FactState.CONFIRMED:
        axis.state = FactState.CONFIRMED
        axis.save(update_fields=["state", "updated_at"])
