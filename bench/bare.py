"""The least SQL that each page cannot do without, run by psycopg alone: what the page is compared with."""

ACTOR_SEARCH = """
WITH hit AS MATERIALIZED (
    SELECT id, name, family_id FROM actors_actor
    WHERE search_vector @@ to_tsquery('simple', %(words)s) AND visibility = 'public'
      AND archived_at IS NULL AND merged_into_id IS NULL
    LIMIT 10001
)
SELECT (SELECT count(*) FROM hit),
       (SELECT json_object_agg(family_id, n) FROM (SELECT family_id, count(*) n FROM hit GROUP BY 1) f),
       (SELECT json_agg(h) FROM (SELECT * FROM hit ORDER BY name, id LIMIT 25) h)
"""

ACTORS_OF_TERRITORY = """
WITH hit AS MATERIALIZED (
    SELECT a.id, a.name, a.family_id FROM actors_actor a
    JOIN territoire_territoryclosure c ON c.descendant_id = a.seat_id
    WHERE c.ancestor_id = %(territory)s AND a.visibility = 'public'
      AND a.archived_at IS NULL AND a.merged_into_id IS NULL
    LIMIT 10001
)
SELECT (SELECT count(*) FROM hit),
       (SELECT json_object_agg(family_id, n) FROM (SELECT family_id, count(*) n FROM hit GROUP BY 1) f),
       (SELECT json_agg(h) FROM (SELECT * FROM hit ORDER BY name, id LIMIT 25) h)
"""

COVERAGE_OF_PROJECT = """
WITH circle AS MATERIALIZED (
    SELECT actor_id FROM projects_involvement
    WHERE project_id = %(project)s AND degree_id >= 3 AND period @> %(day)s::date
), held AS MATERIALIZED (
    SELECT m.actor_id, m.competence_id, m.level FROM actors_mastery m JOIN circle USING (actor_id)
    WHERE m.mobilisable AND m.period @> %(day)s::date
)
SELECT n.id, n.quantity, count(DISTINCT held.actor_id) FROM projects_need n
LEFT JOIN actors_competenceclosure c ON c.ancestor_id = n.competence_id
LEFT JOIN held ON held.competence_id = c.descendant_id AND held.level >= n.minimum_level
WHERE n.project_id = %(project)s AND n.competence_id IS NOT NULL
GROUP BY n.id
"""

CIRCLE_OF_PROJECT = """
SELECT a.id, a.name, a.family_id, i.degree_id FROM projects_involvement i JOIN actors_actor a ON a.id = i.actor_id
WHERE i.project_id = %(project)s AND i.period @> %(day)s::date
"""

TIES_OF_PROJECT = """
WITH circle AS MATERIALIZED (
    SELECT actor_id FROM projects_involvement WHERE project_id = %(project)s AND period @> %(day)s::date
)
SELECT p.first_id, p.second_id, x.kind_id FROM actors_partnership p
JOIN circle a ON a.actor_id = p.first_id JOIN circle b ON b.actor_id = p.second_id
JOIN actors_partnershipaxis x ON x.partnership_id = p.id AND x.period @> %(day)s::date
"""

ACTORS = """
WITH facets AS MATERIALIZED (
    SELECT family_id, kind, count(*) n FROM actors_actor
    WHERE visibility = 'public' AND archived_at IS NULL AND merged_into_id IS NULL GROUP BY 1, 2
)
SELECT (SELECT json_agg(f) FROM facets f),
       (SELECT json_agg(h) FROM (
           SELECT id, name, family_id FROM actors_actor
           WHERE visibility = 'public' AND archived_at IS NULL AND merged_into_id IS NULL
           ORDER BY search_name, id LIMIT 25) h)
"""

TIES_OF_ACTOR = """
SELECT p.id, a.id, a.name, x.kind_id FROM actors_partnership p
JOIN actors_actor a ON a.id = CASE WHEN p.first_id = %(actor)s THEN p.second_id ELSE p.first_id END
JOIN actors_partnershipaxis x ON x.partnership_id = p.id AND x.period @> %(day)s::date
WHERE (p.first_id = %(actor)s OR p.second_id = %(actor)s) AND a.visibility = 'public'
ORDER BY a.search_name LIMIT 30
"""

