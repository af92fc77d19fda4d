"""Undoing an import: what it added goes, what it changed comes back, as far as nothing was built on it since.

The history says what the import did: each version that it wrote carries its context. A record that it added stays
when somebody changed it since, or when something that stays leads to it; so does what such a record leads to.
"""

from collections import Counter
from typing import Any

import pghistory
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from territoire.enums import ImportState
from territoire.merging import links_to
from territoire.models import ImportBatch, User

#: How many records that stay are named in the report.
NAMED = 50


def undo(batch: ImportBatch, *, by: User, derived: frozenset[type[models.Model]] = frozenset()) -> None:
    """Undo an import; the caller is in a transaction. What stays is said in `batch.report`.

    Rows of `derived` models are worked out from others, and go with what they are about.
    """
    added = _added(batch)
    with pghistory.context(user=by.pk, undone_import=batch.pk) as context:
        restored, not_restored = _restore(batch, context.id)
        kept = _keep(added, derived)
        removed = _remove(added, derived)
    _drop(added)
    batch.undone_at, batch.state = timezone.now(), ImportState.UNDONE
    batch.report = {"removed": removed, "restored": restored, "not_restored": not_restored, "kept": kept}


def _events(model: Any) -> str:
    """Return the table of the versions of a model."""
    return str(model.pgh_event_model._meta.db_table)


def _tracked() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "pgh_event_model") and model._meta.managed]


def _table(model: type[models.Model]) -> str:
    return f"undone_{model._meta.db_table}"


def _added(batch: ImportBatch) -> list[type[models.Model]]:
    """Put the keys of what the import added, and that is still there, in a table by model; return these models."""
    found = []
    with connection.cursor() as cursor:
        for model in _tracked():
            events, table = _events(model), model._meta.db_table
            cursor.execute(
                f'CREATE TEMP TABLE "{_table(model)}" ON COMMIT DROP AS SELECT DISTINCT e.pgh_obj_id AS id,'
                f' NULL::text AS kept FROM "{events}" e JOIN "{table}" r ON r."{_key(model)}" = e.pgh_obj_id'
                " WHERE e.pgh_context_id = %s AND e.pgh_label = 'insert'",
                [batch.context],
            )
            cursor.execute(f'SELECT count(*) FROM "{_table(model)}"')
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE UNIQUE INDEX ON "{_table(model)}" (id); ANALYZE "{_table(model)}"')
                _mark_changed(cursor, model, batch)
                found.append(model)
            else:
                cursor.execute(f'DROP TABLE "{_table(model)}"')
    return found


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def _mark_changed(cursor, model: type[models.Model], batch: ImportBatch) -> None:
    """Keep what somebody changed since."""
    events = _events(model)
    cursor.execute(
        f'UPDATE "{_table(model)}" a SET kept = \'changed\' WHERE EXISTS (SELECT 1 FROM "{events}" e'
        " WHERE e.pgh_obj_id = a.id AND e.pgh_label = 'update' AND e.pgh_context_id IS DISTINCT FROM %s"
        f' AND e.pgh_id > (SELECT max(i.pgh_id) FROM "{events}" i WHERE i.pgh_obj_id = a.id'
        " AND i.pgh_context_id = %s))",
        [batch.context, batch.context],
    )


def _keep(added: list[type[models.Model]], derived: frozenset) -> dict:
    """Mark what has to stay, until nothing more does; return what stays, counted and partly named."""
    with connection.cursor() as cursor:
        while sum(_keep_once(cursor, model, added, derived) for model in added):
            pass
        return _kept(cursor, added)


def _keep_once(cursor, model: type[models.Model], added: list[type[models.Model]], derived: frozenset) -> int:
    """Keep the records of `model` to which something leads that was not added, or that stays."""
    marked = 0
    for source, field in links_to(model):
        if source._meta.auto_created or source in derived:
            continue  # a row of a many-to-many link goes with either end
        why = source._meta.label
        column, key = field.column, _key(source)
        mine = (
            f'AND (NOT EXISTS (SELECT 1 FROM "{_table(source)}" s WHERE s.id = l."{key}")'
            f' OR EXISTS (SELECT 1 FROM "{_table(source)}" s WHERE s.id = l."{key}" AND s.kept IS NOT NULL))'
            if source in added
            else ""
        )
        cursor.execute(
            f'UPDATE "{_table(model)}" a SET kept = %s WHERE kept IS NULL AND EXISTS (SELECT 1 FROM'
            f' "{source._meta.db_table}" l WHERE l."{column}" = a.id {mine})',
            [why],
        )
        marked += cursor.rowcount
    return marked


