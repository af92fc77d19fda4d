"""Reads the projects of a territory and how they stand, as one of its facilitators may see it.

What is stored is trusted unless it is marked: what changed a moment ago, and what is asked for another day, is worked
out here, for the projects of one page. Statements are plain: as querysets they took five times as long as to run.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor, Competence
from projects.enums import NeedKind, NeedState
from projects.models import NeedCoverage, Project
from projects.review import heat_map
from projects.review.due import Due, due
from projects.review.heat_map import FRAGILE, Asked, Line
from projects.review.standing import worked_out
from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.sight import condition, fetched, floats, keys, viewer

# How many projects one table shows.
COLUMNS = 60
#: There are no more; what the address asks for beyond is the last one.
MOST_PAGES = 100_000

# The projects of a page, those that lack most first, with those of them that the viewer may see.
_PAGE = """
SELECT (SELECT count(*) FROM projects_projectcoverage standing WHERE {kept}), project_id,
    EXISTS (SELECT 1 FROM projects_needcoverage need WHERE need.project_id = page.project_id),
    at, needs, uncovered, lack, projects_project.slug, projects_project.name, place.name
FROM (
    SELECT * FROM projects_projectcoverage standing WHERE {kept}
    ORDER BY lack DESC, project_id LIMIT %(columns)s OFFSET %(before)s
) page
LEFT JOIN projects_project ON projects_project.id = project_id AND archived_at IS NULL AND {seen}
LEFT JOIN territoire_territory place ON place.id = projects_project.territory_id
ORDER BY lack DESC, project_id
"""
_ASKING = """EXISTS (
    SELECT 1 FROM projects_needcoverage asking JOIN actors_competenceclosure ON descendant_id = asking.asked
    WHERE asking.project_id = standing.project_id AND kind = 'competence' AND ancestor_id = %(root)s
)"""
# A row per project, its needs packed in columns: those that somebody bears come once more, with who does.
_NEEDS = """
SELECT project_id, string_agg(int8send(need_id), ''), string_agg(int8send(asked), ''),
    string_agg(CASE WHEN fragile THEN 'fragile' ELSE state END, ' '),
    string_agg(float8send(
        CASE WHEN state IN ('waived', 'covered') THEN 0 WHEN k = 0 THEN importance
            ELSE (importance * (1 - k / quantity))::float8 END
    ), ''),
    string_agg(int8send(need_id), '') FILTER (WHERE bearers <> '{}'),
    string_agg(array_to_string(bearers, ' '), ',') FILTER (WHERE bearers <> '{}')
FROM projects_needcoverage WHERE project_id = ANY(%(projects)s) AND kind = 'competence' GROUP BY project_id
"""
# Who bears a need, until it is said.
_NOBODY = (repeat(0), repeat(False), repeat(False))
_UIDS = "SELECT id, uid::text FROM projects_need WHERE id = ANY(%(needs)s::bigint[])"
_TREE = """
SELECT DISTINCT competence.id, name, slug, parent_id
FROM actors_competenceclosure asked JOIN actors_competence competence ON competence.id = ancestor_id
WHERE asked.descendant_id = ANY(%(asked)s::bigint[]) {under}
"""
_UNDER = """AND EXISTS (
    SELECT 1 FROM actors_competenceclosure WHERE ancestor_id = %(root)s AND descendant_id = asked.descendant_id
)"""
_BEARERS = """
SELECT id, {here} FROM actors_actor WHERE id = ANY(%(bearers)s::bigint[]) AND {seen}
"""
_HERE = """(
    EXISTS (
        SELECT 1 FROM territoire_territoryclosure WHERE ancestor_id = %(territory)s AND descendant_id = seat_id
    ) OR EXISTS (
        SELECT 1 FROM actors_actor_areas area JOIN territoire_territoryclosure ON descendant_id = area.territory_id
        WHERE area.actor_id = actors_actor.id AND ancestor_id = %(territory)s
    )
)"""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the table is about: some projects (all when none are named), a competence and all under it."""

    projects: QuerySet[Project] | None = None
    competence: Competence | None = None


class Standing(NamedTuple):
    """How a project stands: how many needs, how many of them uncovered, how much lacks, worked out when."""

    at: datetime
    needs: int
    uncovered: int
    lack: float


