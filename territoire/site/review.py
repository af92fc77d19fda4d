"""What the review of a territory shows to who facilitates it: the table, demand and supply, actors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Actor, Competence
from projects import search
from projects.analysis.words import joined
from projects.models import Project, Theme
from projects.review import balance, people
from projects.review.balance import Balance, OutOfReach
from projects.review.heat_map import Line
from projects.review.network import Sort
from projects.review.territory import Column, Filters, Table
from territoire.models import Territory
from territoire.sight import condition, fetched, viewer
from territoire.site import counts
from territoire.site.review_cells import Cells, Head

# How many of each are told; the files tell all.
MOST_BALANCES, MOST_LACKS, MOST_RESTS, MOST_IDLE, MOST_ACTORS, MOST_PROJECTS = 40, 15, 12, 20, 30, 8
MOST_LINKING = 10
# Of those in no project more than that are not counted: it is a list of calls to make.
MOST_COUNTED = 1_000
#: Of the address: branches that are unfolded, all of them, the branch whose lines alone are asked for.
BRANCH, EACH, LINES = "branche", "tout", "lignes"

# Who is hidden from the viewer is as if absent; projects are those that they see.
_ABSENT = """
WITH aboard AS MATERIALIZED (
    SELECT DISTINCT project_id, family_id
    FROM projects_involvement JOIN actors_actor ON actors_actor.id = actor_id
    WHERE project_id = ANY(%(projects)s) AND range_contains_elem(period, %(day)s::date)
        AND restricted_at IS NULL AND {seen}
)
SELECT project, code, name FROM unnest(%(projects)s::bigint[]) project CROSS JOIN actors_actorfamily family
WHERE NOT EXISTS (SELECT 1 FROM aboard WHERE project_id = project AND family_id = family.id)
ORDER BY position, code
"""


class Family(NamedTuple):
    """A family of actors as a list names it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Named[Value]:
    """Something said of a competence."""

    competence: balance.Competence
    value: Value


