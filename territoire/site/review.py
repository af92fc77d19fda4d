"""What the review of a territory shows to who facilitates it: the table, demand and supply, actors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Actor, ActorFamily, Competence
from projects import search
from projects.analysis.words import joined
from projects.models import Involvement, NetworkPlace, Project, Theme
from projects.review import balance
from projects.review.balance import Balance, OutOfReach
from projects.review.heat_map import Line
from projects.review.network import Sort
from projects.review.territory import Column, Filters, Table
from territoire.models import Territory
from territoire.site import counts
from territoire.site.review_cells import Cells
from territoire.site.territory import actors_of

# How many of each are told; the files tell all.
MOST_BALANCES, MOST_LACKS, MOST_RESTS, MOST_IDLE, MOST_ACTORS, MOST_PROJECTS = 40, 15, 12, 20, 30, 8
MOST_LINKING = 10
# Of those in no project more than that are not counted: it is a list of calls to make.
MOST_COUNTED = 1_000
#: How many of the newest actors of all are looked at first.
LATEST = 2_000


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of the table; `url` opens a folded branch."""

    name: str
    line: Line
    url: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Named[Value]:
    """Something said of a competence."""

    competence: Competence
    value: Value


@dataclass(frozen=True, slots=True)
class Resting:
    """Projects that rest on one actor alone for a competence; no actor when the viewer may not see who."""

    competence: Competence
    actor: Actor | None
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A project with what it lacks, and the families of actors that are not aboard."""

    column: Column
    absent: tuple[ActorFamily, ...]


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


def asked_of(query: QueryDict) -> Asked:
    """Read the filters of the address; what is unknown asks for nothing."""
    theme = query.get("theme", "")
    return Asked(
        words=query.get("q", "").strip(),
        theme=theme if theme and Theme.objects.filter(slug=theme).exists() else "",
        competence=Competence.objects.filter(slug=query.get("competence", "")).first(),
    )


def drawn(table: Table, query: QueryDict) -> list[DrawnLine]:
    """Return the lines of the table in words and addresses, in its order."""
    cells = Cells((column.project for column in table.columns), table.day, table.uids)
    return [_line(line, table.competences[line.competence], query, cells) for line in table.lines]


def _line(line: Line, competence: Competence, query: QueryDict, cells: Cells) -> DrawnLine:
    opened = query.copy()
    opened["competence"] = competence.slug
    opened.pop("page", None)
    return DrawnLine(competence.name, line, f"?{opened.urlencode()}", cells.row(competence.name, line.cells))


def most_lacking(table: Table, user) -> list[Lacking]:
    """Return the projects of the table that lack most, and the families that are absent from each."""
    columns = [column for column in table.columns if column.standing.uncovered][:MOST_PROJECTS]
    projects = [column.project.pk for column in columns]
    aboard = set(
        Involvement.objects.visible_to(user)
        .active_on(table.day)
        .filter(project__among=projects, actor__restricted_at=None)
        .values_list("project_id", "actor__family_id")
    )
    families = list(ActorFamily.objects.all())
    return [
        Lacking(column, tuple(one for one in families if (column.project.pk, one.pk) not in aboard))
        for column in columns
    ]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Demand and supply of a territory: what is sought, what nobody here can meet, what rests on one, what is idle."""

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
    lacks, rests, idle = balance.out_of_reach(territory, found), [], balance.idle(found)
    rests = balance.rests_on(territory, MOST_RESTS)
    told = {one.competence for group in (sought, lacks, rests, idle) for one in group}
    names = balance.named(told)
    return Exchange(
        balances=[Named(names[one.competence], one) for one in sought if one.competence in names],
        total=len(sought),
        lacks=[Named(names[one.competence], one) for one in lacks[:MOST_LACKS] if one.competence in names],
        all_lacks=len(lacks),
        resting=_resting(rests, names, user),
        idle=[Named(names[one.competence], one) for one in idle[:MOST_IDLE] if one.competence in names],
        all_idle=len(idle),
    )


