"""What actors of the circle give to needs for resources: the same euro is never pledged twice."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Resource
from projects.enums import PledgeState
from projects.models import Pledge
from territoire.models import User
from territoire.periods import holds
from territoire.templatetags.ui import number
from territoire.templatetags.ui import period as period_words


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
    """Raise `ValidationError` when `offer` outlasts its resource or, added to the other pledges, exceeds it.

    Locks the resource until the transaction ends, so that two pledges never count the same euro. The database
    holds the same rule (see the migration `pledges_within_resources`).
    """
    if offer.resource_id is None:
        return
    resource = Resource.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.resource_id)
    if not _lasts(resource.period, offer.period):
        raise ValidationError({"period": _too_long(resource)}, code="longer-than-resource")
    if resource.quantity is None:
        return
    free = resource.quantity - _most_pledged(offer)
    if offer.quantity > free:
        raise ValidationError({"quantity": _too_much(resource, free)}, code="pledged-twice")


@transaction.atomic
def refuse_below_pledges(resource: Resource) -> None:
    """Raise `ValidationError` when `resource`, as it would be saved, no longer holds what is pledged out of it."""
    locked = Resource.objects.select_for_update(of=("self",), no_key=True)
    known = locked.filter(pk=resource.pk).first()
    taken = list(Pledge.objects.filter(resource=resource.pk))
    if known is None or not taken or (known.quantity, known.period) == (resource.quantity, resource.period):
        return
    most = _most_at_once(taken)
    if resource.quantity is not None and resource.quantity < most:
        raise ValidationError({"quantity": BELOW % {"most": number(most)}}, code="below-pledges")
    if known.period != resource.period and not all(_lasts(resource.period, one.period) for one in taken):
        raise ValidationError({"period": SHORTER}, code="shorter-than-pledges")


BELOW = gettext_lazy(
    "%(most)s of it is already pledged to projects: keep at least that, or lower these pledges first."
)
SHORTER = gettext_lazy(
    "It is pledged to projects beyond these days: lengthen them, or shorten the pledges first."
)


def _lasts(period, other) -> bool:
    """Tell whether `other` lies wholly within `period`."""
    begins = period.lower is None or (other.lower is not None and period.lower <= other.lower)
    return begins and (period.upper is None or (other.upper is not None and other.upper <= period.upper))


def _too_long(resource: Resource) -> str:
    return _("“%(resource)s” is there %(period)s only: choose days within.") % {
        "resource": resource,
        "period": period_words(resource.period),
    }


def _most_pledged(offer: Pledge) -> Decimal:
    """Return the most that other pledges take from the resource on one day of the offer's period."""
    others = Pledge.objects.filter(resource=offer.resource_id, period__overlap=offer.period)
    return _most_at_once(list(others.exclude(pk=offer.pk)), offer.period.lower)


def _most_at_once(others: list[Pledge], *days) -> Decimal:
    # The sum only grows where a period begins: looking at those days is enough.
    begins = {*days, *(one.period.lower for one in others)}
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