_PROJECTS = """
WITH hit AS MATERIALIZED (
    SELECT p.id, p.name, p.search_name, p.stage FROM projects_project p
    WHERE p.visibility = 'public' AND p.archived_at IS NULL {condition}
)
SELECT (SELECT count(*) FROM hit),
       (SELECT json_object_agg(stage, n) FROM (SELECT stage, count(*) n FROM hit GROUP BY 1) s),
       (SELECT json_agg(h) FROM (SELECT * FROM hit ORDER BY search_name, id LIMIT 12) h)
"""
PROJECTS = _PROJECTS.format(condition="")
PROJECT_SEARCH = _PROJECTS.format(condition="AND p.search_vector @@ to_tsquery('simple', %(words)s)")
PROJECTS_OF_TERRITORY = _PROJECTS.format(
    condition="AND p.territory_id IN "
    "(SELECT descendant_id FROM territoire_territoryclosure WHERE ancestor_id = %(territory)s)"
)

TERRITORY = """
WITH place AS MATERIALIZED (
    SELECT descendant_id AS id FROM territoire_territoryclosure WHERE ancestor_id = %(territory)s
)
SELECT (SELECT count(*) FROM actors_actor a JOIN place ON place.id = a.seat_id
        WHERE a.visibility = 'public' AND a.archived_at IS NULL AND a.merged_into_id IS NULL),
       (SELECT count(*) FROM projects_project p JOIN place ON place.id = p.territory_id
        WHERE p.visibility = 'public' AND p.archived_at IS NULL)
"""

TIES_OF_TERRITORY = """
WITH here AS MATERIALIZED (
    SELECT i.actor_id FROM projects_involvement i
    JOIN projects_project p ON p.id = i.project_id AND p.visibility = 'public' AND p.archived_at IS NULL
    JOIN territoire_territoryclosure c ON c.descendant_id = p.territory_id AND c.ancestor_id = %(territory)s
    WHERE i.period @> %(day)s::date
    GROUP BY 1 ORDER BY max(i.degree_id) DESC, count(*) DESC, 1 LIMIT 300
)
SELECT p.first_id, p.second_id, x.kind_id FROM actors_partnership p
JOIN here a ON a.actor_id = p.first_id JOIN here b ON b.actor_id = p.second_id
JOIN actors_partnershipaxis x ON x.partnership_id = p.id AND x.period @> %(day)s::date
"""

NETWORK_OF_TERRITORY = """
WITH here AS MATERIALIZED (
    SELECT a.id, a.slug, a.name, a.family_id FROM actors_actor a
    JOIN territoire_territoryclosure c ON c.descendant_id = a.seat_id AND c.ancestor_id = %(territory)s
    WHERE a.visibility = 'public' AND a.archived_at IS NULL AND a.merged_into_id IS NULL
    LIMIT %(most)s
), tied AS (
    SELECT p.first_id, p.second_id, x.kind_id FROM actors_partnership p
    JOIN here a ON a.id = p.first_id JOIN here b ON b.id = p.second_id
    JOIN actors_partnershipaxis x ON x.partnership_id = p.id AND x.period @> %(day)s::date
)
SELECT (SELECT array_agg(id) FROM here), (SELECT array_agg(slug) FROM here), (SELECT array_agg(name) FROM here),
       (SELECT array_agg(family_id) FROM here), array_agg(first_id), array_agg(second_id), array_agg(kind_id)
FROM tied
"""

SUMMARY_OF_TERRITORY = """
SELECT competence_id, covered, fragile, partial, latent, missing, waived, holders, practising, teaching
FROM projects_competencesummary WHERE territory_id = %(territory)s
"""

HOLDERS_FOR_PROJECT = """
SELECT need.id, mastery.level, array_agg(mastery.actor_id)
FROM projects_need need
JOIN actors_competenceclosure closure ON closure.ancestor_id = need.competence_id
JOIN actors_mastery mastery ON mastery.competence_id = closure.descendant_id AND mastery.mobilisable
    AND mastery.level >= need.minimum_level AND mastery.period @> %(day)s::date
WHERE need.project_id = %(project)s GROUP BY 1, 2
"""
