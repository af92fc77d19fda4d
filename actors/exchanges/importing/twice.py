"""What one file says twice: by identifier, the first line is kept and the others are refused; by name, one decides."""

from django.db import connection
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from territoire.enums import LineChoice, Outcome
from territoire.models import ImportLine, ImportSheet

_TWICE = """
WITH keyed AS ({keyed}), first AS (
    SELECT key, min(number) AS number FROM keyed GROUP BY key HAVING count(*) > 1
)
SELECT keyed.number, first.number, keyed.key FROM keyed JOIN first USING (key) WHERE keyed.number > first.number
"""
_EXTERNAL = """
    SELECT number, coalesce(values->>'source', '') || ' ' || external AS key FROM {table}
    WHERE sheet_id = %(sheet)s AND external <> '' AND outcome <> 'refused'
"""
_REGISTER = """
    SELECT number, (i.value->>0) || ' ' || (i.value->>1) AS key FROM {table},
    LATERAL jsonb_array_elements(coalesce(values->'identifiers', '[]')) i
    WHERE sheet_id = %(sheet)s AND outcome <> 'refused' AND i.value->>0 IN ('siret', 'rna', 'wikidata')
"""
_REFUSE = """
UPDATE {table} l SET outcome = %(refused)s, target = NULL, problems = problems || v.problem
FROM jsonb_to_recordset(%(told)s) AS v (number integer, problem jsonb)
WHERE l.sheet_id = %(sheet)s AND l.number = v.number
"""
_NAMED = """
WITH named AS (
    SELECT name_key, place, min(number) AS first FROM {table} l
    WHERE sheet_id = %(sheet)s AND {among} AND outcome IN ('new', 'doubtful') AND choice <> %(out)s
    GROUP BY name_key, place HAVING count(*) > 1
)
UPDATE {table} l SET outcome = %(doubtful)s,
    likely = jsonb_build_array(jsonb_build_object('line', first, 'reasons', %(reasons)s::jsonb))
FROM named WHERE sheet_id = %(sheet)s AND {among} AND l.name_key = named.name_key
AND l.place IS NOT DISTINCT FROM named.place AND l.number > first AND outcome = 'new' AND choice = ''
"""
_AMONG = "l.name_key <> ''"


def doubt_twice(sheet: ImportSheet, *, placed: bool) -> None:
    """Doubt the new lines of `sheet` that have the name of a line before them, in the same place or nowhere.

    `placed` says whether those that have a place are compared: names in a commune are otherwise compared more closely.
    """
    among = _AMONG if placed else f"{_AMONG} AND l.place IS NULL"
    table = ImportLine._meta.db_table
    values = {
        "sheet": sheet.pk,
        "out": LineChoice.OUT.value,
        "doubtful": Outcome.DOUBTFUL.value,
        "reasons": Jsonb([_("same name")]),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NAMED.format(table=table, among=among), values)


def refuse_twice(sheet: ImportSheet) -> None:
    """Refuse the lines of `sheet` whose identifier a line before them has."""
    table = ImportLine._meta.db_table
    for keyed, field in ((_EXTERNAL, "external_id"), (_REGISTER, "siret")):
        with connection.cursor() as cursor:
            cursor.execute(_TWICE.format(keyed=keyed.format(table=table)), {"sheet": sheet.pk})
            told = [
                {"number": number, "problem": _problem(first, field)}
                for number, first, _key in cursor.fetchall()
            ]
            if told:
                values = {"refused": Outcome.REFUSED.value, "told": Jsonb(told), "sheet": sheet.pk}
                cursor.execute(_REFUSE.format(table=table), values)


def _problem(first: int, field: str) -> dict:
    words = _("Line %(number)d has the same identifier.") % {"number": first}
    mend = _("Write one line of the two, or give each its own identifier.")
    return {"message": words, "mend": mend, "field": field, "refuses": True}
