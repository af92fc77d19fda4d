"""All that is held on a person, to be read by that person: as values for a page, or as plain data for JSON.

Nothing is listed by hand: what is linked to a person is found as erasure finds it, so that what can be erased can be
read. Left out are the marks of the machine, the accounts of others, others' names unless they are public, and what a
model keeps for who wrote it (`PersonalData.untold`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.formats import localize
from django.utils.translation import gettext as _

from actors.actions.personal_data import traces_of
from actors.models import Actor
from territoire.enums import Visibility
from territoire.models import Team, User
from territoire.templatetags import ui

# Marks of the machine, who did it, and what only serves to find the record.
UNTOLD = {
    "id",
    "uid",
    "slug",
    "import_batch",
    "search_name",
    "search_vector",
    "merged_into",
    "reviewed_at",
    "confirm_every",
}


@dataclass(frozen=True)
class Fact:
    """One thing that is held: what it is called, and what is written there."""

    label: str
    value: str


@dataclass(frozen=True)
class Part:
    """What is held of one sort: its title, and one list of facts for each record."""

    title: str
    records: tuple[tuple[Fact, ...], ...]


def facts_of(person: Actor) -> list[Part]:
    """Return all that is held on `person`, themself first, then what is linked to them."""
    parts: dict[str, list[tuple[Fact, ...]]] = {}
    for trace in traces_of(person):
        if getattr(trace.model.PersonalData, "untold", False):
            continue
        title = str(_("You") if trace.model is Actor else trace.model._meta.verbose_name_plural)
        for row in trace.rows.order_by("pk"):
            facts = tuple(_facts(row, person))
            if facts and facts not in parts.setdefault(title, []):
                parts[title].append(facts)
    return [Part(title[:1].upper() + title[1:], tuple(rows)) for title, rows in parts.items() if rows]


def as_data(parts: list[Part]) -> dict[str, Any]:
    """Return the same as what JSON can hold."""
    return {
        part.title: [{fact.label: fact.value for fact in facts} for facts in part.records] for part in parts
    }


def _facts(row: models.Model, person: Actor) -> Iterator[Fact]:
    for field in row._meta.concrete_fields:
        if field.name not in UNTOLD and (value := _words(row, field, person)):
            yield Fact(_capital(str(field.verbose_name)), value)
    if isinstance(row, Actor):
        yield from _places(row)


def _places(person: Actor) -> Iterator[Fact]:
    areas = ", ".join(str(area) for area in person.areas.order_by("name"))
    if areas:
        yield Fact(_capital(str(Actor._meta.get_field("areas").verbose_name)), areas)


def _words(row: models.Model, field: models.Field, person: Actor) -> str:
    """Return how a field is read by the person; nothing when it is empty, or not theirs to read."""
    if field.is_relation:
        other = getattr(row, field.name)
        return "" if other is None or other == person else _name(other, person)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.attname)
    if isinstance(field, DateRangeField):
        return ui.period(value) if value and (value.lower or value.upper) else ""
    if isinstance(value, bool):
        return str(_("yes")) if value else ""
    if isinstance(field, models.JSONField) or value in (None, ""):
        return ""
    return str(localize(value))


def _name(other: models.Model, person: Actor) -> str:
    """Return how something else is named to the person: what is hidden from everyone has no name here."""
    if isinstance(other, User):
        return ""
    if isinstance(other, Team):
        return str(other)
    if isinstance(other, Actor):
        return str(other) if other.visibility == Visibility.PUBLIC else str(_("an actor who is not public"))
    if hasattr(other, "actor_id") or hasattr(other, "first_id") or hasattr(other, "person_id"):
        return ""
    theirs = person.team_id is not None and getattr(other, "team_id", None) == person.team_id
    if getattr(other, "visibility", Visibility.PUBLIC) != Visibility.PUBLIC and not theirs:
        return str(_("something that is not public"))
    return str(other)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
