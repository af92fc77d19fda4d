"""Lines of one file that have the same identifier: the first is kept, the others are refused."""

from django.db import connection
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from territoire.enums import Outcome
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


def refuse_twice(sheet: ImportSheet) -> None:
    """Refuse the lines of `sheet` whose identifier a line before them has."""
    table = ImportLine._meta.db_table
    for keyed, field in ((_EXTERNAL, "external_id"), (_REGISTER, "siret")):
        with connection.cursor() as cursor:
            cursor.execute(_TWICE.format(keyed=keyed.format(table=table)), {"sheet": sheet.pk})
            cursor.executemany(
                f"UPDATE {table} SET outcome = %s, target = NULL, problems = problems || %s"
                " WHERE sheet_id = %s AND number = %s",
                [
                    (Outcome.REFUSED.value, Jsonb([_problem(first, field)]), sheet.pk, number)
                    for number, first, _key in cursor.fetchall()
                ],
            )


def _problem(first: int, field: str) -> dict:
    words = _("Line %(number)d has the same identifier.") % {"number": first}
    mend = _("Write one line of the two, or give each its own identifier.")
    return {"message": words, "mend": mend, "field": field, "refuses": True}
