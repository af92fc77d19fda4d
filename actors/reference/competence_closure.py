"""What stands under what in the tree of competences: the closure table, changed only where it differs."""

from django.db import connection, transaction

TARGET = """
CREATE TEMPORARY TABLE target ON COMMIT DROP AS
WITH RECURSIVE reached (ancestor, descendant, depth, parent) AS (
    SELECT id, id, 0, parent_id FROM actors_competence
    UNION ALL
    SELECT above.id, reached.descendant, reached.depth + 1, above.parent_id
    FROM reached JOIN actors_competence above ON above.id = reached.parent
) CYCLE ancestor SET looped USING path
SELECT ancestor, descendant, depth FROM reached WHERE NOT looped
"""
REMOVE = """
DELETE FROM actors_competenceclosure known
WHERE NOT EXISTS (
    SELECT FROM target
    WHERE (target.ancestor, target.descendant, target.depth)
        = (known.ancestor_id, known.descendant_id, known.depth)
)
"""
ADD = """
INSERT INTO actors_competenceclosure (ancestor_id, descendant_id, depth)
SELECT ancestor, descendant, depth FROM target
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def rebuild() -> int:
    """Make the closure table true again after the tree changed; return the rows changed."""
    changed = 0
    with connection.cursor() as cursor:
        cursor.execute(TARGET)
        for statement in (REMOVE, ADD):
            cursor.execute(statement)
            changed += cursor.rowcount
        cursor.execute("DROP TABLE target")
    return changed