class Named(NamedTuple):
    """A project as a table names it, with its territory."""

    pk: int
    slug: str
    name: str
    place: str

    def get_absolute_url(self) -> str:
        """Return the address of the project's page."""
        return reverse("projects:detail", args=[self.slug])


class Branch(NamedTuple):
    """A competence as a table names it."""

    pk: int
    name: str
    slug: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A project of the table; `described` tells whether it states any need at all."""

    project: Named
    standing: Standing
    described: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One page of the table of a territory on a day; `at` is when its oldest part was worked out.

    `uids` gives the public identifiers of the needs that cells lead to, `behind` says that more changed than could be
    worked out here.
    """

    day: date
    page: Page
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    competences: Mapping[int, Branch]
    uids: Mapping[int, str]
    at: datetime | None
    behind: bool
    renewed: int = 0
    total: int = 0

    @property
    def folded(self) -> bool:
        """Tell whether a branch is shown without what stands under it."""
        return any(line.folded for line in self.lines)


def table(
    territory: Territory,
    user,
    day: date,
    filters: Filters,
    page: str | int = 1,
    opened: Collection[str] | None = (),
) -> Table:
    """Return one page of the table on `day`; for another day than today, its projects are worked out here.

    `opened`: the branches (by their slugs) under which all is shown though there is much; `None`: each.
    """
    today = timezone.localdate()
    # Before what is stored is read: see `due`.
    changed = due(today)
    shown, rows = _page(territory, user, filters, page)
    found, renewed = _stands([row.project for row in rows], changed, day, today)
    columns = sorted(
        (
            Column(
                row.named,
                stands.standing or row.standing,
                stands.described if stands.standing else row.described,
            )
            for row in rows
            if row.named and (stands := found.get(row.project))
        ),
        key=lambda column: (-column.standing.lack, column.project.pk),
    )
    needs = [need for column in columns for need in found[column.project.pk].needs]
    competences = _tree({need.competence for need in needs}, filters.competence)
    needs = [need for need in needs if need.competence in competences]
    bearers = {need: who for one in found.values() for need, who in one.bearers.items()}
    lines = heat_map.lines(
        _borne(needs, bearers, territory, user),
        {pk: one.parent for pk, one in competences.items()},
        {pk: one.name for pk, one in competences.items()},
        root=filters.competence.pk if filters.competence else None,
        opened=None if opened is None else {pk for pk, one in competences.items() if one.slug in opened},
    )
    return Table(
        day=day,
        page=shown,
        columns=tuple(columns),
        lines=tuple(lines),
        competences=competences,
        uids=_uids(lines),
        at=min((column.standing.at for column in columns), default=None),
        behind=changed.all,
        renewed=renewed,
        total=shown.paginator.count,
    )


class _Row(NamedTuple):
    """A project of the page, as it is stored; not named when the viewer is not to see it."""

    project: int
    described: bool
    standing: Standing
    named: Named | None


