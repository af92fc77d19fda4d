"""Who of a territory takes part in nothing, who links the others: identifiers and names, as one viewer may see them."""

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from actors.models import Actor
from projects import models
from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.sight import condition, fetched, viewer

#: How many of the newest actors of all are looked at first, for the newest of a large territory.
LATEST = 20_000

LISTED = "archived_at IS NULL AND merged_into_id IS NULL AND restricted_at IS NULL"
_INSIDE = "SELECT descendant_id FROM territoire_territoryclosure WHERE ancestor_id = %(territory)s"
# As arrays: read once, each by the index of its own side of the OR.
_HERE = f"""(
    seat_id = ANY(ARRAY({_INSIDE}))
    OR actors_actor.id = ANY(ARRAY(SELECT actor_id FROM actors_actor_areas WHERE territory_id IN ({_INSIDE})))
)"""
_SPARE = """
SELECT id FROM {among} WHERE {listed} AND {seen} AND {here} AND NOT EXISTS (
    SELECT 1 FROM projects_involvement WHERE actor_id = actors_actor.id
    AND range_contains_elem(period, %(day)s::date)
) {order} LIMIT %(most)s
"""
# Kept in its order, so that no more of it is read than there are rows to find.
_LATEST = "(SELECT * FROM actors_actor ORDER BY id DESC LIMIT %(latest)s) actors_actor"
_NAMED = """
SELECT 'actor', actors_actor.id, actors_actor.slug, actors_actor.name, family.code, family.name, seat.name
FROM actors_actor JOIN actors_actorfamily family ON family.id = family_id
LEFT JOIN territoire_territory seat ON seat.id = seat_id
WHERE actors_actor.id = ANY(%(actors)s) AND {listed} AND {seen}
UNION ALL SELECT 'project', id, slug, name, NULL, NULL, NULL
FROM projects_project WHERE id = ANY(%(projects)s) AND {seen_projects}
"""
_LINKING = """
SELECT * FROM (
    SELECT TRUE, place.actor_id, ties, links, alone, day
    FROM projects_networkplace place JOIN actors_actor ON actors_actor.id = place.actor_id
    WHERE brokers AND {kept} ORDER BY between DESC, place.actor_id LIMIT %(most)s
) brokers
UNION ALL SELECT * FROM (
    SELECT FALSE, place.actor_id, ties, links, alone, day
    FROM projects_networkplace place JOIN actors_actor ON actors_actor.id = place.actor_id
    WHERE ties <= 1 AND {kept} ORDER BY ties, place.actor_id LIMIT %(most)s
) isolated
"""


class Person(NamedTuple):
    """An actor as a list names it: its family, where it sits."""

    pk: int
    slug: str
    name: str
    code: str
    family: str
    seat: str | None

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return reverse("actors:detail", args=[self.slug])


class Project(NamedTuple):
    """A project as a list names it."""

    pk: int
    slug: str
    name: str


class Place(NamedTuple):
    """What was measured of an actor in the network (see `NetworkPlace`)."""

    actor: int
    ties: int
    links: list
    alone: bool
    day: date


def in_no_project(territory: Territory, user, day: date, most: int) -> list[int]:
    """Return actors of the territory that take part in no project on `day`, in no order."""
    return _spare(territory, user, {"day": day, "most": most})


def newest_in_no_project(territory: Territory, user, day: date, most: int) -> list[int]:
    """Return the newest of them, where there are many: looked for among the newest of all, then among all."""
    values = {"day": day, "most": most, "latest": LATEST}
    found = _spare(territory, user, values, among=_LATEST, order="ORDER BY id DESC")
    return found if len(found) == most else _spare(territory, user, values, order="ORDER BY id DESC")


def named(
    user, actors: Collection[int], projects: Collection[int] = (), *, listed: bool = False
) -> tuple[dict[int, Person], dict[int, Project]]:
    """Return those of some actors (that lists tell of) and projects that `user` may see."""
    statement = _NAMED.format(
        listed=LISTED if listed else "TRUE",
        seen=condition(Actor.objects.visible_to, user),
        seen_projects=condition(models.Project.objects.visible_to, user),
    )
    rows = fetched(statement, {**viewer(user), "actors": list(actors), "projects": list(projects)})
    return (
        {pk: Person(pk, *told) for what, pk, *told in rows if what == "actor"},
        {pk: Project(pk, slug, name) for what, pk, slug, name, *_none in rows if what == "project"},
    )


def linking(territory: Territory, user, most: int) -> tuple[list[Place], list[Place]]:
    """Return the brokers of a territory, those through whom most passes first, and those who have one tie or none."""
    kept = f"{LISTED} AND {condition(Actor.objects.visible_to, user)} AND {_here(territory)}"
    values = {**viewer(user), "territory": territory.pk, "most": most}
    rows = fetched(_LINKING.format(kept=kept), values)
    return (
        [_place(*told) for broker, *told in rows if broker],
        [_place(*told) for broker, *told in rows if not broker],
    )


def _place(actor: int, ties: int, links: str, alone: bool, day: date) -> Place:
    return Place(actor, ties, json.loads(links), alone, day)


def _spare(
    territory: Territory, user, values: dict, *, among: str = "actors_actor", order: str = ""
) -> list[int]:
    statement = _SPARE.format(
        among=among,
        listed=LISTED,
        seen=condition(Actor.objects.visible_to, user),
        here=_here(territory),
        order=order,
    )
    rows = fetched(statement, {**viewer(user), "territory": territory.pk, **values})
    return [pk for (pk,) in rows]


def _here(territory: Territory) -> str:
    return "TRUE" if territory.kind == TerritoryKind.COUNTRY else _HERE