def _kept(cursor, added: list[type[models.Model]]) -> dict:
    counts: Counter[str] = Counter()
    named = []
    for model in added:
        cursor.execute(f'SELECT kept, count(*) FROM "{_table(model)}" WHERE kept IS NOT NULL GROUP BY kept')
        for why, count in cursor.fetchall():
            counts[f"{model._meta.label}:{why}"] += count
        if any(f.name == "slug" for f in model._meta.concrete_fields):
            cursor.execute(
                f'SELECT id, kept FROM "{_table(model)}" WHERE kept IS NOT NULL ORDER BY id LIMIT {NAMED}'
            )
            named += [{"model": model._meta.label, "pk": pk, "why": why} for pk, why in cursor.fetchall()]
    return {"counts": dict(counts), "named": named[:NAMED]}


def _remove(added: list[type[models.Model]], derived: frozenset) -> dict[str, int]:
    """Delete what may go, with the rows of links that hang on it; foreign keys are checked at the end of all."""
    removed = {}
    with connection.cursor() as cursor:
        for model in added:
            for source, field in links_to(model):
                if source._meta.auto_created or source in derived:
                    cursor.execute(
                        f'DELETE FROM "{source._meta.db_table}" l USING "{_table(model)}" a'
                        f' WHERE l."{field.column}" = a.id AND a.kept IS NULL'
                    )
        for model in added:
            cursor.execute(
                f'DELETE FROM "{model._meta.db_table}" r USING "{_table(model)}" a'
                f' WHERE r."{_key(model)}" = a.id AND a.kept IS NULL'
            )
            if cursor.rowcount:
                removed[model._meta.label] = cursor.rowcount
    return removed


def _restore(batch: ImportBatch, undoing) -> tuple[dict[str, int], dict[str, int]]:
    """Give back what the import changed, unless it was changed again since; return how many of each, by model."""
    restored, not_restored = {}, {}
    with connection.cursor() as cursor:
        for model in _tracked():
            for name, counts in zip(("done", "left"), (restored, not_restored), strict=True):
                count = (_restore_model if name == "done" else _left)(cursor, model, batch, undoing)
                if count:
                    counts[model._meta.label] = count
    return restored, not_restored


_OF_IMPORT = """
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS id, e.pgh_id AS first FROM "{events}" e
    WHERE e.pgh_context_id = %(context)s AND e.pgh_label = 'update' AND NOT EXISTS (
        SELECT 1 FROM "{events}" i WHERE i.pgh_obj_id = e.pgh_obj_id AND i.pgh_context_id = %(context)s
        AND i.pgh_label = 'insert')
    ORDER BY e.pgh_obj_id, e.pgh_id
"""
_SINCE = """
    EXISTS (SELECT 1 FROM "{events}" n WHERE n.pgh_obj_id = c.id AND n.pgh_id > c.first
    AND n.pgh_context_id IS DISTINCT FROM %(context)s AND n.pgh_context_id IS DISTINCT FROM %(undoing)s)
"""


def _restore_model(cursor, model: type[models.Model], batch: ImportBatch, undoing) -> int:
    events, names = _events(model), _restorable(model)
    values = ", ".join(f'"{name}" = b."{name}"' for name in names)
    cursor.execute(
        f"WITH changed AS ({_OF_IMPORT.format(events=events)}), back AS ("
        f'SELECT c.id, (SELECT max(p.pgh_id) FROM "{events}" p WHERE p.pgh_obj_id = c.id AND p.pgh_id < c.first)'
        f" AS version FROM changed c WHERE NOT {_SINCE.format(events=events)})"
        f' UPDATE "{model._meta.db_table}" r SET {values} FROM back JOIN "{events}" b ON b.pgh_id = back.version'
        f' WHERE r."{_key(model)}" = back.id',
        {"context": batch.context, "undoing": undoing},
    )
    return cursor.rowcount


def _left(cursor, model: type[models.Model], batch: ImportBatch, undoing) -> int:
    events = _events(model)
    cursor.execute(
        f"WITH changed AS ({_OF_IMPORT.format(events=events)}) SELECT count(*) FROM changed c"
        f' JOIN "{model._meta.db_table}" r ON r."{_key(model)}" = c.id WHERE {_SINCE.format(events=events)}',
        {"context": batch.context, "undoing": undoing},
    )
    return cursor.fetchone()[0]


def _restorable(model: Any) -> list[str]:
    kept = {f.column for f in model.pgh_event_model._meta.concrete_fields}
    return [
        f.column
        for f in model._meta.concrete_fields
        if f.column in kept and not f.primary_key and not f.generated
    ]


def _drop(added: list[type[models.Model]]) -> None:
    """Leave no table behind: a second undoing in one session would find them."""
    with connection.cursor() as cursor:
        for model in added:
            cursor.execute(f'DROP TABLE IF EXISTS "{_table(model)}"')
