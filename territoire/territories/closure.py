"""Which territory lies within which: the closure table, rebuilt in SQL and changed only where it differs.

A territory lies within itself, within France, within what it is a part of, and within any wider territory that
holds all of its communes: an EPCI that straddles two départements lies within neither.
"""

from django.db import connection, transaction

EDGES = """
CREATE TEMPORARY TABLE edge ON COMMIT DROP AS
SELECT id AS child, parent FROM territoire_territory, unnest(ARRAY[epci_id, departement_id, region_id]) AS parent
WHERE kind = 'commune' AND parent IS NOT NULL
UNION SELECT id, region_id FROM territoire_territory WHERE kind = 'departement' AND region_id IS NOT NULL
UNION SELECT part_id, whole_id FROM territoire_territorypart
UNION SELECT t.id, france.id FROM territoire_territory t JOIN territoire_territory france ON france.kind = 'country'
"""
REACHED = """
CREATE TEMPORARY TABLE target ON COMMIT DROP AS
WITH RECURSIVE reached (ancestor, descendant) AS (
    SELECT id, id FROM territoire_territory
    UNION SELECT edge.parent, reached.descendant FROM reached JOIN edge ON edge.child = reached.ancestor
)
SELECT ancestor, descendant FROM reached
"""
PLACES = """
CREATE TEMPORARY TABLE place ON COMMIT DROP AS
SELECT target.ancestor AS area, target.descendant AS commune
FROM target
JOIN territoire_territory commune ON commune.id = target.descendant AND commune.kind = 'commune'
JOIN territoire_territory area ON area.id = target.ancestor AND area.kind NOT IN ('commune', 'country')
"""
# A whole, and what is in it, lies within each wider territory that holds as many of its communes as it has.
CONTAINED = """
WITH size AS (SELECT area, count(*) AS communes FROM place GROUP BY area), pair AS (
    SELECT whole.id AS whole, wider.area AS wider
    FROM territoire_territory whole
    JOIN size ON size.area = whole.id
    JOIN place inside ON inside.area = whole.id
    JOIN place wider ON wider.commune = inside.commune AND wider.area <> whole.id
    WHERE whole.kind IN ('epci', 'ept', 'custom')
    GROUP BY whole.id, wider.area, size.communes
    HAVING count(*) = size.communes
)
INSERT INTO target (ancestor, descendant)
SELECT pair.wider, target.descendant
FROM pair
JOIN target ON target.ancestor = pair.whole
JOIN territoire_territory below ON below.id = target.descendant AND below.kind <> 'commune'
"""
REMOVE = """
DELETE FROM territoire_territoryclosure known
WHERE NOT EXISTS (
    SELECT FROM target WHERE target.ancestor = known.ancestor_id AND target.descendant = known.descendant_id
)
"""
ADD = """
INSERT INTO territoire_territoryclosure (ancestor_id, descendant_id)
SELECT ancestor, descendant FROM target EXCEPT SELECT ancestor_id, descendant_id FROM territoire_territoryclosure
"""


def rebuild(cursor=None) -> int:
    """Make the closure table true again after territories or their parts changed; return the rows changed."""
    if cursor is None:
        with transaction.atomic(), connection.cursor() as own:
            return rebuild(own)
    # What was just loaded has no statistics yet, and a plan made without them may take an hour.
    cursor.execute("ANALYZE territoire_territory, territoire_territorypart")
    cursor.execute(EDGES)
    cursor.execute("ANALYZE edge")
    cursor.execute(REACHED)
    cursor.execute("CREATE INDEX ON target (ancestor); ANALYZE target")
    cursor.execute(PLACES)
    cursor.execute("ANALYZE place")
    cursor.execute(CONTAINED)
    changed = 0
    for statement in (REMOVE, ADD):
        cursor.execute(statement)
        changed += cursor.rowcount
    cursor.execute("DROP TABLE edge, target, place")
    return changed
