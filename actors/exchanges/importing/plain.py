"""Values that lines stand for, as they are kept in a plan: keys, texts and numbers alone."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from territoire.exchanges.values import Proposed, Reference
from territoire.periods import since
from territoire.text import normalise

_PLAIN = frozenset((str, int, bool, type(None)))


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: a record by its key, a word to propose as `{"proposed": name}`."""
    if type(value) in _PLAIN:
        return value
    if type(value) is Reference:
        return value.pk
    if type(value) is list:
        return [one.pk if type(one) is Reference else plain(one) for one in value]
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Proposed):
        return {"proposed": value.name}
    if isinstance(value, tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, models.TextChoices | models.IntegerChoices):
        return value.value
    return value


def said_of(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values that say something: 0 and no do, empty texts and lists do not."""
    return {name: value for name, value in values.items() if value or value == 0}


def period(values: dict[str, Any]):
    """Return the period that a line says: from `start` to the day before `end`, both as it wrote them."""
    first, last = _day(values.get("start")), _day(values.get("end"))
    return since(first, last and date.fromordinal(last.toordinal() + 1))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def name_key(name: str) -> str:
    """Return a name as it is compared, and as the database keeps it (`Actor.search_name`)."""
    return normalise(name)[:250]
