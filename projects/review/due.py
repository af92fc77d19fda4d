"""What has to be worked out anew: the projects, and the actors' supply, that hang on what changed.

Triggers mark what changed in the transaction that changes it (`CoverageDue`). Which projects hang on it is asked here,
when a mark is read and both sides of each link are committed: of two changes made at the same moment (somebody learns
something, somebody boards a project), whichever is committed last leads to the project.

Time changes facts too: each row says until when it holds (`next_days`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from projects.analysis.gaps import HORIZON

# A reader looks no further: with more marks than that, it says that all is being worked out anew.
MOST_MARKS = 2_000

_DUE = """
SELECT ARRAY(SELECT id FROM projects_coveragedue LIMIT %(most)s),
    ARRAY(SELECT project_id FROM projects_projectcoverage WHERE until <= %(day)s)
"""
_MARKS = """
WITH mark AS MATERIALIZED (SELECT kind AS what, subject FROM projects_coveragedue WHERE id = ANY(%(marks)s))
"""
_PROJECTS = f"""
{_MARKS.rstrip()}, who AS MATERIALIZED (
    SELECT subject AS actor FROM mark WHERE what = 'actor'
    UNION SELECT actor_id FROM mark JOIN actors_resource ON id = subject WHERE what = 'resource'
)
SELECT subject FROM mark WHERE what = 'project'
UNION SELECT project_id FROM mark JOIN projects_need ON id = subject WHERE what = 'need'
UNION SELECT project_id FROM mark JOIN projects_involvement ON id = subject WHERE what = 'involvement'
UNION SELECT project_id FROM mark JOIN projects_need ON competence_id = subject WHERE what = 'competence'
UNION SELECT id FROM mark JOIN projects_project ON territory_id = subject WHERE what = 'place'
UNION SELECT project_id FROM who JOIN projects_involvement ON actor_id = actor
UNION SELECT project_id FROM who JOIN projects_engagement ON person_id = actor
    JOIN projects_involvement involvement ON involvement.id = involvement_id
UNION SELECT project_id FROM who JOIN actors_affiliation ON member_id = actor
    JOIN projects_involvement ON actor_id = organisation_id
UNION SELECT project_id FROM who JOIN projects_pledge pledge ON pledge.actor_id = actor
    JOIN projects_need need ON need.id = pledge.need_id
"""
_ACTORS = f"""
{_MARKS}
SELECT subject FROM mark WHERE what IN ('actor', 'supply')
UNION SELECT actor_id FROM mark JOIN actors_mastery ON competence_id = subject WHERE what = 'held'
UNION SELECT id FROM mark JOIN actors_actor ON seat_id = subject WHERE what = 'place'
UNION SELECT actor_id FROM mark JOIN actors_actor_areas ON territory_id = subject WHERE what = 'place'
"""
# A fact changes states on the day when it begins, when it ends, and when its end comes within the horizon of fragility.
_NEXT_DAYS = """
WITH circle AS MATERIALIZED (
    SELECT id, project_id, actor_id, period FROM projects_involvement WHERE project_id = ANY(%(projects)s)
), belongs AS MATERIALIZED (
    SELECT project_id, member_id, affiliation.period
    FROM circle JOIN actors_affiliation affiliation ON organisation_id = actor_id
), reach AS MATERIALIZED (
    SELECT project_id, actor_id FROM circle
    UNION SELECT project_id, person_id FROM circle JOIN projects_engagement ON involvement_id = circle.id
    UNION SELECT project_id, member_id FROM belongs
), stock AS MATERIALIZED (
    SELECT project_id, resource.id, resource.period FROM circle JOIN actors_resource resource USING (actor_id)
), dated AS (
    SELECT project_id, period FROM circle
    UNION ALL SELECT project_id, period FROM belongs
    UNION ALL SELECT project_id, period FROM reach JOIN actors_mastery USING (actor_id)
    UNION ALL SELECT project_id, period FROM reach JOIN actors_actoroccupation USING (actor_id)
    UNION ALL SELECT project_id, period FROM stock
    UNION ALL SELECT project_id, pledge.period FROM stock JOIN projects_pledge pledge ON resource_id = stock.id
    UNION ALL SELECT project_id, period
        FROM projects_need need JOIN projects_pledge ON need_id = need.id WHERE project_id = ANY(%(projects)s)
), change AS (
    SELECT project_id, on_day
    FROM dated, LATERAL (VALUES (lower(period)), (upper(period)), (upper(period) - %(horizon)s)) days (on_day)
    UNION ALL SELECT project_id, on_day
    FROM projects_need, LATERAL (VALUES (opened_on), (closed_on), (waived_on)) days (on_day)
    WHERE project_id = ANY(%(projects)s)
)
SELECT project_id, min(on_day) FROM change WHERE on_day > %(day)s GROUP BY project_id
"""


@dataclass(frozen=True, slots=True)
class Due:
    """The projects whose stored coverage is not to be trusted; `all` when there are too many to say which."""

    projects: frozenset[int] = frozenset()
    all: bool = False


def due(day: date) -> Due:
    """Return what is to be worked out anew for `day`. Ask before reading what is stored, never after.

    What is read later is as of the same moment, or newer; the other way round, what was settled in between would
    be taken for true as it was before.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"most": MOST_MARKS + 1, "day": day})
        marks, past = cursor.fetchone()
    return Due(all=True) if len(marks) > MOST_MARKS else Due(touched_projects(marks) | frozenset(past))


def touched_projects(marks: Collection[int]) -> frozenset[int]:
    """Return the projects that hang on what some marks name."""
    return _ids(_PROJECTS, marks)


def touched_actors(marks: Collection[int]) -> frozenset[int]:
    """Return the actors whose supply hangs on what some marks name."""
    return _ids(_ACTORS, marks)


def outlived(rows, day: date) -> frozenset[int]:
    """Return the keys of stored rows that no longer hold on `day`, or not yet."""
    return frozenset(rows.filter(until__lte=day).values_list("pk", flat=True))


def next_days(projects: Iterable[int], day: date) -> dict[int, date]:
    """Return, by project, the first day after `day` on which time alone may change how it stands; none, no key."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_DAYS, {"projects": list(projects), "day": day, "horizon": HORIZON.days})
        return dict(cursor.fetchall())


def _ids(query: str, marks: Collection[int]) -> frozenset[int]:
    if not marks:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(query, {"marks": list(marks)})
        return frozenset(row[0] for row in cursor.fetchall())
