"""What the home page shows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef

from actors.models import ActorFamily
from projects.analysis.cards import Card, cards, gaps_by_need
from projects.enums import Stage
from projects.models import Need, Project
from territoire.models import Territory
from territoire.site import counts

CARDS, SOUGHT, ACTIVE = 4, 5, 6
# How many needs are analysed for each one that is shown: some turn out to be covered.
ANALYSED = 5
OVER = (Stage.DONE, Stage.STOPPED)


@dataclass(frozen=True)
class Home:
    """Places to go, projects to board, competences sought; families for an instance that is still empty."""

    active_territories: list[Territory]
    cards: list[Card]
    boardable: counts.Count
    sought: list[Need]
    families: list[ActorFamily]


def home(user, day: date) -> Home:
    """Gather the home page as `user` may see it on `day`."""
    boardable = boardable_projects(user)
    shown = (
        boardable.annotate(seeks=Exists(_open_needs(day).filter(project=OuterRef("pk"))))
        .select_related("territory__departement")
        .order_by("-seeks", "-updated_at", "pk")[:CARDS]
    )
    return Home(
        active_territories=active_territories(user, ACTIVE),
        cards=cards(shown, user=user, day=day),
        boardable=counts.count(boardable),
        sought=competences_sought(boardable, day, SOUGHT),
        families=list(ActorFamily.objects.all()),
    )


def boardable_projects(user):
    """Return the projects that take newcomers and are still going on."""
    return Project.objects.visible_to(user).listed().filter(open_to_newcomers=True).exclude(stage__in=OVER)


def competences_sought(projects, day: date, most: int) -> list[Need]:
    """Return competences that `projects` ask for on `day` and do not hold, the most important first.

    Each need has its `gap`. Only the most important needs are analysed: what a page shows, not all of a country.
    """
    needs = (
        _open_needs(day)
        .filter(project__in=projects, competence__isnull=False)
        .select_related("competence", "project__territory")
        .order_by("-importance", F("wanted_by").asc(nulls_last=True), "pk")[: most * ANALYSED]
    )
    by_project = defaultdict(list)
    for need in needs:
        by_project[need.project_id].append(need)
    gaps = gaps_by_need(by_project, day)
    for need in needs:
        need.gap = gaps[need.pk]
    return [need for need in needs if need.gap.uncovered][:most]


def active_territories(user, most: int) -> list[Territory]:
    """Return the territories where most projects are going on, each with `project_count`."""
    going = Project.objects.visible_to(user).listed().values("territory").order_by()
    busiest = list(
        going.annotate(n=Count("pk")).order_by("-n", "territory").values_list("territory", "n")[:most]
    )
    territories = Territory.objects.select_related("departement").in_bulk([key for key, _n in busiest])
    for key, number in busiest:
        territories[key].project_count = number  # type: ignore[attr-defined]  # for the page
    return [territories[key] for key, _n in busiest]


def _open_needs(day: date):
    return Need.objects.open_on(day).filter(waived_on=None)