def _resting(rests: list[balance.RestsOn], names: Mapping[int, Competence], user) -> list[Resting]:
    actors = Actor.objects.visible_to(user).filter(pk__among=[one.actor for one in rests])
    known = actors.select_related("family").in_bulk()
    projects = Project.objects.visible_to(user).in_bulk({pk for one in rests for pk in one.projects})
    return [
        Resting(
            names[one.competence],
            known.get(one.actor),
            tuple(projects[pk] for pk in one.projects if pk in projects),
        )
        for one in rests
    ]


@dataclass(frozen=True, slots=True)
class Spare:
    """The actors of a territory that take part in no project."""

    actors: list[Actor]
    count: counts.Count


def in_no_project(territory: Territory, user, day: date) -> Spare:
    """Return the actors of the territory that take part in no project on `day`, those known for longest last."""
    aboard = Involvement.objects.active_on(day).filter(actor=OuterRef("pk"))
    alone: QuerySet[Actor] = actors_of(territory, user).filter(~Exists(aboard))
    newest = _newest(alone.select_related("family", "seat").order_by("-pk"))
    if len(newest) < MOST_ACTORS:
        return Spare(newest, counts.Count(len(newest)))
    return Spare(newest, counts.count(alone, MOST_COUNTED))


def _newest(actors: QuerySet[Actor]) -> list[Actor]:
    """Return the first of `actors`, the newest first: looked for among the newest of all, then among all.

    Otherwise all those of a large territory are read and sorted for the first few of them.
    """
    last = Actor.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    found = list(actors.filter(pk__gt=last - LATEST)[:MOST_ACTORS])
    return found if len(found) == MOST_ACTORS else list(actors[:MOST_ACTORS])


@dataclass(frozen=True, slots=True)
class Linking:
    """An actor with what the network says of it, in words."""

    actor: Actor
    words: str


@dataclass(frozen=True, slots=True)
class Network:
    """Who links others in a territory, and who is hardly linked; measured on `day`, on the whole network."""

    day: date | None
    brokers: list[Linking]
    isolated: list[Linking]


def network(territory: Territory, user) -> Network:
    """Return the brokers of a territory, those through whom most passes first, and its isolated actors."""
    actors = actors_of(territory, user)
    here = NetworkPlace.objects.filter(actor_id__in=actors.values("pk"))
    between = list(here.filter(brokers=True).order_by("-between", "actor_id")[:MOST_LINKING])
    alone = list(here.filter(ties__lte=1).order_by("ties", "actor_id")[:MOST_LINKING])
    keys = {
        sort: {key for place in (*between, *alone) for one, key in place.links if one == sort}
        for sort in Sort
    }
    shown = {place.actor_id for place in (*between, *alone)}
    known = Actor.objects.visible_to(user).listed().select_related("family")
    persons = known.in_bulk(shown | keys[Sort.ACTOR])
    projects = Project.objects.visible_to(user).in_bulk(keys[Sort.PROJECT])
    names = {(str(Sort.ACTOR), pk): one.name for pk, one in persons.items()}
    names |= {(str(Sort.PROJECT), pk): one.name for pk, one in projects.items()}
    return Network(
        day=next((place.day for place in (*between, *alone)), None),
        brokers=[
            Linking(persons[one.actor_id], _links(one, names)) for one in between if one.actor_id in persons
        ],
        isolated=[
            Linking(persons[one.actor_id], _tie(one, names)) for one in alone if one.actor_id in persons
        ],
    )


def _links(place: NetworkPlace, names: Mapping[tuple[str, int], str]) -> str:
    """Say whom a broker links; groups named after what the viewer may not see are left out."""
    found = [names.get((sort, key)) for sort, key in place.links]
    told = [_("“%(name)s”") % {"name": name} for name in found if name]
    if place.alone and all(found[:2]):
        return _("The only link between %(one)s and %(other)s") % {"one": told[0], "other": told[1]}
    if len(told) > 1:
        return _("Links %(groups)s") % {"groups": joined(told[:4])}
    return ngettext("%(count)s tie", "%(count)s ties", place.ties) % {"count": place.ties}


def _tie(place: NetworkPlace, names: Mapping[tuple[str, int], str]) -> str:
    if not place.ties:
        return _("No known tie")
    name = names.get((place.links[0][0], place.links[0][1])) if place.links else None
    return _("One tie only: %(name)s") % {"name": name} if name else _("One tie only")
