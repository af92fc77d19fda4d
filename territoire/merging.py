"""Fold one record into another without losing a link, keeping a journal from which all can be taken back.

Nothing here knows actors nor projects: links are found through the models' own relations. A model may say how two of
its rows become one with `merge_rules`: field name -> function of the two values (neither empty).
"""

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

import pghistory.models
from django.apps import apps
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from territoire.overlaps import NoOverlap

CHANGED, REMOVED, ADDED = "changed", "removed", "added"
# What says who registered a row, when and from where: the row that stays keeps its own.
OWN_FIELDS = {"uid", "created_by", "created_at", "updated_at", "source", "external_id", "import_batch"}

type Mover = Callable[["Folding", models.Model, models.Field, Any], None]


class Folding:
    """One merge under way; `moves` is its journal, in the order of the changes."""

    def __init__(self, *, skipped: tuple[type[models.Model], ...] = (), movers: dict | None = None):
        """`skipped` models are left alone; `movers` handle models that need more than a changed key."""
        self.moves: list[dict] = []
        self.skipped = skipped
        self.movers: dict[type[models.Model], Mover] = movers or {}

    def move_links(self, kept: models.Model, absorbed: models.Model) -> None:
        """Lead every link to `absorbed` to `kept`, whatever app it comes from."""
        for model, field in links_to(type(kept)):
            if model in self.skipped:
                continue
            mover = self.movers.get(model, Folding.point)
            for row in model._base_manager.filter(**{field.attname: absorbed.pk}).order_by("pk"):
                mover(self, row, field, kept.pk)

    def point(self, row: models.Model, field: models.Field, key: Any) -> None:
        """Lead one link to `key`; what that makes a link of a thing to itself goes, what is there twice is fused."""
        moved = copy(row)
        setattr(moved, field.attname, key)
        for other in _leading_there_too(moved, field):
            # Of two keys that now lead to one record, the one that may be empty is emptied.
            if field.null or other.null:
                emptied = field if field.null else other
                self.change(row, **{emptied.attname: None})
                setattr(moved, emptied.attname, None)
        if getattr(moved, field.attname) is None or (field.related_model is type(row) and row.pk == key):
            self.change(row, **{field.attname: None})
        elif _leading_there_too(moved, field):
            self.remove(row)
        elif not (rivals := list(rivals_of(moved))):
            self.change(row, **{field.attname: key})
        elif field.unique and field.null:
            self.change(row, **{field.attname: None})
        else:
            self.fuse(moved, rivals)

    def fuse(self, moved: models.Model, rivals: list[models.Model]) -> None:
        """Make one row of `moved` (as it would become) and of those that it collides with; the first of them stays."""
        kept = rivals[0]
        merged, others = copy(kept), [moved]
        _combine(merged, moved)
        while more := [r for r in rivals_of(merged) if r.pk not in {o.pk for o in others}]:
            for rival in more:
                _combine(merged, rival)
            others += more
        for other in others:
            self.move_links(kept, other)
            self.remove(other)
        self.change(kept, **{f.attname: getattr(merged, f.attname) for f in _combined_fields(type(kept))})

    def change(self, row: models.Model, **values: Any) -> None:
        """Give new values (by column) to a row, whose moment of change follows."""
        current = type(row)._base_manager.get(pk=row.pk)
        changed = {name: value for name, value in values.items() if getattr(current, name) != value}
        if not changed:
            return
        if any(f.name == "updated_at" for f in current._meta.concrete_fields):
            changed["updated_at"] = timezone.now()
        self._note(CHANGED, current, changed)
        type(row)._base_manager.filter(pk=row.pk).update(**changed)

    def remove(self, row: models.Model) -> None:
        """Delete a row and what goes with it, each noted."""
        for model, field in links_to(type(row)):
            for child in model._base_manager.filter(**{field.attname: row.pk}).order_by("pk"):
                if field.remote_field.on_delete is models.SET_NULL:
                    self.change(child, **{field.attname: None})
                else:
                    self.remove(child)
        current = type(row)._base_manager.get(pk=row.pk)
        self._note(REMOVED, current, [f.attname for f in _stored_fields(type(row))])
        current.delete()

    def add(self, row: models.Model) -> None:
        """Save a new row."""
        row.save(force_insert=True)
        self._note(ADDED, row, [])

    def _note(self, what: str, row: models.Model, names) -> None:
        before = {name: _to_text(row._meta.get_field(name), row) for name in names}
        self.moves.append({"what": what, "model": row._meta.label, "pk": row.pk, "before": before})


