"""What changed, when, by whom, in words: read from the versions that the database keeps of every record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from territoire.models import User
from territoire.templatetags import ui

VERBS = {
    "insert": gettext_lazy("Added"),
    "update": gettext_lazy("Changed"),
    "delete": gettext_lazy("Removed"),
}
# Marks of the machine, and what says who and when: told otherwise, or of no use to people.
UNTOLD = {
    "id",
    "uid",
    "slug",
    "created_by",
    "created_at",
    "updated_at",
    "import_batch",
    "reviewed_at",
    "reviewed_by",
    "hidden_from",
    "password",
    "last_login",
}
# What qualifies a fact, and does not say which one it is.
NOT_A_NAME = {"team", "degree", "wanted_degree"}
LONGEST = 120
# What a model names in `PersonalData.masked` is told to have changed, and not what it says.
NOT_SHOWN = gettext_lazy("(not shown)")


@dataclass(frozen=True)
class FieldChange:
    """One field: its label, what it said before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One version of one record."""

    at: datetime
    who: str
    verb: str
    kind: str
    subject: str
    fields: tuple[FieldChange, ...]


def changes(events: Iterable[QuerySet], *, reader: User, most: int = 50, apart_from: set[str] = frozenset()):
    """Return the latest of `events` (querysets of history tables) as `reader` may be told of them.

    `apart_from` names the keys that go without saying in a subject (the project, on its own page).
    """
    versions = [event for found in events for event in found.order_by("-pgh_id")[:most]]
    versions.sort(key=lambda event: (event.pgh_created_at, event.pgh_id), reverse=True)
    versions = versions[:most]
    before = _previous(versions)
    names = _Names(reader, [*versions, *before.values()])
    told = (_change(event, before.get(_key(event)), names, apart_from) for event in versions)
    return [change for change in told if change.verb != VERBS["update"] or change.fields]


def events_of(model: type[models.Model], **lookup: Any) -> QuerySet:
    """Return the versions of the rows of `model` that `lookup` finds, rows that are no more included."""
    return model.pgh_event_model.objects.filter(**lookup).select_related("pgh_context")


def _key(event) -> tuple[type, int]:
    return type(event), event.pgh_id


def _previous(versions: list) -> dict:
    """Return, for each update, the version that it replaced: one query per table."""
    found = {}
    for model, events in _by_model(e for e in versions if e.pgh_label == "update").items():
        earlier = (
            model.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
            .order_by("-pgh_id")
            .values("pgh_id")[:1]
        )
        pairs = dict(
            model.objects.filter(pgh_id__in=[e.pgh_id for e in events])
            .annotate(earlier=Subquery(earlier))
            .values_list("pgh_id", "earlier")
        )
        rows = model.objects.in_bulk([key for key in pairs.values() if key])
        found |= {(model, key): rows[old] for key, old in pairs.items() if old in rows}
    return found


def _by_model(events: Iterable) -> dict[type, list]:
    groups = defaultdict(list)
    for event in events:
        groups[type(event)].append(event)
    return groups


def _told_fields(event) -> list[models.Field]:
    there = {field.name for field in event._meta.concrete_fields}
    tracked = event.pgh_tracked_model._meta.concrete_fields
    return [f for f in tracked if f.name in there and f.name not in UNTOLD and not f.generated]


class _Names:
    """Names of what the versions point to, each table read once; what the reader may not see stays unnamed."""

    def __init__(self, reader: User, events: list):
        wanted: dict[type, set] = defaultdict(set)
        for event in events:
            for field in _told_fields(event):
                if field.is_relation and (key := getattr(event, field.attname)) is not None:
                    wanted[field.related_model].add(key)
        self.names = {model: names_of(model, keys, reader) for model, keys in wanted.items()}
        users = {_user_key(event) for event in events} - {None}
        self.users = {key: str(user) for key, user in User.objects.in_bulk(users).items()}

    def of(self, field: models.Field, key: Any) -> str:
        if key is None:
            return ""
        return self.names[field.related_model].get(key) or _(
            "something that is hidden from you, or is no more"
        )

    def author(self, event) -> str:
        return self.users.get(_user_key(event), _("the site itself"))


def names_of(model: type[models.Model], keys: set, reader: User) -> dict[Any, str]:
    """Return the names of the rows with these keys that `reader` may see."""
    rows = model._default_manager.all()
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(reader)
    to_name = [f.name for f in model._meta.concrete_fields if f.is_relation and f.name not in UNTOLD]
    rows = rows.select_related(*to_name) if to_name else rows
    return {key: str(row) for key, row in rows.in_bulk(keys).items()}


def _user_key(event) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _change(event, before, names: _Names, apart_from: set[str]) -> Change:
    model = event.pgh_tracked_model
    return Change(
        at=event.pgh_created_at,
        who=names.author(event),
        verb=VERBS[event.pgh_label],
        kind=str(model._meta.verbose_name),
        subject=_subject(event, names, apart_from),
        fields=_differences(before, event, names) if before else (),
    )


def _subject(event, names: _Names, apart_from: set[str]) -> str:
    for own in ("name", "title", "label"):
        if value := getattr(event, own, ""):
            return str(value)
    keys = [f for f in _told_fields(event) if f.is_relation and f.name not in apart_from | NOT_A_NAME]
    told = (names.of(field, getattr(event, field.attname)) for field in keys)
    return " · ".join(name for name in told if name)


def _differences(before, after, names: _Names) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(str(f.verbose_name), _words(before, f, names), _words(after, f, names))
        for f in _told_fields(after)
        if getattr(before, f.attname) != getattr(after, f.attname)
    )


def _words(event, field: models.Field, names: _Names) -> str:
    value = getattr(event, field.attname)
    if value and field.name in _masked(event):
        return str(NOT_SHOWN)
    if field.is_relation:
        return names.of(field, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value or ""))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, DateRangeField):
        return ui.period(value)
    text = "" if value is None else str(localize(value))
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _masked(event) -> set[str]:
    return getattr(event.pgh_tracked_model.PersonalData, "masked", set())
