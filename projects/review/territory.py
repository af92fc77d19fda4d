"""Reads the projects of a territory and how they stand, as one of its facilitators may see it.

What is stored is trusted unless it is marked: what changed a moment ago, and what is asked for another day, is worked
out here, for the projects of one page.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Self

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from actors.models import Actor, Competence, CompetenceClosure
from projects.enums import NeedKind, NeedState
from projects.models import Need, NeedCoverage, Project, ProjectCoverage
from projects.review import heat_map
from projects.review.due import Due, due
from projects.review.heat_map import Asked, Line
from projects.review.standing import worked_out
from territoire.enums import TerritoryKind
from territoire.models import Territory

# How many projects one table shows.
COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """What the table is about: some projects (all when none are named), a competence and all under it."""

    projects: QuerySet[Project] | None = None
    competence: Competence | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A project of the table; `described` tells whether it states any need at all."""

    project: Project
    standing: ProjectCoverage
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
    competences: Mapping[int, Competence]
    uids: Mapping[int, str]
    at: datetime | None
    behind: bool
    renewed: int = 0
    total: int = 0


def projects_of(territory: Territory, filters: Filters | None = None) -> QuerySet[ProjectCoverage]:
    """Return the stored standings of the projects of a territory, those that lack most first."""
    rows = ProjectCoverage.objects.order_by("-lack", "project_id")
    if territory.kind != TerritoryKind.COUNTRY:
        rows = rows.filter(territories__contains=[territory.pk])
    if filters and filters.projects is not None:
        rows = rows.filter(project_id__in=filters.projects.order_by().values("pk"))
    if filters and filters.competence:
        under = CompetenceClosure.objects.filter(ancestor=filters.competence).values("descendant")
        asking = NeedCoverage.objects.filter(kind=NeedKind.COMPETENCE, asked__in=under)
        rows = rows.filter(project_id__in=asking.values("project_id"))
    return rows


def table(territory: Territory, user, day: date, filters: Filters, page: str | int = 1) -> Table:
    """Return one page of the table on `day`; for another day than today, its projects are worked out here."""
    today = timezone.localdate()
    changed = due(today)
    paginator = Paginator(projects_of(territory, filters), COLUMNS)
    shown = paginator.get_page(page)
    standings, renewed = _standings([row.pk for row in shown], changed, day, today)
    projects = Project.objects.visible_to(user).listed().select_related("territory").in_bulk(list(standings))
    columns = sorted(
        (Column(projects[pk], row, bool(needs)) for pk, (row, needs) in standings.items() if pk in projects),
        key=lambda column: (-column.standing.lack, column.project.pk),
    )
    needs = [need for column in columns for need in standings[column.project.pk][1] if need.competence]
    competences, parents = _tree({need.asked for need in needs}, filters.competence)
    asked = _asked([need for need in needs if need.asked in competences], territory, user)
    names = {pk: one.name for pk, one in competences.items()}
    root = filters.competence.pk if filters.competence else None
    lines = tuple(heat_map.lines(asked, parents, names, root=root))
    linked = {cell.worst.need for line in lines for cell in line.cells.values()}
    return Table(
        day=day,
        page=shown,
        columns=tuple(columns),
        lines=lines,
        competences=competences,
        uids={pk: str(uid) for pk, uid in Need.objects.filter(pk__among=linked).values_list("pk", "uid")},
        at=min((column.standing.at for column in columns), default=None),
        behind=changed.all,
        renewed=renewed,
        total=paginator.count,
    )


class Told(NamedTuple):
    """What the table takes of how one need stands; `competence`: it asks for one."""

    need: int
    project: int
    competence: bool
    asked: int
    state: str
    fragile: bool
    importance: int
    k: Decimal
    quantity: Decimal
    bearers: list[int]

    @classmethod
    def of(cls, *columns) -> Self:
        """Return the need that a row of `TOLD` tells."""
        need, project, kind, *others = columns
        return cls(need, project, kind == NeedKind.COMPETENCE, *others)

    @property
    def lack(self) -> float:
        """Return importance x the share of the need that lacks."""
        if self.state in (NeedState.WAIVED, NeedState.COVERED):
            return 0
        return self.importance * float(1 - self.k / self.quantity)


#: The columns of a stored need that the table reads.
TOLD = (
    "need_id",
    "project_id",
    "kind",
    "asked",
    "state",
    "fragile",
    "importance",
    "k",
    "quantity",
    "bearers",
)


def _standings(
    projects: list[int], changed: Due, day: date, today: date
) -> tuple[dict[int, tuple[ProjectCoverage, list[Told]]], int]:
    """Return how the projects of a page stand, and how many had to be worked out because they changed."""
    if day != today:
        return _worked_out(projects, day), 0
    marked = [pk for pk in projects if pk in changed.projects]
    rows = ProjectCoverage.objects.in_bulk([pk for pk in projects if pk not in changed.projects])
    needs: dict[int, list[Told]] = {pk: [] for pk in rows}
    for columns in NeedCoverage.objects.filter(project_id__among=rows).order_by("need_id").values_list(*TOLD):
        needs[columns[1]].append(Told.of(*columns))
    found = {pk: (row, needs[pk]) for pk, row in rows.items()}
    return {**found, **_worked_out(marked, day)} if marked else found, len(marked)


def _worked_out(projects: list[int], day: date) -> dict[int, tuple[ProjectCoverage, list[Told]]]:
    return {
        pk: (row, [Told.of(*(getattr(need, name) for name in TOLD)) for need in needs])
        for pk, (row, needs) in worked_out(projects, day).items()
    }


def _tree(
    asked: Collection[int], root: Competence | None
) -> tuple[dict[int, Competence], dict[int, int | None]]:
    """Return the competences asked for (under `root`) and all above them, and what each stands under."""
    links = CompetenceClosure.objects.filter(descendant__among=asked)
    if root:
        inside = CompetenceClosure.objects.filter(ancestor=root, descendant__among=asked)
        links = links.filter(descendant__in=inside.values("descendant"))
    above = set(links.values_list("ancestor_id", flat=True))
    found = Competence.objects.only("name", "slug", "parent_id").in_bulk(above)
    return found, {pk: one.parent_id for pk, one in found.items()}


def _asked(needs: Iterable[Told], territory: Territory, user) -> list[Asked]:
    """Say of each need who bears it, as far as `user` sees, and whether they all come from elsewhere."""
    needs = list(needs)
    bearers = {actor for need in needs for actor in need.bearers}
    seen = frozenset(Actor.objects.visible_to(user).filter(pk__among=bearers).values_list("pk", flat=True))
    here = here_among(seen, territory)
    found = []
    for need in needs:
        known = seen.intersection(need.bearers)
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


def here_among(actors: Collection[int], territory: Territory) -> frozenset[int]:
    """Keep the actors that sit or act in the territory."""
    if territory.kind == TerritoryKind.COUNTRY or not actors:
        return frozenset(actors)
    rows = Actor.objects.filter(pk__among=actors).within(territory)
    return frozenset(rows.values_list("pk", flat=True))
