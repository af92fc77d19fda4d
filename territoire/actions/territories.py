"""Territories that are made of others: a pays, a quarter, a région of the past."""

from collections.abc import Iterable

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Sum

from territoire.enums import TerritoryKind
from territoire.models import Territory, TerritoryPart
from territoire.periods import always
from territoire.territories import closure


@transaction.atomic
def compose(
    *,
    code: str,
    name: str,
    parts: Iterable[Territory] = (),
    within: Iterable[Territory] = (),
    period: DateRange | None = None,
) -> Territory:
    """Make a territory out of its `parts`, or as a part of others (`within`: a quarter of a commune)."""
    territory = Territory.objects.create(
        code=code, name=name, kind=TerritoryKind.CUSTOM, period=period or always()
    )
    links = [TerritoryPart(whole=territory, part=part) for part in parts]
    links += [TerritoryPart(whole=whole, part=territory) for whole in within]
    TerritoryPart.objects.bulk_create(links)
    closure.rebuild()
    _place(territory)
    return territory


def _place(territory: Territory) -> None:
    """Fill population, place and wider territories from the communes, or from the commune around."""
    communes = Territory.objects.within(territory).filter(kind=TerritoryKind.COMMUNE)
    around = {wider.kind: wider for wider in Territory.objects.containing(territory)}
    territory.population = communes.aggregate(total=Sum("population"))["total"]
    territory.latitude, territory.longitude = _centre(communes) or _centre_of(
        around.get(TerritoryKind.COMMUNE)
    )
    for kind in (TerritoryKind.EPCI, TerritoryKind.DEPARTEMENT, TerritoryKind.REGION):
        setattr(territory, kind.value, around.get(kind))
    territory.save()


def _centre(communes) -> tuple[float, float] | None:
    """Return where the inhabitants of `communes` live on average."""
    sums = communes.filter(latitude__isnull=False).aggregate(
        people=Sum("population"),
        latitude=Sum(F("latitude") * F("population")),
        longitude=Sum(F("longitude") * F("population")),
    )
    if not sums["people"]:
        return None
    return sums["latitude"] / sums["people"], sums["longitude"] / sums["people"]


def _centre_of(commune: Territory | None) -> tuple[float | None, float | None]:
    return (commune.latitude, commune.longitude) if commune else (None, None)