@dataclass(frozen=True, slots=True)
class Resting:
    """Projects that rest on one actor alone for a competence; no actor when the viewer may not see who."""

    competence: balance.Competence
    actor: people.Person | None
    projects: tuple[people.Project, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A project with what it lacks, and the families of actors that are not aboard."""

    column: Column
    url: str
    absent: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the address: words of projects' names, a theme, a competence and all under it."""

    words: str = ""
    theme: str = ""
    competence: Competence | None = None

    @property
    def any(self) -> bool:
        """Tell whether something is left out."""
        return bool(self.words or self.theme or self.competence)

    @property
    def filters(self) -> Filters:
        """Return what the table understands."""
        if not (self.words or self.theme):
            return Filters(competence=self.competence)
        projects = Project.objects.listed()
        if self.theme:
            projects = projects.filter(themes__slug=self.theme)
        return Filters(search.holding(projects, self.words), self.competence)


def asked_of(query: QueryDict, themes: Iterable[Theme]) -> Asked:
    """Read the filters of the address; what is unknown asks for nothing."""
    theme, slug = query.get("theme", ""), query.get("competence", "")
    return Asked(
        words=query.get("q", "").strip(),
        theme=theme if theme in {one.slug for one in themes} else "",
        competence=Competence.objects.filter(slug=slug).first() if slug else None,
    )


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of the table."""

    name: str
    line: Line
    cells: SafeString


@dataclass(frozen=True, slots=True)
class DrawnBranch:
    """The lines of a branch.

    `url` unfolds or folds it, `part` gives its lines alone, `alone` the table of what stands under it alone.
    """

    slug: str
    lines: tuple[DrawnLine, ...]
    url: str
    part: str
    alone: str

    @property
    def head(self) -> Line:
        """Return the line of the branch itself."""
        return self.lines[0].line


def drawn(table: Table, columns: list[Head], query: QueryDict, only: str = "") -> list[DrawnBranch]:
    """Return the lines of the table in words and addresses, branch by branch, in its order; of one alone if named."""
    cells = Cells(columns, table.uids)
    branches: list[list[Line]] = []
    for line in table.lines:
        if not branches or not line.depth:
            branches.append([])
        branches[-1].append(line)
    named = ((table.competences[lines[0].competence], lines) for lines in branches)
    return [
        _branch(branch.slug, lines, table, query, cells)
        for branch, lines in named
        if not only or branch.slug == only
    ]


def _branch(slug: str, lines: list[Line], table: Table, query: QueryDict, cells: Cells) -> DrawnBranch:
    names = {line.competence: table.competences[line.competence].name for line in lines}
    url, part, alone = _addresses(slug, query, folded=lines[0].folded) if lines[0].foldable else ("", "", "")
    return DrawnBranch(
        slug,
        tuple(
            DrawnLine(names[line.competence], line, cells.row(names[line.competence], line.cells))
            for line in lines
        ),
        url,
        part,
        alone,
    )


def _addresses(slug: str, query: QueryDict, *, folded: bool) -> tuple[str, str, str]:
    changed = toggled(query, slug, opened=folded)
    part, alone = changed.copy(), query.copy()
    part[LINES] = slug
    alone["competence"] = slug
    for name in ("page", BRANCH, LINES, EACH):
        alone.pop(name, None)
    return f"?{changed.urlencode()}#branche-{slug}", f"?{part.urlencode()}", f"?{alone.urlencode()}"


def toggled(query: QueryDict, slug: str, *, opened: bool) -> QueryDict:
    """Return the parameters of the same table with a branch unfolded, or folded."""
    changed = query.copy()
    changed.pop(LINES, None)
    others = [one for one in changed.getlist(BRANCH) if one != slug]
    changed.setlist(BRANCH, [*others, slug] if opened else others)
    return changed


def opened_of(query: QueryDict) -> frozenset[str] | None:
    """Return the branches that are unfolded; nothing to say that all are."""
    return None if EACH in query else frozenset(query.getlist(BRANCH))


def most_lacking(table: Table, columns: list[Head], user) -> list[Lacking]:
    """Return the projects of the table that lack most, and the families that are absent from each."""
    lacking = [
        (column, head.url)
        for column, head in zip(table.columns, columns, strict=True)
        if column.standing.uncovered
    ][:MOST_PROJECTS]
    values = {**viewer(user), "projects": [column.project.pk for column, _url in lacking], "day": table.day}
    absent = defaultdict(list)
    for project, code, name in fetched(
        _ABSENT.format(seen=condition(Actor.objects.visible_to, user)), values
    ):
        absent[project].append(Family(code, name))
    return [Lacking(column, url, tuple(absent[column.project.pk])) for column, url in lacking]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Demand and supply of a territory: what is sought, what nobody here can meet, what rests on one, what is idle.

    The first of each; `total` and `all_…` count them.
    """

    balances: list[Named[Balance]]
    total: int
    lacks: list[Named[OutOfReach]]
    all_lacks: int
    resting: list[Resting]
    idle: list[Named[Balance]]
    all_idle: int


def exchange(territory: Territory, user) -> Exchange:
    """Gather demand and supply as they are today."""
    found = balance.balances(territory, user)
    sought = sorted(
        (one for one in found.values() if one.asked),
        key=lambda one: (-one.uncovered, one.holders, -one.asked, one.competence),
    )
    lacks, idle = balance.out_of_reach(territory, found), balance.idle(found)
    rests = balance.rests_on(territory, MOST_RESTS)
    told = (sought[:MOST_BALANCES], lacks[:MOST_LACKS], idle[:MOST_IDLE], rests)
    names = balance.named({one.competence for group in told for one in group})
    return Exchange(
        balances=[Named(names[one.competence], one) for one in told[0] if one.competence in names],
        total=len(sought),
        lacks=[Named(names[one.competence], one) for one in told[1] if one.competence in names],
        all_lacks=len(lacks),
        resting=_resting(rests, names, user),
        idle=[Named(names[one.competence], one) for one in told[2] if one.competence in names],
        all_idle=len(idle),
    )


def _resting(rests: list[balance.RestsOn], names: Mapping[int, balance.Competence], user) -> list[Resting]:
    keys = {pk for one in rests for pk in one.projects}
    actors, projects = people.named(user, {one.actor for one in rests}, keys)
    return [
        Resting(
            names[one.competence],
            actors.get(one.actor),
            tuple(projects[pk] for pk in one.projects if pk in projects),
        )
        for one in rests
    ]


@dataclass(frozen=True, slots=True)
class Spare:
    """The actors of a territory that take part in no project."""

    actors: list[people.Person]
    count: counts.Count


def in_no_project(territory: Territory, user, day: date) -> Spare:
    """Return the actors of the territory that take part in no project on `day`, those known for longest last."""
    found = people.in_no_project(territory, user, day, MOST_COUNTED + 1)
    count = counts.Count(min(len(found), MOST_COUNTED), len(found) > MOST_COUNTED)
    if count.more:
        found = people.newest_in_no_project(territory, user, day, MOST_ACTORS)
    shown = sorted(found, reverse=True)[:MOST_ACTORS]
    persons, _projects = people.named(user, shown)
    return Spare([persons[pk] for pk in shown if pk in persons], count)


@dataclass(frozen=True, slots=True)
class Linking:
    """An actor with what the network says of it, in words."""

    actor: people.Person
    words: str


@dataclass(frozen=True, slots=True)
class Network:
    """Who links others in a territory, and who is hardly linked; measured on `day`, on the whole network."""

    day: date | None
    brokers: list[Linking]
    isolated: list[Linking]


def network(territory: Territory, user) -> Network:
    """Return the brokers of a territory, those through whom most passes first, and its isolated actors."""
    between, alone = people.linking(territory, user, MOST_LINKING)
    keys = {
        sort: {key for place in (*between, *alone) for one, key in place.links if one == sort}
        for sort in Sort
    }
    shown = {place.actor for place in (*between, *alone)}
    persons, projects = people.named(user, shown | keys[Sort.ACTOR], keys[Sort.PROJECT], listed=True)
    names = {(str(Sort.ACTOR), pk): one.name for pk, one in persons.items()}
    names |= {(str(Sort.PROJECT), pk): one.name for pk, one in projects.items()}
    return Network(
        day=next((place.day for place in (*between, *alone)), None),
        brokers=[Linking(persons[one.actor], _links(one, names)) for one in between if one.actor in persons],
        isolated=[Linking(persons[one.actor], _tie(one, names)) for one in alone if one.actor in persons],
    )


def _links(place: people.Place, names: Mapping[tuple[str, int], str]) -> str:
    """Say whom a broker links; groups named after what the viewer may not see are left out."""
    found = [names.get((sort, key)) for sort, key in place.links]
    told = [_("“%(name)s”") % {"name": name} for name in found if name]
    if place.alone and all(found[:2]):
        return _("The only link between %(one)s and %(other)s") % {"one": told[0], "other": told[1]}
    if len(told) > 1:
        return _("Links %(groups)s") % {"groups": joined(told[:4])}
    return ngettext("%(count)s tie", "%(count)s ties", place.ties) % {"count": place.ties}


def _tie(place: people.Place, names: Mapping[tuple[str, int], str]) -> str:
    if not place.ties:
        return _("No known tie")
    name = names.get((place.links[0][0], place.links[0][1])) if place.links else None
    return _("One tie only: %(name)s") % {"name": name} if name else _("One tie only")
