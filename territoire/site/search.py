"""Search over all, for people (a page) and for forms (autocompletion)."""

from dataclasses import dataclass

from actors import search as actor_search
from actors.models import Actor, Competence
from projects import search as project_search
from projects.models import Project
from territoire.models import Territory
from territoire.models.territory import TerritoryQuerySet
from territoire.site import counts

MOST_CHOICES = 20
SHORTEST = 2
SHOWN = 6
CEILING = 1_000


@dataclass(frozen=True)
class Found:
    """What holds the words, a few of each sort, and how many there are."""

    actors: list[Actor]
    actor_count: counts.Count
    projects: list[Project]
    project_count: counts.Count
    competences: list[Competence]
    territories: list[Territory]

    def __bool__(self) -> bool:
        return bool(self.actors or self.projects or self.competences or self.territories)


def everything(words: str, user) -> Found:
    """Search actors, projects, competences and territories that `user` may see."""
    actors = Actor.objects.visible_to(user).listed()
    actors = actors.filter(actor_search.condition(actors, words))
    projects = project_search.holding(Project.objects.visible_to(user).listed(), words)
    return Found(
        actors=list(actor_search.by_relevance(actors, words).select_related("family", "seat")[:SHOWN]),
        actor_count=counts.count(actors, CEILING),
        projects=list(project_search.by_relevance(projects, words).select_related("territory")[:SHOWN]),
        project_count=counts.count(projects, CEILING),
        competences=list(Competence.objects.offered_to(user).filter(source="").named_like(words)[:SHOWN]),
        territories=list(territories_named(words)[:SHOWN]),
    )


def territories_named(text: str) -> TerritoryQuerySet:
    """Return the territories of today whose name, former name, postcode or code holds `text`, best first."""
    if len(text.strip()) < SHORTEST:
        return Territory.objects.none()
    return Territory.objects.current().named_like(text).select_related("departement")


def territory_choices(text: str) -> list[dict[str, str]]:
    """Return what an autocompletion of territories shows: `id` is the code, `detail` the kind and département."""
    return [
        {"id": territory.code, "text": territory.name, "detail": territory.whereabouts}
        for territory in territories_named(text)[:MOST_CHOICES]
    ]
