"""What the page of a territory shows: who and what is there, sought and held, on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from actors.models import Actor, ActorFamily, Competence, Mastery
from projects.analysis.cards import Card, cards
from projects.models import Need, Project
from territoire.enums import TerritoryKind
from territoire.models import Facilitation, Territory
from territoire.site import counts
from territoire.site.home import competences_sought
from territoire.territories import former

NEWEST, CARDS, SOUGHT, HELD, PARTS = 8, 6, 6, 10, 60
FAMILY_CEILING = 1_000
SAMPLE = 2_000
# From the closest whole to the widest, as people name the place where they live.
ORDER = [
    TerritoryKind.COUNTRY,
    TerritoryKind.REGION,
    TerritoryKind.DEPARTEMENT,
    TerritoryKind.EPCI,
    TerritoryKind.EPT,
    TerritoryKind.CUSTOM,
    TerritoryKind.COMMUNE,
]


@dataclass(frozen=True)
class Held:
    """A competence held in a territory, and by how many."""

    competence: Competence
    actors: counts.Count


@dataclass(frozen=True)
class Page:
    """All that the page of a territory shows."""

    territory: Territory
    day: date
    wholes: list[Territory]
    parts: list[Territory]
    part_count: counts.Count
    actor_count: counts.Count
    families: list[tuple[ActorFamily, counts.Count]]
    newest: list[Actor]
    project_count: counts.Count
    cards: list[Card]
    sought: list[Need]
    held: list[Held]
    facilitators: list[str]


class _RowsOf(Subquery):
    """SQL: how many rows a (limited) subquery has."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def page(territory: Territory, user, day: date) -> Page:
    """Gather the page of `territory` as `user` may see it on `day`."""
    actors = actors_of(territory, user)
    total = counts.count(actors)
    projects = Project.objects.visible_to(user).listed().within(territory)
    shown = projects.select_related("territory__departement").order_by("-updated_at", "pk")[:CARDS]
    parts = direct_parts(territory)
    return Page(
        territory=territory,
        day=day,
        wholes=wholes(territory),
        parts=list(parts[:PARTS]),
        part_count=counts.count(parts),
        actor_count=total,
        families=by_family(actors, total),
        newest=list(actors.select_related("family", "seat").order_by("-pk")[:NEWEST]),
        project_count=counts.count(projects),
        cards=cards(shown, user=user, day=day),
        sought=competences_sought(projects, day, SOUGHT),
        held=competences_held(actors, total, day),
        facilitators=facilitators(territory, user),
    )


def actors_of(territory: Territory, user) -> QuerySet[Actor]:
    """Return the actors of a territory; all of them for the country, without asking where each sits."""
    actors = Actor.objects.visible_to(user).listed()
    return actors if territory.kind == TerritoryKind.COUNTRY else actors.within(territory)


def by_family(actors: QuerySet[Actor], total: counts.Count) -> list[tuple[ActorFamily, counts.Count]]:
    """Count the actors of each family; where there are very many, each up to a ceiling, so that all stays quick."""
    families = ActorFamily.objects.in_bulk()

    def capped(n: int) -> bool:
        return total.more and n > FAMILY_CEILING

    found: Iterable[tuple[int, int]]
    if total.more:
        some = actors.filter(family=OuterRef("pk")).order_by().values("pk")[: FAMILY_CEILING + 1]
        found = ActorFamily.objects.annotate(found=_RowsOf(some)).values_list("pk", "found")
    else:
        found = actors.order_by().values_list("family").annotate(Count("pk"))
    counted = [
        (families[key], counts.Count(min(n, FAMILY_CEILING), True) if capped(n) else counts.Count(n))
        for key, n in found
        if n
    ]
    return sorted(counted, key=lambda item: (-item[1].value, item[0].position, item[0].name))


def competences_held(actors: QuerySet[Actor], total: counts.Count, day: date) -> list[Held]:
    """Return the competences that most actors hold; where there are very many actors, "more than" the last ones."""
    sampled = total.more or total.value > SAMPLE
    some = actors.order_by("-pk").values("pk")[:SAMPLE] if sampled else actors.order_by().values("pk")
    rows = (
        Mastery.objects.active_on(day)
        .filter(actor__in=some)
        .order_by()
        .values("competence")
        .annotate(n=Count("actor", distinct=True))
        .order_by("-n", "competence")
        .values_list("competence", "n")[:HELD]
    )
    found = dict(rows)
    competences = Competence.objects.in_bulk(found)
    return [Held(competences[key], counts.Count(n, sampled)) for key, n in found.items()]


def wholes(territory: Territory) -> list[Territory]:
    """Return what the territory lies in, the widest first."""
    rank = {kind: place for place, kind in enumerate(ORDER)}
    return sorted(
        Territory.objects.containing(territory).exclude(pk=territory.pk).current(),
        key=lambda whole: (rank[whole.kind], -(whole.population or 0), whole.name),
    )


def direct_parts(territory: Territory) -> QuerySet[Territory]:
    """Return what a territory is made of, one step down."""
    inside = {
        TerritoryKind.COUNTRY: Q(kind=TerritoryKind.REGION),
        TerritoryKind.REGION: Q(kind=TerritoryKind.DEPARTEMENT, region=territory),
        TerritoryKind.DEPARTEMENT: Q(kind=TerritoryKind.EPCI, departement=territory),
        TerritoryKind.EPCI: Q(kind=TerritoryKind.COMMUNE, epci=territory),
    }
    named = inside.get(TerritoryKind(territory.kind), Q(whole_links__whole=territory))
    return Territory.objects.current().filter(named).order_by(F("population").desc(nulls_last=True), "name")


def facilitators(territory: Territory, user) -> list[str]:
    """Return who facilitates this place, by the names they chose; for members only, since they are people."""
    if not user.is_authenticated:
        return []
    return [
        str(facilitation.user)
        for facilitation in Facilitation.objects.over(territory)
        .select_related("user")
        .order_by("user__name", "pk")[:5]
    ]


def today(code: str) -> Territory | None:
    """Return today's territory for the code of a former commune, or of one that has successors."""
    known = Territory.objects.filter(code=code).first()
    if known:
        return known.successors.current().order_by("pk").first()
    now = former.commune_of_today(code.removeprefix("commune-"))
    return Territory.objects.filter(code=f"commune-{now}").first() if now else None