def _page(territory: Territory, user, filters: Filters, page: str | int) -> tuple[Page, list[_Row]]:
    """Return the projects of a page, those that lack most first; of the last one when there is no such page."""
    values: dict = {**viewer(user), "columns": COLUMNS, "territory": territory.pk}
    kept = ["TRUE"]
    if territory.kind != TerritoryKind.COUNTRY:
        kept.append("territories @> ARRAY[%(territory)s::bigint]")
    if filters.projects is not None:
        kept.append("project_id = ANY(%(chosen)s)")
        values["chosen"] = list(filters.projects.order_by().values_list("pk", flat=True))
    if filters.competence:
        kept.append(_ASKING)
        values["root"] = filters.competence.pk
    statement = _PAGE.format(kept=" AND ".join(kept), seen=condition(Project.objects.visible_to, user))
    number = max(1, min(int(page), MOST_PAGES)) if str(page).isdecimal() else 1
    rows = fetched(statement, {**values, "before": (number - 1) * COLUMNS})
    if not rows and number > 1:
        first = fetched(statement, {**values, "before": 0})
        number = -(-first[0][0] // COLUMNS) if first else 1
        rows = fetched(statement, {**values, "before": (number - 1) * COLUMNS})
    paginator = Paginator(range(rows[0][0] if rows else 0), COLUMNS)
    return paginator.get_page(number), [
        _Row(project, described, Standing(*standing), Named(project, slug, name, place) if slug else None)
        for _total, project, described, *standing, slug, name, place in rows
    ]


class _Stands(NamedTuple):
    """How a project stands: its needs for competences, and who bears them; as stored but for what was worked out."""

    needs: list[Asked]
    bearers: dict[int, list[int]]
    standing: Standing | None = None
    described: bool = False


def _stands(projects: list[int], changed: Due, day: date, today: date) -> tuple[dict[int, _Stands], int]:
    """Return how the projects of a page stand, and how many had to be worked out because they changed."""
    if day != today:
        return _worked_out(projects, day), 0
    marked = [pk for pk in projects if pk in changed.projects]
    found = _stored([pk for pk in projects if pk not in changed.projects])
    return {**found, **_worked_out(marked, day)} if marked else found, len(marked)


def _stored(projects: list[int]) -> dict[int, _Stands]:
    found = {pk: _Stands([], {}) for pk in projects}
    for project, needs, asked, codes, lacks, borne, bearers in fetched(_NEEDS, {"projects": projects}):
        columns = (keys(needs), repeat(project), keys(asked), codes.split(), floats(lacks), *_NOBODY)
        who = ([int(actor) for actor in one.split()] for one in bearers.split(",")) if bearers else ()
        found[project] = _Stands(
            # Thousands: their own constructor takes five times as long.
            list(map(tuple.__new__, repeat(Asked), zip(*columns, strict=False))),
            dict(zip(keys(borne or b""), who, strict=True)),
        )
    return found


def _worked_out(projects: list[int], day: date) -> dict[int, _Stands]:
    found = {}
    for pk, (row, needs) in worked_out(projects, day).items():
        skills = [need for need in needs if need.kind == NeedKind.COMPETENCE]
        found[pk] = _Stands(
            [_asked(need) for need in skills],
            {need.need_id: need.bearers for need in skills if need.bearers},
            Standing(row.at, row.needs, row.uncovered, row.lack),
            bool(needs),
        )
    return found


def _asked(need: NeedCoverage) -> Asked:
    """Return what was worked out of a need; `lack`: importance x what lacks."""
    met = need.state in (NeedState.WAIVED, NeedState.COVERED)
    lack = 0 if met else need.importance * float(1 - need.k / need.quantity)
    code = FRAGILE if need.fragile else str(need.state)
    return Asked(need.need_id, need.project_id, need.asked, code, lack)


def _tree(asked: Collection[int], root: Competence | None) -> dict[int, Branch]:
    """Return the competences asked for (under `root`) and all above them."""
    values = {"asked": list(asked), "root": root.pk if root else None}
    return {row[0]: Branch(*row) for row in fetched(_TREE.format(under=_UNDER if root else ""), values)}


def _borne(needs: list[Asked], bearers: dict[int, list[int]], territory: Territory, user) -> list[Asked]:
    """Say of each need who bears it, as far as `user` sees, and whether they all come from elsewhere."""
    wanted = [need for need in needs if need.need in bearers]
    here = _seen({actor for need in wanted for actor in bearers[need.need]}, territory, user)
    told = {}
    for need in wanted:
        seen = [here[actor] for actor in bearers[need.need] if actor in here]
        told[need.need] = Asked(
            *need[:5], len(seen), len(seen) < len(bearers[need.need]), bool(seen) and not any(seen)
        )
    return [told.get(need.need, need) for need in needs]


def _uids(lines: Iterable[Line]) -> dict[int, str]:
    """Return the public identifiers of the needs that cells lead to."""
    needs = {cell.worst.need for line in lines for cell in line.cells.values()}
    return dict(fetched(_UIDS, {"needs": list(needs)})) if needs else {}


def _seen(actors: Collection[int], territory: Territory, user) -> dict[int, bool]:
    """Tell, of those of some actors that `user` sees, whether they sit or act in the territory."""
    if not actors:
        return {}
    here = "TRUE" if territory.kind == TerritoryKind.COUNTRY else _HERE
    statement = _BEARERS.format(here=here, seen=condition(Actor.objects.visible_to, user))
    return dict(fetched(statement, {**viewer(user), "bearers": list(actors), "territory": territory.pk}))
