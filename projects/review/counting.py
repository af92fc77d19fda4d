"""What is counted in summaries: needs of projects by state, actors that can be called upon by level."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from projects.enums import NeedKind
from projects.models import ActorSupply, NeedCoverage
from territoire.models import TerritoryClosure

type Cells = dict[tuple[int, int], Counter[str]]

# A facilitator of a territory sees who is hidden when they sit there, not when they only act there.
_SUPPLY = """
WITH chosen AS MATERIALIZED (
    SELECT id AS actor_id, seat_id, visibility FROM actors_actor
    WHERE id = ANY(%(actors)s) AND archived_at IS NULL AND merged_into_id IS NULL AND restricted_at IS NULL
), held AS MATERIALIZED (
    SELECT actor_id, competence_id, level, period
    FROM chosen JOIN actors_mastery USING (actor_id) WHERE mobilisable
), place AS (
    SELECT actor_id, ancestor_id FROM chosen JOIN territoire_territoryclosure ON descendant_id = seat_id
    UNION SELECT actor_id, ancestor_id FROM chosen JOIN actors_actor_areas USING (actor_id)
    JOIN territoire_territoryclosure ON descendant_id = territory_id WHERE visibility <> 'team'
), skill AS (
    SELECT actor_id, ancestor_id, max(level) AS level
    FROM held JOIN actors_competenceclosure ON descendant_id = competence_id
    WHERE range_contains_elem(period, %(day)s::date) GROUP BY actor_id, ancestor_id
), change AS (
    SELECT actor_id, min(on_day) AS until
    FROM held, LATERAL (VALUES (lower(period)), (upper(period))) days (on_day)
    WHERE on_day > %(day)s GROUP BY actor_id
), places AS (SELECT actor_id, array_agg(ancestor_id ORDER BY ancestor_id) AS ids FROM place GROUP BY actor_id
), skills AS (
    SELECT actor_id, array_agg(ancestor_id ORDER BY ancestor_id) AS ids,
        array_agg(level ORDER BY ancestor_id) AS levels
    FROM skill GROUP BY actor_id
)
SELECT actor_id, until, coalesce(places.ids, '{}'), coalesce(skills.ids, '{}'), coalesce(levels, '{}')
FROM chosen LEFT JOIN places USING (actor_id) LEFT JOIN skills USING (actor_id) LEFT JOIN change USING (actor_id)
WHERE until IS NOT NULL OR (places.ids IS NOT NULL AND skills.ids IS NOT NULL)
"""
SUPPLY = ("holders", "practising", "teaching")


@dataclass(frozen=True, slots=True)
class Demand:
    """What a project counts for: where it lies, and its needs."""

    territories: tuple[int, ...] = ()
    needs: tuple[NeedCoverage, ...] = ()


def supplies(actors: Collection[int], day: date) -> dict[int, ActorSupply]:
    """Return what each of `actors` is counted for on `day`; nothing for who counts for nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_SUPPLY, {"actors": list(actors), "day": day})
        rows = cursor.fetchall()
    return {
        actor: ActorSupply(
            actor_id=actor, until=until, territories=places, competences=competences, levels=levels
        )
        for actor, until, places, competences, levels in rows
    }


def ancestors(territories: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return all that each territory lies in, itself included, in the order of identifiers."""
    links = TerritoryClosure.objects.filter(descendant__among=set(territories)).order_by("ancestor")
    found = defaultdict(list)
    for descendant, ancestor in links.values_list("descendant_id", "ancestor_id"):
        found[descendant].append(ancestor)
    return {descendant: tuple(above) for descendant, above in found.items()}


def count_demand(cells: Cells, demand: Demand, sign: int) -> None:
    """Add the needs of a project to the cells of each territory that it lies in, or take them away."""
    for need in demand.needs:
        if need.kind != NeedKind.COMPETENCE:
            continue
        names = [str(need.state), *(["fragile"] if need.fragile else [])]
        for territory in demand.territories:
            for name in names:
                cells[territory, need.asked][name] += sign


def count_supply(cells: Cells, supply: ActorSupply | None, sign: int) -> None:
    """Add an actor to the cells of each of its territories and competences, or take it away."""
    if supply is None:
        return
    for competence, level in zip(supply.competences, supply.levels, strict=True):
        for territory in supply.territories:
            for name in SUPPLY[:level]:
                cells[territory, competence][name] += sign


def no_cells() -> Cells:
    """Return an empty table of counts."""
    return defaultdict(Counter)


def differences(cells: Mapping[tuple[int, int], Counter[str]]) -> list[tuple[int, int, Counter[str]]]:
    """Return the cells in which something is not zero."""
    return [(*key, counts) for key, counts in cells.items() if any(counts.values())]
