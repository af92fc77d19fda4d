"""What the pages of competences show: the tree to browse, and one entry with who masters and who seeks it."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from actors.enums import CompetenceStatus
from actors.models import Competence, CompetenceSynonym, Mastery
from projects.models import Need, Project
from territoire.site import counts

MASTERS, SEEKERS, NEAR = 24, 12, 12
# Masteries read to fill the list: an actor may have several under one entry.
READ = 120


@dataclass
class Node:
    """An entry of the tree, with those under it; `seekers` counts the open needs for it and for those under."""

    competence: Competence
    synonyms: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    seekers: int = 0

    @property
    def size(self) -> int:
        """How many entries stand under it."""
        return sum(1 + child.size for child in self.children)


def tree(user, day: date, *, words: str = "", sought_only: bool = False) -> list[Node]:
    """Return our tree, or what of it holds `words` or is sought, with what stands above: three queries."""
    competences = Competence.objects.filter(status=CompetenceStatus.APPROVED, source="").order_by(
        "position", "name"
    )
    nodes = {one.pk: Node(one) for one in competences}
    for key, name in CompetenceSynonym.objects.filter(competence__in=nodes).values_list("competence", "name"):
        nodes[key].synonyms.append(name)
    roots = _hang(nodes)
    for key, number in _sought(user, day):
        _count(nodes, key, number)
    if words:
        kept = set(competences.named_like(words).values_list("pk", flat=True))
        roots = _only(roots, kept)
    return _only(roots, {key for key, node in nodes.items() if node.seekers}) if sought_only else roots


def _hang(nodes: dict[int, Node]) -> list[Node]:
    roots = []
    for node in nodes.values():
        above = nodes.get(node.competence.parent_id or 0)
        (above.children if above else roots).append(node)
    return roots


def _sought(user, day: date):
    needs = open_needs(user, day).filter(competence__isnull=False)
    return needs.order_by().values_list("competence").annotate(Count("pk"))


def _count(nodes: dict[int, Node], key: int | None, number: int) -> None:
    while (node := nodes.get(key or 0)) is not None:
        node.seekers += number
        key = node.competence.parent_id


def _only(roots: list[Node], kept: set[int]) -> list[Node]:
    """Keep the entries of `kept`, those under them and those above them."""
    found = []
    for node in roots:
        if node.competence.pk in kept and not any(_holds(child, kept) for child in node.children):
            found.append(node)
        elif children := _only(node.children, kept):
            found.append(Node(node.competence, node.synonyms, children, node.seekers))
    return found


def _holds(node: Node, kept: set[int]) -> bool:
    return node.competence.pk in kept or any(_holds(child, kept) for child in node.children)


def open_needs(user, day: date) -> QuerySet[Need]:
    """Return what the listed projects that `user` may see need on `day`."""
    projects = Project.objects.visible_to(user).listed()
    return Need.objects.open_on(day).filter(waived_on=None, project__in=projects)


@dataclass(frozen=True)
class Page:
    """One competence."""

    competence: Competence
    day: date
    above: list[Competence]
    children: list[Competence]
    near: list[Competence]
    synonyms: list[str]
    masters: list[list[Mastery]]
    master_count: counts.Count
    needs: list[Need]
    need_count: counts.Count


def page(competence: Competence, user, day: date) -> Page:
    """Gather the page of `competence` as `user` may see it on `day`; entries under it count."""
    masters = (
        Mastery.objects.visible_to(user)
        .active_on(day)
        .under(competence)
        .filter(actor__archived_at=None)
        .select_related("actor__family", "actor__seat", "competence")
        .order_by("-level", "-mobilisable", "actor__search_name", "pk")
    )
    needs = (
        open_needs(user, day)
        .filter(competence__in=Competence.objects.under(competence))
        .select_related("competence", "project__territory")
        .order_by("-importance", "pk")
    )
    offered = Competence.objects.filter(status=CompetenceStatus.APPROVED)
    near = (
        offered.filter(parent=competence.parent_id).exclude(pk=competence.pk)
        if competence.parent_id
        else offered.none()
    )
    return Page(
        competence=competence,
        day=day,
        above=_line(competence),
        children=list(offered.filter(parent=competence).order_by("position", "name")),
        near=list(near.order_by("position", "name")[:NEAR]),
        synonyms=list(competence.synonyms.order_by("name").values_list("name", flat=True)),
        masters=by_actor(masters[:READ])[:MASTERS],
        master_count=counts.count(masters.order_by().values("actor").distinct()),
        needs=list(needs[:SEEKERS]),
        need_count=counts.count(needs),
    )


def by_actor(masteries) -> list[list[Mastery]]:
    """Gather masteries by actor, in the order of each one's best."""
    groups: dict[int, list[Mastery]] = {}
    for mastery in masteries:
        groups.setdefault(mastery.actor_id, []).append(mastery)
    return list(groups.values())


def _line(competence: Competence) -> list[Competence]:
    """Return what it stands under, the widest first."""
    above = Competence.objects.filter(pk__in=Competence.objects.above(competence).values("pk")).exclude(
        pk=competence.pk
    )
    by_key = {one.pk: one for one in above}
    line, key = [], competence.parent_id
    while key in by_key:
        line.insert(0, by_key.pop(key))
        key = line[0].parent_id
    return line
