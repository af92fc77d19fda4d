"""Territories that are made of others: a pays, a quarter, a région of the past."""

from collections.abc import Iterable

import pghistory
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from territoire.enums import TerritoryKind
from territoire.models import Territory, TerritoryClosure, TerritoryPart
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


class LoopError(ValueError):
    """A territory would be a part of itself."""


@transaction.atomic
def recompose(territory: Territory, parts: Iterable[Territory], *, by) -> int:
    """Make a territory of other direct parts; return how many inclusions changed.

    A part that holds the territory is refused (`LoopError`). What is not made by hand keeps its place and people.
    """
    parts = list(parts)
    Territory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
    if looped := loop(territory, parts):
        raise LoopError(_("%(name)s holds this territory already.") % {"name": looped})
    with pghistory.context(user=by.pk):
        TerritoryPart.objects.filter(whole=territory).exclude(part__in=parts).delete()
        TerritoryPart.objects.bulk_create(
            [TerritoryPart(whole=territory, part=part) for part in parts], ignore_conflicts=True
        )
        changed = closure.rebuild()
        if territory.kind == TerritoryKind.CUSTOM:
            _place(territory)
    return changed


def loop(territory: Territory, parts: Iterable[Territory]) -> Territory | None:
    """Return a part that is the territory itself, or that is made of it, if there is one.

    Only what was composed counts: an EPCI that happens to hold all the communes of a custom territory may be a
    part of it.
    """
    for part in parts:
        if part.pk == territory.pk or _made_of(part, territory):
            return part
    return None


def _made_of(whole: Territory, territory: Territory) -> bool:
    if not TerritoryClosure.objects.filter(ancestor=whole, descendant=territory).exists():
        return False
    level, seen = {whole.pk}, set()
    while level:
        if territory.pk in level:
            return True
        seen |= level
        level = set(TerritoryPart.objects.filter(whole__in=level).values_list("part", flat=True)) - seen
    return False


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
