"""Reads who knows whom, as far as one viewer sees: one statement, however many are asked about."""

from collections.abc import Iterable, Set
from datetime import date

from actors.models import Actor, Partnership
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
    SELECT DISTINCT near, far FROM (
        SELECT first_id AS near, second_id AS far FROM actors_partnership
        JOIN actors_partnershipaxis ON partnership_id = actors_partnership.id
        WHERE first_id = ANY(%(actors)s::bigint[]) AND range_contains_elem(period, %(day)s::date) AND {open}
        UNION ALL SELECT second_id, first_id FROM actors_partnership
        JOIN actors_partnershipaxis ON partnership_id = actors_partnership.id
        WHERE second_id = ANY(%(actors)s::bigint[]) AND range_contains_elem(period, %(day)s::date) AND {open}
        UNION ALL SELECT member_id, organisation_id FROM actors_affiliation
        WHERE member_id = ANY(%(actors)s::bigint[]) AND range_contains_elem(period, %(day)s::date)
        UNION ALL SELECT organisation_id, member_id FROM actors_affiliation
        WHERE organisation_id = ANY(%(actors)s::bigint[]) AND range_contains_elem(period, %(day)s::date)
    ) either {among}
), at_work AS MATERIALIZED (
    SELECT project_id, actor_id FROM projects_involvement
    WHERE {again} AND range_contains_elem(period, %(day)s::date) AND degree_id >= {working} AND project_id = ANY(ARRAY(
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
# Of ties that lead to those who may be told of, it is left to know who else counts in circles that may be too large:
# all but those that no list tells, who are few.
_UNTOLD = f"""SELECT 'untold', NULL, NULL, string_agg(int8send(id), '') FROM actors_actor
WHERE {{untold}} AND id = ANY(ARRAY(
    SELECT actor_id FROM at_work WHERE project_id = ANY(ARRAY(
        SELECT project_id FROM at_work GROUP BY project_id HAVING count(*) > {LARGEST_CIRCLE_OF_ACQUAINTANCES}
    ))
))"""  # noqa: S608 (a number of ours)
# Not by the index of the far end, and read once for the four sorts of ties: there may be thousands.
_AMONG = "WHERE far + 0 = ANY(%(among)s::bigint[])"
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
        # The circles in which the actors asked about last are at work.
        self._circles: tuple[frozenset[int], list[frozenset[int]]] = frozenset(), []

    def __call__(self, actors: frozenset[int], among: frozenset[int] | None = None) -> list[tuple[int, int]]:
        """Return the ties of `actors`, each as (one of them, the other): of those that lead to `among` when given.

        All of `actors` and `among` may then be told of.
        """
        if among is not None:
            return self._leading_to(actors, among)
        ties, circles, seen = self._found(actors, _PACKED if self._asked else _NAMED)
        self._asked = True
        small = [
            found for circle in circles if len(found := seen & circle) <= LARGEST_CIRCLE_OF_ACQUAINTANCES
        ]
        return [
            *((near, far) for near, others in ties if near in seen for far in others if far in seen),
            *_ties_within(actors & seen, seen, small),
        ]

    def _leading_to(self, actors: frozenset[int], among: frozenset[int]) -> list[tuple[int, int]]:
        known = self._circles[0] == actors
        ties, circles, untold = self._found(actors, _UNTOLD, among, again=not known)
        if not known:
            small = [c for c in circles if len(c - untold) <= LARGEST_CIRCLE_OF_ACQUAINTANCES]
            self._circles = actors, small
        return [
            *((near, far) for near, others in ties for far in others),
            *_ties_within(actors, among, self._circles[1]),
        ]

    def _found(
        self, actors: frozenset[int], told_of: str, among: frozenset[int] | None = None, *, again: bool = True
    ) -> tuple[list[tuple[int, list[int]]], list[frozenset[int]], frozenset[int]]:
        """Return ties by actor, circles if asked `again`, and those of all these who may be told of, or may not."""
        statement = _TIES.format(
            open=condition(Partnership.objects.open_to, self.user),
            seen=condition(Project.objects.visible_to, self.user),
            working=WORKING_DEGREE,
            again="TRUE" if again else "FALSE",
            told_of=told_of.format(
                told=told(self.user), untold=condition(Actor.objects.untold_to, self.user)
            ),
            among="" if among is None else _AMONG,
        )
        ties: list[tuple[int, list[int]]] = []
        circles: list[frozenset[int]] = []
        marked: set[int] = set()
        values = {
            "actors": list(actors), "among": list(among or ()), "project": self.project.pk, "day": self.day
        }  # fmt: skip
        for what, key, name, packed in fetched(statement, {**viewer(self.user), **values}):
            match what:
                case "tie":
                    ties.append((key, keys(packed)))
                case "circle":
                    circles.append(frozenset(keys(packed)))
                case "told":
                    self._names[key] = name
                    marked.add(key)
                case _:
                    marked.update(keys(packed or b""))
        return ties, circles, frozenset(marked)

    def names(self, actors: Iterable[int]) -> dict[int, str]:
        """Return the names of actors as they are sorted."""
        actors = set(actors)
        unknown = actors - self._names.keys()
        if unknown:
            self._names |= dict(fetched(_NAMES, {"actors": list(unknown)}))
        return {actor: normalise(self._names[actor]) for actor in actors}


def _ties_within(
    actors: Set[int], others: Set[int], circles: Iterable[frozenset[int]]
) -> list[tuple[int, int]]:
    """Return the ties of `actors` with those of `others` that they work with in some circles."""
    return [
        (one, other)
        for circle in circles
        for one in circle & actors
        for other in circle & others
        if other != one
    ]
