"""Reads the projects of a territory and how they stand, as one of its facilitators may see it.

What is stored is trusted unless it is marked: what changed a moment ago, and what is asked for another day, is worked
out here, for the projects of one page. Statements are plain: as querysets they took five times as long as to run.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Self

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor, Competence
from projects.enums import NeedKind, NeedState
from projects.models import Need, NeedCoverage, Project
from projects.review import heat_map
from projects.review.due import Due, due
from projects.review.heat_map import Asked, Line
from projects.review.standing import worked_out
from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.sight import condition, fetched, viewer

# How many projects one table shows.
COLUMNS = 60
#: There are no more; what the address asks for beyond is the last one.
MOST_PAGES = 100_000

# The projects of a page, those that lack most first, with those of them that the viewer may see.
_PAGE = """
SELECT (SELECT count(*) FROM projects_projectcoverage standing WHERE {kept}), project_id, at, needs, uncovered, lack,
    projects_project.slug, projects_project.name, place.name
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
_NEEDS = """
SELECT need_id, stored.project_id, stored.kind = 'competence', asked, state, fragile,
    stored.importance * (CASE WHEN state IN ('waived', 'covered') THEN 0 ELSE 1 - k / stored.quantity END)::float8,
    bearers, need.uid::text
FROM projects_needcoverage stored LEFT JOIN projects_need need ON need.id = need_id
WHERE stored.project_id = ANY(%(projects)s) ORDER BY need_id
"""
_TREE = """
SELECT DISTINCT competence.id, name, slug, parent_id
FROM actors_competenceclosure asked JOIN actors_competence competence ON competence.id = ancestor_id
WHERE asked.descendant_id = ANY(%(asked)s) {under}
"""
_UNDER = """AND EXISTS (
    SELECT 1 FROM actors_competenceclosure WHERE ancestor_id = %(root)s AND descendant_id = asked.descendant_id
)"""
_BEARERS = """
SELECT id, {here} FROM actors_actor WHERE id = ANY(%(bearers)s) AND {seen}
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

    `uids` gives the public identifiers of needs, `behind` says that more changed than could be worked out here.
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
            Column(row.named, stands.standing or row.standing, bool(stands.needs))
            for row in rows
            if row.named and (stands := found.get(row.project))
        ),
        key=lambda column: (-column.standing.lack, column.project.pk),
    )
    needs = [need for column in columns for need in found[column.project.pk].needs if need.competence]
    competences = _tree({need.asked for need in needs}, filters.competence)
    needs = [need for need in needs if need.asked in competences]
    lines = heat_map.lines(
        _asked(needs, territory, user),
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
        uids={need.need: need.uid for need in needs},
        at=min((column.standing.at for column in columns), default=None),
        behind=changed.all,
        renewed=renewed,
        total=shown.paginator.count,
    )


class _Row(NamedTuple):
    """A project of the page, as it is stored; not named when the viewer is not to see it."""

    project: int
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
        _Row(project, Standing(*standing), Named(project, slug, name, place) if slug else None)
        for _total, project, *standing, slug, name, place in rows
    ]


class Told(NamedTuple):
    """What the table takes of how one need stands; `competence`: it asks for one; `lack`: importance x what lacks."""

    need: int
    project: int
    competence: bool
    asked: int
    state: str
    fragile: bool
    lack: float
    bearers: list[int]
    uid: str

    @classmethod
    def of(cls, need: NeedCoverage, uid: str) -> Self:
        """Return what was worked out of a need."""
        met = need.state in (NeedState.WAIVED, NeedState.COVERED)
        lack = 0 if met else need.importance * float(1 - need.k / need.quantity)
        asks = need.kind == NeedKind.COMPETENCE
        return cls(
            need.need_id, need.project_id, asks, need.asked, need.state, need.fragile, lack, need.bearers, uid
        )


class _Stands(NamedTuple):
    """How a project stands: its needs; as it is stored but for what was worked out anew."""

    needs: list[Told]
    standing: Standing | None = None


def _stands(projects: list[int], changed: Due, day: date, today: date) -> tuple[dict[int, _Stands], int]:
    """Return how the projects of a page stand, and how many had to be worked out because they changed."""
    if day != today:
        return _worked_out(projects, day), 0
    marked = [pk for pk in projects if pk in changed.projects]
    found: dict[int, _Stands] = {pk: _Stands([]) for pk in projects if pk not in changed.projects}
    for row in fetched(_NEEDS, {"projects": list(found)}):
        found[row[1]].needs.append(Told(*row))
    return {**found, **_worked_out(marked, day)} if marked else found, len(marked)


def _worked_out(projects: list[int], day: date) -> dict[int, _Stands]:
    anew = worked_out(projects, day)
    keys = [need.need_id for _row, needs in anew.values() for need in needs]
    uids = {pk: str(uid) for pk, uid in Need.objects.filter(pk__among=keys).values_list("pk", "uid")}
    return {
        pk: _Stands(
            [Told.of(need, uids.get(need.need_id, "")) for need in needs],
            Standing(row.at, row.needs, row.uncovered, row.lack),
        )
        for pk, (row, needs) in anew.items()
    }


def _tree(asked: Collection[int], root: Competence | None) -> dict[int, Branch]:
    """Return the competences asked for (under `root`) and all above them."""
    values = {"asked": list(asked), "root": root.pk if root else None}
    return {row[0]: Branch(*row) for row in fetched(_TREE.format(under=_UNDER if root else ""), values)}


def _asked(needs: Iterable[Told], territory: Territory, user) -> list[Asked]:
    """Say of each need who bears it, as far as `user` sees, and whether they all come from elsewhere."""
    needs = list(needs)
    seen = _seen({actor for need in needs for actor in need.bearers}, territory, user)
    here = {actor for actor, is_here in seen.items() if is_here}
    found = []
    for need in needs:
        known = seen.keys() & need.bearers if need.bearers else frozenset()
        found.append(
            Asked(
                need=need.need,
                project=need.project,
                competence=need.asked,
                state=NeedState(need.state),
                fragile=need.fragile,
                lack=need.lack,
                bearers=len(known),
                somebody=len(known) < len(need.bearers),
                elsewhere=bool(known) and not known & here,
            )
        )
    return found


def _seen(actors: Collection[int], territory: Territory, user) -> dict[int, bool]:
    """Tell, of those of some actors that `user` sees, whether they sit or act in the territory."""
    if not actors:
        return {}
    here = "TRUE" if territory.kind == TerritoryKind.COUNTRY else _HERE
    statement = _BEARERS.format(here=here, seen=condition(Actor.objects.visible_to, user))
    return dict(fetched(statement, {**viewer(user), "bearers": list(actors), "territory": territory.pk}))
