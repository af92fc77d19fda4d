"""Who takes part the most in the projects of a territory, in one statement: circles are read once, by the database."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from actors.models import Actor
from projects.models import Involvement, Project
from territoire.models import Territory
from territoire.statements import Text, text_of, written_once

# An actor takes part in a project once a day at most: a constraint says so. What begins with SELECT is known to change
# nothing: the history does not say who it is for.
_RANKED = """
SELECT * FROM (
    WITH part AS MATERIALIZED ({part}),
    who AS MATERIALIZED (SELECT actor_id, max(degree_id) AS top, count(*) AS n FROM part GROUP BY actor_id),
    sitting AS MATERIALIZED ({sitting})
    SELECT ARRAY(SELECT actor_id FROM who ORDER BY top DESC, n DESC, actor_id LIMIT %s),
           ARRAY(SELECT ARRAY[project_id, count(*)] FROM part GROUP BY project_id
                 ORDER BY count(*) DESC, project_id LIMIT %s),
           (SELECT count(*) FROM who)
           + (SELECT count(*) FROM sitting WHERE id NOT IN (SELECT actor_id FROM who))
           + (SELECT count(*) FROM ({acting}) AS acting
              WHERE id NOT IN (SELECT actor_id FROM who) AND id NOT IN (SELECT id FROM sitting))
) AS ranked
"""


@dataclass(frozen=True, slots=True)
class MostInvolved:
    """Identifiers: `actors` that take part the most, `projects` with the most of them and how many each.

    `total`: how many actors take part, sit or act there.
    """

    actors: list[int]
    projects: dict[int, int]
    total: int


def most_involved(
    territory: Territory, user, day: date, *, most_actors: int, most_projects: int
) -> MostInvolved:
    """Return who takes part the most there on `day`, as `user` may see: to the highest degree, in most projects."""
    ((actors, projects, total),) = _ranked(user, territory.pk, day, most_actors, most_projects)
    return MostInvolved(actors, dict(projects), total)


@written_once
def _ranked(user, territory: int, day: date, most_actors: int, most_projects: int) -> Text:
    part, of_part = _text(
        Involvement.objects.active_on(day)
        .filter(
            ~Exists(Actor.objects.untold_to(user).filter(pk=OuterRef("actor"))),
            project__in=Project.objects.visible_to(user).listed().within(territory),
        )
        .values_list("actor_id", "project_id", "degree_id")
    )
    told = Actor.objects.visible_to(user).listed().values_list("id")
    sitting, of_sitting = _text(told.sitting_in(territory))
    acting, of_acting = _text(told.acting_in(territory))
    text = _RANKED.strip().format(part=part, sitting=sitting, acting=acting)
    return text, [*of_part, *of_sitting, most_actors, most_projects, *of_acting]


def _text(queryset) -> Text:
    return text_of(queryset.order_by())
