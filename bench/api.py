"""Lists and records of the API beside the bare SQL of their pages."""

from base64 import urlsafe_b64encode

from actors.models import Actor, Competence
from bench.case import Case
from territoire.models import Territory

_SHOWN = """
SELECT a.uid, a.slug, a.kind, a.name, a.acronym, a.description, a.visibility, a.updated_at,
    f.code, f.name, t.code, t.name
FROM actors_actor a JOIN actors_actorfamily f ON f.id = a.family_id
LEFT JOIN territoire_territory t ON t.id = a.seat_id
WHERE a.visibility = 'public' AND a.archived_at IS NULL AND a.merged_into_id IS NULL AND a.restricted_at IS NULL
"""
ACTORS = f"{_SHOWN} ORDER BY a.uid LIMIT %(most)s"
ACTORS_AFTER = f"{_SHOWN} AND a.uid > %(uid)s ORDER BY a.uid LIMIT %(most)s"
ACTORS_WITHIN = f"""{_SHOWN} AND (a.seat_id IN (
    SELECT descendant_id FROM territoire_territoryclosure WHERE ancestor_id = %(territory)s
) OR a.id IN (
    SELECT x.actor_id FROM actors_actor_areas x JOIN territoire_territoryclosure c ON c.descendant_id = x.territory_id
    WHERE c.ancestor_id = %(territory)s
)) ORDER BY a.uid LIMIT 51"""
ACTORS_ABLE = f"""{_SHOWN} AND a.id IN (
    SELECT m.actor_id FROM actors_mastery m JOIN actors_competenceclosure c ON c.descendant_id = m.competence_id
    WHERE c.ancestor_id = %(competence)s AND m.period @> current_date
) ORDER BY a.uid LIMIT 51"""
MASTERIES = """
SELECT m.uid, c.slug, m.level, m.mobilisable, m.conditions, m.period, m.updated_at
FROM actors_mastery m JOIN actors_competence c ON c.id = m.competence_id
WHERE m.actor_id = %(actor)s AND m.period @> current_date ORDER BY m.uid LIMIT 51
"""


def cases(places: list[Territory], actors: list[Actor]) -> list[Case]:
    """Return what to measure; `actors` are some, taken anywhere."""
    able = list(Competence.objects.filter(masteries__isnull=False).order_by("pk").distinct()[:5])
    return [
        Case("API: actors", ["/api/v1/actors/"], ACTORS, [{"most": 51}]),
        Case("API: actors, 500 a page", ["/api/v1/actors/?page_size=500"], ACTORS, [{"most": 501}]),
        Case(
            "API: actors, a page further on",
            [f"/api/v1/actors/?cursor={_cursor(actor)}" for actor in actors],
            ACTORS_AFTER,
            [{"uid": actor.uid, "most": 51} for actor in actors],
        ),
        *(
            Case(
                f"API: actors, {place.name}",
                [f"/api/v1/actors/?territoire={place.code}"],
                ACTORS_WITHIN,
                [{"territory": place.pk}],
            )
            for place in places
        ),
        Case(
            "API: actors, a competence",
            [f"/api/v1/actors/?competence={one.slug}" for one in able],
            ACTORS_ABLE,
            [{"competence": one.pk} for one in able],
        ),
        Case("API: an actor", [f"/api/v1/actors/{actor.slug}/" for actor in actors]),
        Case(
            "API: masteries of an actor",
            [f"/api/v1/actors/{actor.slug}/masteries/" for actor in actors],
            MASTERIES,
            [{"actor": actor.pk} for actor in actors],
        ),
        Case("API: projects", ["/api/v1/projects/"]),
    ]


def _cursor(actor: Actor) -> str:
    return urlsafe_b64encode(f"a:{actor.uid}".encode()).decode()