def take_back(moves: list[dict]) -> None:
    """Put each row back as it was before the moves, the last first."""
    for move in reversed(moves):
        model = apps.get_model(move["model"])
        rows = model._base_manager.filter(pk=move["pk"])
        values = {name: _from_text(model._meta.get_field(name), v) for name, v in move["before"].items()}
        if move["what"] == ADDED:
            rows.delete()
        elif move["what"] == CHANGED:
            rows.update(**values)
        else:
            model._base_manager.bulk_create([model(**values)])
            rows.update(**{name: value for name, value in values.items() if name != model._meta.pk.attname})


def links_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], models.Field]]:
    """Yield each (model, foreign key) that leads to `model`, tables of many-to-many links included, history not."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            source = relation.related_model
            if not issubclass(source, pghistory.models.Event) and source._meta.managed:
                yield source, relation.field


def rivals_of(row: models.Model) -> Iterator[models.Model]:
    """Yield the other rows that a constraint would not let stand beside `row` as it is in memory."""
    seen = {row.pk}
    for lookup in _lookups(row):
        for rival in type(row)._base_manager.filter(lookup).order_by("pk"):
            if rival.pk not in seen:
                seen.add(rival.pk)
                yield rival


def _lookups(row: models.Model) -> Iterator[models.Q]:
    options = row._meta
    for field in options.concrete_fields:
        if field.unique and not field.primary_key:
            yield from _alike(row, [field.name])
    for names in options.unique_together:
        yield from _alike(row, names)
    for constraint in options.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            nulls_alike = constraint.nulls_distinct is False
            yield from _alike(row, constraint.fields, constraint.condition, nulls_alike=nulls_alike)
        elif isinstance(constraint, NoOverlap):
            yield _overlapping(row, constraint)


def _alike(row, names, condition: models.Q | None = None, *, nulls_alike: bool = False) -> Iterator[models.Q]:
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
    if None in values.values() and not nulls_alike:
        return
    if condition is not None and not type(row)._base_manager.filter(condition, pk=row.pk).exists():
        return
    yield models.Q(**values) & (condition or models.Q())


def _overlapping(row, constraint: NoOverlap) -> models.Q:
    lookup = models.Q()
    for name, operator in constraint.expressions:
        value = getattr(row, row._meta.get_field(name).attname)
        lookup &= models.Q(**{f"{name}__overlap" if operator == RangeOperators.OVERLAPS else name: value})
    return lookup


def _leading_there_too(row: models.Model, moved: models.Field) -> list[models.Field]:
    """Return the other keys of `row` that lead where `moved` does: of two, one may be empty in our records."""
    return [
        field
        for field in row._meta.concrete_fields
        if field is not moved
        and field.is_relation
        and field.related_model is moved.related_model
        and getattr(row, field.attname) == getattr(row, moved.attname)
    ]


def _stored_fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _combined_fields(model: type[models.Model]) -> list[models.Field]:
    return [f for f in _stored_fields(model) if not f.primary_key and f.name not in OWN_FIELDS]


def _combine(kept: models.Model, other: models.Model) -> None:
    """Give `kept` (in memory) what `other` says more."""
    rules = getattr(kept, "merge_rules", {})
    for field in _combined_fields(type(kept)):
        mine, theirs = getattr(kept, field.attname), getattr(other, field.attname)
        if theirs in (None, "") or mine == theirs:
            continue
        if mine in (None, ""):
            setattr(kept, field.attname, theirs)
        elif field.name in rules:
            setattr(kept, field.attname, rules[field.name](mine, theirs))
        elif isinstance(field, DateRangeField):
            setattr(kept, field.attname, hull(mine, theirs))
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            setattr(kept, field.attname, _both_texts(mine, theirs, field.max_length))


def hull(one: DateRange, other: DateRange) -> DateRange:
    """Return the shortest period that holds both."""
    lower = None if None in (one.lower, other.lower) else min(one.lower, other.lower)
    upper = None if None in (one.upper, other.upper) else max(one.upper, other.upper)
    return DateRange(lower, upper, "[)")


def _both_texts(mine: str, theirs: str, longest: int | None) -> str:
    """Say both, unless one says the other already or there is no room."""
    if theirs in mine:
        return mine
    both = theirs if mine in theirs else f"{mine} ; {theirs}"
    return both if longest is None or len(both) <= longest else mine


def _to_text(field: models.Field, row: models.Model) -> str | None:
    return None if getattr(row, field.attname) is None else field.value_to_string(row)


def _from_text(field: models.Field, text: str | None) -> Any:
    return None if text is None else field.to_python(text)
