"""What somebody supposes of a project, read from the address and written in it; what cannot be read is left out."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import dateparse
from django.utils.translation import gettext_lazy as _

from projects.analysis.supposing import Plan
from projects.forms.choices import ActorField
from territoire.days import PARAMETER

LEFT, DEGREE, ARRIVAL, NEWCOMER, QUANTITY, DAY = "part", "degre", "arrive", "ajoute", "combien", "jour"
DEGREES = range(1, 6)
NEW_DEGREE = 3
SENT = "suppose"
MOST = 50
GREATEST = Decimal(10) ** 11


class NewcomerForm(forms.Form):
    """Looks for an actor who could come aboard; `read` takes what it sends."""

    ajoute = ActorField(label=_("Somebody comes aboard"), required=False)


def read(data: QueryDict) -> Plan:
    """Return what the address supposes.

    `part=<involvement>`, `degre=<involvement>:<1-5>`, `arrive=<actor>:<1-5>` (or `ajoute=<actor>`, as the form sends
    it), `combien=<need>:<number>` (or `combien-<need>=<number>`), each as often as wanted; `jour=2027-01-01`.
    """
    arrivals = {slug: int(degree) for slug, degree in _pairs(data, ARRIVAL) if degree in map(str, DEGREES)}
    for slug in data.getlist(NEWCOMER)[:MOST]:
        if slug:
            arrivals.setdefault(slug, NEW_DEGREE)
    degrees = {_uid(one): int(degree) for one, degree in _pairs(data, DEGREE) if degree in map(str, DEGREES)}
    quantities = {_uid(one): _quantity(text) for one, text in _quantities(data)}
    return Plan(
        left=frozenset(uid for uid in map(_uid, data.getlist(LEFT)[:MOST]) if uid),
        degrees={uid: degree for uid, degree in degrees.items() if uid},
        arrivals=dict(list(arrivals.items())[:MOST]),
        quantities={uid: number for uid, number in quantities.items() if uid and number},
        day=_day(data.get(DAY, "")),
    )


def written(plan: Plan, day: str = "") -> str:
    """Return the query string that supposes so, in one way whatever the order of the form; `day` is the page's."""
    query = QueryDict(mutable=True)
    if day:
        query[PARAMETER] = day
    if plan.day:
        query[DAY] = plan.day.isoformat()
    query.setlist(LEFT, sorted(map(str, plan.left)))
    query.setlist(DEGREE, sorted(f"{uid}:{degree}" for uid, degree in plan.degrees.items()))
    query.setlist(ARRIVAL, [f"{slug}:{degree}" for slug, degree in plan.arrivals.items()])
    query.setlist(QUANTITY, sorted(f"{uid}:{number:f}" for uid, number in plan.quantities.items()))
    return query.urlencode(safe=":")


def _pairs(data: QueryDict, name: str) -> Iterator[tuple[str, str]]:
    for one in data.getlist(name)[: 4 * MOST]:
        key, separator, value = one.rpartition(":")
        if separator:
            yield key, value


def _quantities(data: QueryDict) -> Iterator[tuple[str, str]]:
    yield from _pairs(data, QUANTITY)
    for name, value in data.items():
        if name.startswith(f"{QUANTITY}-"):
            yield name.removeprefix(f"{QUANTITY}-"), str(value)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _quantity(text: str) -> Decimal | None:
    """Return a number above zero with at most two decimals."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 < number < GREATEST:
        return None
    rounded = number.quantize(Decimal("0.01"))
    return rounded.normalize() if rounded else None


def _day(text: str) -> date | None:
    try:
        return dateparse.parse_date(text)
    except ValueError:
        return None
