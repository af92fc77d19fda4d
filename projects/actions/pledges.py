"""What actors of the circle give to needs for resources: the same euro is never pledged twice."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Resource
from projects.enums import PledgeState
from projects.models import Pledge
from territoire.models import User
from territoire.periods import holds
from territoire.templatetags.ui import number


@transaction.atomic
def pledge(offer: Pledge, *, by: User) -> Pledge:
    """Save a new pledge; raises `ValidationError` when its resource does not hold that much unpledged."""
    refuse_beyond_resource(offer)
    offer.created_by = by
    offer.save()
    return offer


@transaction.atomic
def confirm(offer: Pledge, *, by: User) -> None:
    """Say that the giver confirms, or that who holds the project attests it."""
    offer = Pledge.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if offer.state != PledgeState.CONFIRMED:
        offer.state = PledgeState.CONFIRMED
        offer.save(update_fields=["state", "updated_at"])


def refuse_beyond_resource(offer: Pledge) -> None:
    """Raise `ValidationError` when `offer`, added to the other pledges, exceeds its resource on some day.

    Locks the resource until the transaction ends, so that two pledges never count the same euro. The database
    holds the same rule (see the migration `pledges_within_resources`).
    """
    if offer.resource_id is None:
        return
    resource = Resource.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.resource_id)
    if resource.quantity is None:
        return
    free = resource.quantity - _most_pledged(offer)
    if offer.quantity > free:
        raise ValidationError({"quantity": _too_much(resource, free)}, code="pledged-twice")


def _most_pledged(offer: Pledge) -> Decimal:
    """Return the most that other pledges take from the resource on one day of the offer's period."""
    others = list(
        Pledge.objects.filter(resource=offer.resource_id, period__overlap=offer.period).exclude(pk=offer.pk)
    )
    # The sum only grows where a period begins: looking at those days is enough.
    begins = {offer.period.lower} | {one.period.lower for one in others}
    return max(
        (sum((one.quantity for one in others if _holds_at(one.period, day)), Decimal(0)) for day in begins),
        default=Decimal(0),
    )


def _holds_at(period, day) -> bool:
    """Tell whether `period` holds `day`, `None` being the dawn of time."""
    return period.lower is None if day is None else holds(period, day)


def _too_much(resource: Resource, free: Decimal) -> str:
    if free <= 0:
        return _("All of “%(resource)s” is already pledged over this period.") % {"resource": resource}
    return _("Only %(free)s of “%(resource)s” is still free over this period.") % {
        "free": number(free),
        "resource": resource,
    }
