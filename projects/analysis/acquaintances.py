"""Reads who knows whom, as far as one viewer sees: one statement, however many are asked about."""

from collections.abc import Iterable
from datetime import date

from actors.models import Partnership
from projects.analysis.supply import told
from projects.enums import WORKING_DEGREE
from projects.models import Project
from territoire.sight import condition, fetched, keys, viewer
from territoire.text import normalise

# Being both in a working circle makes a tie only where people can know each other.
LARGEST_CIRCLE_OF_ACQUAINTANCES = 50

# Ties by partnership and affiliation in either direction; the working circles of the other projects where some work;
# those of all whom this names that may be told of. What may be told is asked once of all who were found: a condition on
# each end of each tie takes the base much longer, above all for who facilitates a large territory.
_TIES = """
WITH asked AS MATERIALIZED (SELECT unnest(%(actors)s::bigint[]) AS id
), tie AS MATERIALIZED (
    SELECT first_id AS near, second_id AS far FROM actors_partnership
    JOIN actors_partnershipaxis ON partnership_id = actors_partnership.id
    WHERE first_id = ANY(%(actors)s::bigint[]) AND range_contains_elem(period, %(day)s::date) AND {open}
    UNION SELECT second_id, first_id FROM actors_partnership
    JOIN actors_partnershipaxis ON partnership_id = actors_partnership.id
    WHERE second_id = ANY(%(actors)s::bigint[]) AND range_contains_elem(period, %(day)s::date) AND {open}
    UNION SELECT member_id, organisation_id FROM actors_affiliation
    WHERE member_id = ANY(%(actors)s::bigint[]) AND range_contains_elem(period, %(day)s::date)
    UNION SELECT organisation_id, member_id FROM actors_affiliation
    WHERE organisation_id = ANY(%(actors)s::bigint[]) AND range_contains_elem(period, %(day)s::date)
), at_work AS MATERIALIZED (
    SELECT project_id, actor_id FROM projects_involvement
    WHERE range_contains_elem(period, %(day)s::date) AND degree_id >= {working} AND project_id = ANY(ARRAY(
        SELECT id FROM projects_project WHERE id = ANY(ARRAY(
            SELECT project_id FROM projects_involvement WHERE actor_id = ANY(%(actors)s::bigint[])
        )) AND id <> %(project)s AND archived_at IS NULL AND {seen}
    ))
)
SELECT 'tie', near, NULL, string_agg(int8send(far), '') FROM tie GROUP BY near
UNION ALL SELECT 'circle', project_id, NULL, string_agg(int8send(actor_id), '') FROM at_work GROUP BY project_id
UNION ALL {told_of}
"""
_FOUND = """FROM actors_actor WHERE id = ANY(ARRAY(
    SELECT far FROM tie UNION SELECT actor_id FROM at_work UNION SELECT id FROM asked
)) AND {told}"""
_NAMED = f"SELECT 'told', id, name, NULL {_FOUND}"
_PACKED = f"SELECT 'all', NULL, NULL, string_agg(int8send(id), '') {_FOUND}"
_NAMES = "SELECT id, name FROM actors_actor WHERE id = ANY(%(actors)s)"


class Acquaintances:
    """Who knows whom, as far as one viewer sees: called with some actors, gives their ties, in one statement.

    The names of who was found first come with them: the others are many, and seldom needed.
    """

    def __init__(self, user, project: Project, day: date) -> None:
        """Know nobody yet."""
        self.user, self.project, self.day = user, project, day
        self._names: dict[int, str] = {}
        self._asked = False

    def __call__(self, actors: frozenset[int]) -> list[tuple[int, int]]:
        """Return the ties of `actors`, each as (one of them, the other)."""
        first, self._asked = not self._asked, True
        statement = _TIES.format(
            open=condition(Partnership.objects.open_to, self.user),
            seen=condition(Project.objects.visible_to, self.user),
            working=WORKING_DEGREE,
            told_of=(_NAMED if first else _PACKED).format(told=told(self.user)),
        )
        ties: list[tuple[int, list[int]]] = []
        circles: list[list[int]] = []
        seen: set[int] = set()
        values = {"actors": list(actors), "project": self.project.pk, "day": self.day}
        for what, key, name, packed in fetched(statement, {**viewer(self.user), **values}):
            match what:
                case "tie":
                    ties.append((key, keys(packed)))
                case "circle":
                    circles.append(keys(packed))
                case "told":
                    self._names[key] = name
                    seen.add(key)
                case _:
                    seen.update(keys(packed or b""))
        return [
            *((near, far) for near, others in ties if near in seen for far in others if far in seen),
            *_ties_within(actors & seen, (seen.intersection(circle) for circle in circles)),
        ]

    def names(self, actors: Iterable[int]) -> dict[int, str]:
        """Return the names of actors as they are sorted."""
        actors = set(actors)
        unknown = actors - self._names.keys()
        if unknown:
            self._names |= dict(fetched(_NAMES, {"actors": list(unknown)}))
        return {actor: normalise(self._names[actor]) for actor in actors}


def _ties_within(actors: Iterable[int], circles: Iterable[set[int]]) -> list[tuple[int, int]]:
    """Return the ties of `actors` with those they work with, in circles that are not too large to know each other."""
    return [
        (one, other)
        for circle in circles
        if len(circle) <= LARGEST_CIRCLE_OF_ACQUAINTANCES
        for one in circle.intersection(actors)
        for other in circle
        if other != one
    ]
