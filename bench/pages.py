"""What is measured: each page or answer, where it is asked for, and its bare SQL."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from actors.models import Actor
from bench import bare
from projects.models import Project
from territoire.models import Territory


@dataclass(frozen=True)
class Case:
    """One row of the table: a name, the addresses asked in turn, and the bare SQL with the values for each."""

    name: str
    addresses: list[str]
    sql: str = ""
    values: list[dict] = field(default_factory=list)


def cases() -> list[Case]:
    """Return what to measure in the world of the current database."""
    day = timezone.localdate()
    random_projects = _sample(Project.objects.order_by("pk"), 20)
    biggest = Project.objects.annotate(n=Count("involvements")).order_by("-n", "pk")[:3]
    actors = _sample(Actor.objects.filter(visibility="public").order_by("pk"), 20)
    departements = _by_actors("departement")
    middle = departements[len(departements) // 2]
    return [
        Case("home", ["/"]),
        Case("actor list, plain", ["/acteurs/"]),
        _search("two words", [_two_words(actor) for actor in actors]),
        _search(
            "two words, one typing mistake",
            [_mistaken(_two_words(actor)) for actor in actors],
            bare_too=False,
        ),
        _search("a very common word", ["association"]),
        _within("median département", middle),
        _within("biggest département", departements[0]),
        Case("actor page", [f"/acteurs/{actor.slug}/" for actor in actors]),
        Case("project list, plain", ["/projets/"], bare.PROJECTS_PAGE, [{}]),
        _project("page of a project", "", random_projects, bare.CIRCLE_OF_PROJECT, day),
        _project("gaps of a project", "manques/", random_projects, bare.COVERAGE_OF_PROJECT, day),
        _project("gaps of the 3 biggest", "manques/", biggest, bare.COVERAGE_OF_PROJECT, day),
        _project(
            "map of a project, network", "carte/?vue=reseau", random_projects, bare.TIES_OF_PROJECT, day
        ),
        _project(
            "map of a project, circles", "carte/?vue=cercles", random_projects, bare.CIRCLE_OF_PROJECT, day
        ),
        _project("map of the 3 biggest, network", "carte/?vue=reseau", biggest, bare.TIES_OF_PROJECT, day),
        Case("page of the median département", [f"/territoires/{middle.code}/"]),
        Case("page of the biggest département", [f"/territoires/{departements[0].code}/"]),
        Case("page of France", ["/territoires/france/"]),
        Case("map of the median département", [f"/territoires/{middle.code}/carte/"]),
        Case("map of the biggest département", [f"/territoires/{departements[0].code}/carte/"]),
        Case("gaps, JSON", [f"/api/v1/projects/{project.slug}/gaps/" for project in random_projects]),
    ]


def _project(name: str, tail: str, projects: list[Project], sql: str, day) -> Case:
    addresses = [f"/projets/{project.slug}/{tail}" for project in projects]
    return Case(name, addresses, sql, [{"project": project.pk, "day": day} for project in projects])


def _search(name: str, texts: list[str], *, bare_too: bool = True) -> Case:
    addresses = [f"/acteurs/?q={text.replace(' ', '+')}" for text in texts]
    words = [{"words": " & ".join(f"{word}:*" for word in text.split())} for text in texts]
    return Case(f"actor list, {name}", addresses, bare.ACTOR_SEARCH if bare_too else "", words)


def _within(name: str, territory: Territory) -> Case:
    address = f"/acteurs/?territoire={territory.code}"
    return Case(f"actor list, {name}", [address], bare.ACTORS_OF_TERRITORY, [{"territory": territory.pk}])


def _by_actors(kind: str) -> list[Territory]:
    """Return the territories of `kind`, the one with most actors first."""
    counts: dict[int, int] = dict(
        Actor.objects.values_list(f"seat__{kind}")
        .annotate(n=Count("pk"))
        .order_by("-n")
        .values_list(f"seat__{kind}", "n")
    )
    counts.pop(None, None)
    found = Territory.objects.in_bulk(counts)
    return [found[pk] for pk in counts]


def _sample(queryset, size: int) -> list:
    """Return `size` records, evenly spread."""
    keys = list(queryset.values_list("pk", flat=True))
    size = min(size, len(keys))
    return list(queryset.filter(pk__in=[keys[n * len(keys) // size] for n in range(size)]))


def _two_words(actor: Actor) -> str:
    words = actor.search_name.replace("'", " ").split()
    return " ".join(words[1:3])


def _mistaken(text: str) -> str:
    """Swap two letters in the middle of the longest word."""
    word = max(text.split(), key=len)
    middle = len(word) // 2
    return text.replace(word, word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :])
