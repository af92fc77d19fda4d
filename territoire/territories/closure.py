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
# A whole lies within each wider territory that holds as many of its communes as it has.
CONTAINED = """
WITH place AS (
    SELECT target.ancestor AS area, target.descendant AS commune
    FROM target
    JOIN territoire_territory commune ON commune.id = target.descendant AND commune.kind = 'commune'
    JOIN territoire_territory area ON area.id = target.ancestor AND area.kind NOT IN ('commune', 'country')
), size AS (SELECT area, count(*) AS communes FROM place GROUP BY area)
INSERT INTO target (ancestor, descendant)
SELECT wider.area, below.descendant
FROM place inner_place
JOIN territoire_territory whole ON whole.id = inner_place.area AND whole.kind IN ('epci', 'ept', 'custom')
JOIN place wider USING (commune)
JOIN size ON size.area = inner_place.area
JOIN target below ON below.ancestor = inner_place.area
WHERE wider.area <> inner_place.area
GROUP BY wider.area, inner_place.area, below.descendant, size.communes
HAVING count(*) = size.communes
"""
REMOVE = """
DELETE FROM territoire_territoryclosure known
WHERE NOT EXISTS (
    SELECT FROM target WHERE target.ancestor = known.ancestor_id AND target.descendant = known.descendant_id
)
"""
ADD = """
INSERT INTO territoire_territoryclosure (ancestor_id, descendant_id)
SELECT DISTINCT ancestor, descendant FROM target
ON CONFLICT DO NOTHING
"""


def rebuild(cursor=None) -> int:
    """Make the closure table true again after territories or their parts changed; return the rows changed."""
    if cursor is None:
        with transaction.atomic(), connection.cursor() as own:
            return rebuild(own)
    cursor.execute(EDGES)
    cursor.execute(REACHED)
    cursor.execute("CREATE INDEX ON target (ancestor); ANALYZE target")
    cursor.execute(CONTAINED)
    changed = 0
    for statement in (REMOVE, ADD):
        cursor.execute(statement)
        changed += cursor.rowcount
    cursor.execute("DROP TABLE edge, target")
    return changed
