"""The constraint that refuses two records of one thing at the same time, at the price of an ordinary index.

An exclusion constraint alone costs 40 µs a row among 500,000 (GiST), as much as all other indexes together; and most
facts have no end. So each row is held by one of three guards:

- two that have no end always overlap: a unique index (B-tree) on what is alike in them, for those alone;
- two that end: an exclusion constraint, for those alone;
- one that ends and one that does not: a trigger a statement looks for it. Whoever writes one that ends first locks
  what it is about (`FOR UPDATE` of the actor, the project…); whoever writes one without end holds it shared until the
  commit, as its foreign key would anyway. So of two at once the second waits, then sees what the first has written.
"""

from collections.abc import Iterator

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators

# Of a row changed, only what changes in these columns is looked at.
_MOVED = """(SELECT n.* FROM new_rows n JOIN old_rows p USING (id)
        WHERE ({new}) IS DISTINCT FROM ({old}))"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'periods of {table} are written in READ COMMITTED alone'
        USING ERRCODE = 'feature_not_supported';
    END IF;
    PERFORM FROM {parent} WHERE id IN (SELECT {first} FROM {rows} n WHERE NOT upper_inf(period))
        ORDER BY id FOR UPDATE;
    PERFORM FROM {parent} WHERE id IN (SELECT {first} FROM {rows} n WHERE upper_inf(period))
        ORDER BY id FOR KEY SHARE;
    IF EXISTS (SELECT FROM {rows} n JOIN {table} o ON {alike} AND o.period && n.period
            AND NOT upper_inf(o.period) WHERE upper_inf(n.period))
        OR EXISTS (SELECT FROM {rows} n JOIN {table} o ON {alike} AND o.period && n.period
            AND upper_inf(o.period) WHERE NOT upper_inf(n.period)) THEN
        RAISE EXCEPTION 'two periods of {table} overlap'
        USING ERRCODE = 'exclusion_violation', CONSTRAINT = '{name}', TABLE = '{table}';
    END IF;
    RETURN NULL;
END $$"""
_CREATE = (
    # `+ 0`: the planner thinks a GiST index cheap for its second column alone, and read it whole (500 ms instead of 1
    # among 140,000 involvements) rather than the key's own index.
    "ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({excluded}, period WITH &&)"
    " WHERE (NOT upper_inf(period))",
    "CREATE UNIQUE INDEX {name}_open ON {table} ({columns}) WHERE upper_inf(period)",
    "CREATE INDEX {name}_ended ON {table} ({columns}) WHERE NOT upper_inf(period)",
    "{inserted}",
    "{updated}",
    "CREATE TRIGGER {name}_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows"
    " FOR EACH STATEMENT EXECUTE FUNCTION {name}_insert()",
    "CREATE TRIGGER {name}_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows"
    " NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}_update()",
)
_REMOVE = (
    "DROP TRIGGER {name}_insert ON {table}",
    "DROP TRIGGER {name}_update ON {table}",
    "DROP FUNCTION {name}_insert()",
    "DROP FUNCTION {name}_update()",
    "DROP INDEX {name}_open",
    "DROP INDEX {name}_ended",
    "ALTER TABLE {table} DROP CONSTRAINT {name}",
)


class NoOverlap(ExclusionConstraint):
    """Refuses two rows alike in all that `expressions` compare with `=`, and whose periods overlap.

    Forms and merges see an exclusion constraint of plain columns; the first is the key of what is locked. Columns that
    it names cannot be renamed without making it anew.
    """

    def create_sql(self, model, schema_editor) -> str:
        """Return the statements that make the indexes and triggers."""
        return ";\n".join(part.format(**self._words(model)) for part in _CREATE)

    def remove_sql(self, model, schema_editor) -> str:
        """Return the statements that drop them."""
        return ";\n".join(part.format(**self._words(model)) for part in _REMOVE)

    def constraint_sql(self, model, schema_editor) -> str:
        """Make it once the table is there."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def _words(self, model) -> dict[str, str]:
        columns = list(self._columns(model))
        words = {
            "table": model._meta.db_table,
            "name": self.name,
            "parent": self._first(model).related_model._meta.db_table,
            "first": columns[0],
            "columns": ", ".join(columns),
            "excluded": ", ".join(
                f"({name} + 0) WITH =" if field.is_relation else f"{name} WITH ="
                for name, field in zip(columns, self._fields(model), strict=True)
            ),
            "alike": " AND ".join(f"o.{name} = n.{name}" for name in columns),
        }
        told = [*columns, "period"]
        moved = _MOVED.format(
            new=", ".join(f"n.{name}" for name in told), old=", ".join(f"p.{name}" for name in told)
        )
        return words | {
            "inserted": _FUNCTION.format(function=f"{self.name}_insert", rows="new_rows", **words),
            "updated": _FUNCTION.format(function=f"{self.name}_update", rows=moved, **words),
        }

    def _fields(self, model) -> Iterator:
        for name, operator in self.expressions:
            if operator == RangeOperators.EQUAL:
                yield model._meta.get_field(name)

    def _first(self, model):
        return next(self._fields(model))

    def _columns(self, model) -> Iterator[str]:
        return (field.column for field in self._fields(model))
