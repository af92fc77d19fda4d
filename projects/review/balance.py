"""Demand and supply of competences in a territory, from the summaries: as its facilitators may see them.

What is stored counts who is hidden where they sit; the viewer may also see hidden actors that only act there: they are
added here, for they are few.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import connection
from django.utils import timezone

from actors.models import Actor, Competence, CompetenceClosure, Mastery
from projects.models.coverage import Counts
from territoire.enums import TerritoryKind, Visibility
from territoire.models import Territory

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
_RESTS_ON = """
SELECT need.asked, need.bearers[1], array_agg(DISTINCT need.project_id)
FROM projects_needcoverage need JOIN projects_projectcoverage project USING (project_id)
WHERE need.kind = 'competence' AND cardinality(need.bearers) = 1 AND need.state IN ('covered', 'partial')
    AND (%(all)s OR project.territories @> ARRAY[%(territory)s::bigint])
GROUP BY need.asked, need.bearers[1] HAVING count(DISTINCT need.project_id) > 1
ORDER BY count(DISTINCT need.project_id) DESC, need.asked LIMIT %(most)s
"""


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
    hidden = Actor.objects.visible_to(user).listed().filter(visibility=Visibility.TEAM)
    acting = hidden.filter(areas__in=Territory.objects.within(territory)).order_by().distinct()
    others = set(acting.values_list("pk", flat=True))
    others -= set(acting.filter(seat__in=Territory.objects.within(territory)).values_list("pk", flat=True))
    if not others:
        return {}
    return _by_level(others)


def _by_level(actors: Collection[int]) -> dict[tuple[int, int], int]:
    held = Mastery.objects.active_on(timezone.localdate()).filter(actor__among=actors, mobilisable=True)
    rows = list(held.values_list("actor_id", "competence_id", "level"))
    above = defaultdict(list)
    links = CompetenceClosure.objects.filter(descendant__among={row[1] for row in rows})
    for ancestor, descendant in links.values_list("ancestor_id", "descendant_id"):
        above[descendant].append(ancestor)
    best: dict[tuple[int, int], int] = {}
    for actor, competence, level in rows:
        for ancestor in above[competence]:
            best[actor, ancestor] = max(level, best.get((actor, ancestor), 0))
    counted: dict[tuple[int, int], int] = defaultdict(int)
    for (_actor, competence), level in best.items():
        counted[competence, level] += 1
    return counted


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
    held = {pk for pk, one in found.items() if one.holders}
    links = CompetenceClosure.objects.filter(ancestor__among=found, descendant__among=held, depth__gt=0)
    wider, narrower = defaultdict(set), defaultdict(set)
    for ancestor, descendant in links.values_list("ancestor_id", "descendant_id"):
        wider[descendant].add(ancestor)
        narrower[ancestor].add(descendant)
    asked = {pk for pk, one in found.items() if one.asked}
    spare = [found[pk] for pk in held if not narrower[pk] and pk not in asked and not wider[pk] & asked]
    return sorted(spare, key=lambda one: (-one.holders, one.competence))


def named(found: Iterable[int]) -> dict[int, Competence]:
    """Return competences by their identifiers, with what a page says of them."""
    return Competence.objects.only("name", "slug", "parent_id").in_bulk(list(found))


def _place(territory: Territory) -> dict:
    return {"all": territory.kind == TerritoryKind.COUNTRY, "territory": territory.pk}
