"""Who takes part the most in the projects of a territory, in one statement: circles are read once, by the database."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef

from actors.models import Actor
from projects.models import Involvement, Project
from territoire.models import Territory

# An actor takes part in a project once a day at most: a constraint says so. What begins with SELECT is known to change
# nothing: the history does not say who it is for.
_RANKED = """
SELECT * FROM (
    WITH part AS MATERIALIZED ({part}),
    who AS MATERIALIZED (SELECT actor_id, max(degree_id) AS top, count(*) AS n FROM part GROUP BY actor_id)
    SELECT ARRAY(SELECT actor_id FROM who ORDER BY top DESC, n DESC, actor_id LIMIT %s),
           ARRAY(SELECT ARRAY[project_id, count(*)] FROM part GROUP BY project_id
                 ORDER BY count(*) DESC, project_id LIMIT %s),
           (SELECT count(*) FROM who)
           + (SELECT count(*) FROM ({here}) AS here WHERE id NOT IN (SELECT actor_id FROM who))
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
    part, of_part = _sql(
        Involvement.objects.active_on(day)
        .filter(
            ~Exists(Actor.objects.untold_to(user).filter(pk=OuterRef("actor"))),
            project__in=Project.objects.visible_to(user).listed().within(territory),
        )
        .values("actor_id", "project_id", "degree_id")
    )
    here, of_here = _sql(Actor.objects.visible_to(user).listed().within(territory).values("id"))
    with connection.cursor() as cursor:
        cursor.execute(
            _RANKED.strip().format(part=part, here=here), [*of_part, most_actors, most_projects, *of_here]
        )
        actors, projects, total = cursor.fetchone()
    return MostInvolved(actors, dict(projects), total)


def _sql(queryset) -> tuple[str, tuple]:
    return queryset.order_by().query.sql_with_params()
