"""Demand and supply of competences in a territory, from the summaries: as its facilitators may see them.

What is stored counts who is hidden where they sit; the viewer may also see hidden actors that only act there: they are
added here, for they are few.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from actors.models import Actor
from projects.models.coverage import Counts
from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.sight import condition, fetched, viewer

_TOTALS = f"""
SELECT competence_id, {", ".join(f"sum({name})::int" for name in Counts.COUNTS)}
FROM (
    SELECT * FROM projects_competencesummary WHERE territory_id = %(territory)s
    UNION ALL SELECT * FROM projects_competencedifference WHERE territory_id = %(territory)s
) both_tables GROUP BY competence_id
"""
_LACKING = """
SELECT need.asked, need.level, count(DISTINCT need.project_id)
FROM projects_needcoverage need JOIN projects_projectcoverage project USING (project_id)
WHERE need.kind = 'competence' AND need.state IN ('missing', 'latent', 'partial')
    AND need.asked = ANY(%(competences)s) AND (%(all)s OR project.territories @> ARRAY[%(territory)s::bigint])
GROUP BY need.asked, need.level
"""
# An index tells who bears a need alone (`need_coverage_borne_by_one`); where they lie is asked of few.
_RESTS_ON = """
SELECT asked, bearers[1], array_agg(DISTINCT project_id)
FROM projects_needcoverage
WHERE kind = 'competence' AND cardinality(bearers) = 1 AND state IN ('covered', 'partial')
    AND (%(all)s OR project_id IN (
        SELECT project_id FROM projects_projectcoverage WHERE territories @> ARRAY[%(territory)s::bigint]
    ))
GROUP BY asked, bearers[1] HAVING count(*) > 1 AND count(DISTINCT project_id) > 1
ORDER BY count(DISTINCT project_id) DESC, asked LIMIT %(most)s
"""
_BESIDES = """
WITH other AS MATERIALIZED (
    SELECT id FROM actors_actor
    WHERE visibility = 'team' AND archived_at IS NULL AND merged_into_id IS NULL AND restricted_at IS NULL
        AND id IN (
            SELECT actor_id FROM actors_actor_areas JOIN territoire_territoryclosure ON descendant_id = territory_id
            WHERE ancestor_id = %(territory)s
        ) AND NOT EXISTS (
            SELECT 1 FROM territoire_territoryclosure WHERE ancestor_id = %(territory)s AND descendant_id = seat_id
        ) AND {seen}
), skill AS (
    SELECT actor_id, ancestor_id, max(level) AS level
    FROM other JOIN actors_mastery ON actor_id = other.id JOIN actors_competenceclosure ON descendant_id = competence_id
    WHERE mobilisable AND range_contains_elem(period, %(day)s::date) GROUP BY actor_id, ancestor_id
)
SELECT ancestor_id, level, count(*) FROM skill GROUP BY ancestor_id, level
"""
_IDLE = """
SELECT held FROM unnest(%(held)s::bigint[]) held
WHERE NOT EXISTS (
    SELECT 1 FROM actors_competenceclosure
    WHERE ancestor_id = held AND depth > 0 AND descendant_id = ANY(%(held)s::bigint[])
) AND NOT EXISTS (
    SELECT 1 FROM actors_competenceclosure
    WHERE descendant_id = held AND ancestor_id = ANY(%(asked)s::bigint[])
)
"""


class Competence(NamedTuple):
    """A competence as a list names it."""

    pk: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Balance:
    """A competence in a territory: needs for it by state, actors that can be called upon for it or something under it.

    `holders` counts them at level 1 or more, `practising` at 2 or more, `teaching` at 3.
    """

    competence: int
    covered: int = 0
    fragile: int = 0
    partial: int = 0
    latent: int = 0
    missing: int = 0
    waived: int = 0
    holders: int = 0
    practising: int = 0
    teaching: int = 0

    @property
    def asked(self) -> int:
        """Count the needs that are not waived."""
        return self.covered + self.partial + self.latent + self.missing

    @property
    def uncovered(self) -> int:
        """Count the needs for which somebody is sought."""
        return self.partial + self.latent + self.missing

    def able(self, level: int) -> int:
        """Count the actors that can be called upon at a level or above."""
        return (self.holders, self.practising, self.teaching)[level - 1]


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A need that nobody of the territory could meet: how many projects have it, and the level that they ask for."""

    competence: int
    level: int
    projects: int
    able_below: int


@dataclass(frozen=True, slots=True)
class RestsOn:
    """An actor on whom alone several projects rest for one competence."""

    competence: int
    actor: int
    projects: tuple[int, ...]


def balances(territory: Territory, user) -> dict[int, Balance]:
    """Return demand and supply by competence; nothing where there is neither."""
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS, {"territory": territory.pk})
        found = {row[0]: Balance(*row) for row in cursor.fetchall() if any(row[1:])}
    for (competence, level), number in _besides(territory, user).items():
        known = found.get(competence, Balance(competence))
        names = ("holders", "practising", "teaching")[:level]
        found[competence] = replace(known, **{name: getattr(known, name) + number for name in names})
    return found


def _besides(territory: Territory, user) -> dict[tuple[int, int], int]:
    """Count, by competence and best level, the hidden actors that act here, sit elsewhere, and that `user` may see."""
    values = {**viewer(user), "territory": territory.pk, "day": timezone.localdate()}
    rows = fetched(_BESIDES.format(seen=condition(Actor.objects.visible_to, user)), values)
    return {(competence, level): number for competence, level, number in rows}


def out_of_reach(territory: Territory, found: Mapping[int, Balance]) -> list[OutOfReach]:
    """Return the lacks that nobody who sits or acts on the territory could meet, those of most projects first."""
    scarce = [pk for pk, one in found.items() if one.uncovered and not one.teaching]
    if not scarce:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LACKING, {**_place(territory), "competences": scarce})
        rows = cursor.fetchall()
    lacks = [
        OutOfReach(competence, level, projects, found[competence].holders)
        for competence, level, projects in rows
        if competence in found and not found[competence].able(level)
    ]
    return sorted(lacks, key=lambda one: (-one.projects, one.competence, one.level))


def rests_on(territory: Territory, most: int) -> list[RestsOn]:
    """Return the actors on whom alone several projects rest for one competence, those of most projects first."""
    with connection.cursor() as cursor:
        cursor.execute(_RESTS_ON, {**_place(territory), "most": most})
        return [RestsOn(asked, actor, tuple(projects)) for asked, actor, projects in cursor.fetchall()]


def idle(found: Mapping[int, Balance]) -> list[Balance]:
    """Return what is held, can be called upon, and no project of the territory asks for, the most held first.

    A need for something wider asks for it too. Only the narrowest entries are told: a branch is held when they are.
    """
    held = [pk for pk, one in found.items() if one.holders]
    asked = [pk for pk, one in found.items() if one.asked]
    spare = [found[pk] for (pk,) in fetched(_IDLE, {"held": held, "asked": asked})]
    return sorted(spare, key=lambda one: (-one.holders, one.competence))


def named(found: Iterable[int]) -> dict[int, Competence]:
    """Return competences by their identifiers, with what a page says of them."""
    statement = "SELECT id, name, slug FROM actors_competence WHERE id = ANY(%(found)s)"
    return {row[0]: Competence(*row) for row in fetched(statement, {"found": list(found)})}


def _place(territory: Territory) -> dict:
    return {"all": territory.kind == TerritoryKind.COUNTRY, "territory": territory.pk}
