"""What is measured: each page or answer, where it is asked for, and its bare SQL."""

from urllib.parse import quote_plus

from django.db.models import Count
from django.utils import timezone

from actors.models import Actor, Competence, Partnership
from bench import api, bare, changes
from bench.case import SAMPLE, Case, holder
from projects.models import Need, Project
from territoire.models import Facilitation, Territory
from territoire.text import normalise

LEVELS = {"epci": "EPCI", "departement": "département", "region": "région"}
# About as many needs as the budget of the circle to invite speaks of.
THIRTY = range(29, 33)


def cases() -> list[Case]:
    """Return what to measure in the world of the current database."""
    departements = _by_actors("departement")
    places = [departements[len(departements) // 2], departements[0]]
    return [
        Case("home", ["/"]),
        *_of_actors(places),
        *_of_projects(places),
        *_of_territories(places),
        *_of_competences(),
        *_signed_in(),
        *changes.cases(),
    ]


def _of_actors(places: list[Territory]) -> list[Case]:
    actors = _sample(Actor.objects.filter(visibility="public").order_by("pk"))
    texts = [_two_words(actor) for actor in actors]
    return [
        Case("actors, plain", ["/acteurs/"], bare.ACTORS),
        _search("two words", texts),
        _search("two words, one typing mistake", [_mistaken(text) for text in texts], bare_too=False),
        _search("a very common word", ["association"]),
        *(_within("actors", place, bare.ACTORS_OF_TERRITORY) for place in places),
        *api.cases(places, actors),
        Case("search over all", [f"/recherche/?q={quote_plus(text)}" for text in texts]),
        _actor("page of an actor", actors),
        _actor("page of the 3 with most partners", _hubs()),
    ]


def _of_projects(places: list[Territory]) -> list[Case]:
    some = _sample(Project.objects.order_by("pk"))
    biggest = list(Project.objects.annotate(n=Count("involvements")).order_by("-n", "pk")[:3])
    words = [project.name.split()[0] for project in some]
    return [
        Case("projects, plain", ["/projets/"], bare.PROJECTS),
        Case(
            "projects, a word",
            [f"/projets/?q={quote_plus(word)}" for word in words],
            bare.PROJECT_SEARCH,
            [{"words": f"{normalise(word)}:*"} for word in words],
        ),
        *(_within("projects", place, bare.PROJECTS_OF_TERRITORY) for place in places),
        _project("page of a project", "", some, bare.CIRCLE_OF_PROJECT),
        _project("page of the 3 biggest projects", "", biggest, bare.CIRCLE_OF_PROJECT),
        _project("gaps of a project", "manques/", some, bare.COVERAGE_OF_PROJECT),
        _project("gaps of the 3 biggest", "manques/", biggest, bare.COVERAGE_OF_PROJECT),
        _project("gaps, with the candidates of each need", "manques/?tout=1", some, bare.COVERAGE_OF_PROJECT),
        _project("gaps, what others did", "manques/ailleurs/", some, ""),
        Case("gaps, one need unfolded", _unfolded(some)),
        _project(
            "circle to invite, about 30 needs",
            "manques/inviter/",
            _with_thirty_needs(),
            bare.HOLDERS_FOR_PROJECT,
        ),
        Case("gaps, JSON", [f"/api/v1/projects/{project.slug}/gaps/" for project in some]),
        _project("map of a project, network", "carte/?vue=reseau", some, bare.TIES_OF_PROJECT),
        _project("map of a project, circles", "carte/?vue=cercles", some, bare.CIRCLE_OF_PROJECT),
        _project("map of the 3 biggest, network", "carte/?vue=reseau", biggest, bare.TIES_OF_PROJECT),
        _project("payload of the map of a project", "carte/?format=json", some, bare.TIES_OF_PROJECT),
        _project("payload of the map of the 3 biggest", "carte/?format=json", biggest, bare.TIES_OF_PROJECT),
    ]


def _unfolded(projects: list[Project]) -> list[str]:
    """Return what the page of each project asks for when its least important need is unfolded."""
    found = []
    for project in projects:
        need = project.needs.open_on(timezone.localdate()).order_by("importance", "-pk").first()
        if need:
            found.append(f"/projets/{project.slug}/manques/besoins/{need.uid}/?premiers=1")
    return found


def _with_thirty_needs() -> list[Project]:
    counted = Need.objects.values_list("project").annotate(n=Count("pk")).filter(n__in=THIRTY)
    return _sample(Project.objects.filter(pk__in=counted.values("project")).order_by("pk"), 10)


def _of_territories(places: list[Territory]) -> list[Case]:
    named = [*zip(("the median département", "the biggest département"), places, strict=True)]
    named.append(("France", Territory.objects.get(code="france")))
    return [
        *(
            Case(f"page of {name}", [f"/territoires/{place.code}/"], bare.TERRITORY, [{"territory": place.pk}])
            for name, place in named
        ),
        *(
            Case(f"{what} of {name}", [f"/territoires/{place.code}/carte/{tail}"], bare.TIES_OF_TERRITORY,
                 [{"territory": place.pk, "day": timezone.localdate()}])
            for what, tail in (("map", ""), ("payload of the map", "?format=json"))
            for name, place in named
        ),
        *(
            Case(f"payload of the map of {name}, 5,000 asked",
                 [f"/territoires/{place.code}/carte/?format=json&combien=5000"], bare.NETWORK_OF_TERRITORY,
                 [{"territory": place.pk, "day": timezone.localdate(), "most": 5_000}])
            for name, place in named
        ),
    ]  # fmt: skip


def _of_competences() -> list[Case]:
    held = Competence.objects.annotate(n=Count("masteries")).order_by("-n", "pk")[:3]
    return [
        Case("competences", ["/competences/"]),
        Case("page of the 3 competences most held", [f"/competences/{one.slug}/" for one in held]),
    ]


def _signed_in() -> list[Case]:
    """Return what a holder of projects asks for: more conditions on what may be seen."""
    own = list(Project.objects.filter(team__memberships__user=holder()).order_by("pk"))
    return [
        *(
            Case(
                f"review of {name}, {part or 'table'}",
                [f"/territoires/{place.code}/manques/{part and part + '/'}"],
                bare.SUMMARY_OF_TERRITORY,
                [{"territory": place.pk}],
                signed_in=True,
            )
            for name, place in _reviewed()
            for part in ("", "competences", "acteurs")
        ),
        Case("my space (holder)", ["/mon-espace/"], signed_in=True),
        Case("actors, plain (holder)", ["/acteurs/"], bare.ACTORS, signed_in=True),
        Case("projects, plain (holder)", ["/projets/"], bare.PROJECTS, signed_in=True),
        _project("page of a project (holder)", "", own, bare.CIRCLE_OF_PROJECT, signed_in=True),
        _project("gaps of a project (holder)", "manques/", own, bare.COVERAGE_OF_PROJECT, signed_in=True),
        _project("map of a project (holder)", "carte/", own, bare.TIES_OF_PROJECT, signed_in=True),
    ]


def _reviewed() -> list[tuple[str, Territory]]:
    """Return the territories whose review is measured: the holder facilitates France."""
    france = Territory.objects.get(code="france")
    Facilitation.objects.get_or_create(user=holder(), territory=france)
    ranked = _by_actors("departement")
    big = [(f"the biggest {word}", _by_actors(kind)[0]) for kind, word in LEVELS.items()]
    return [("the median département", ranked[len(ranked) // 2]), *big, ("France", france)]


def _project(name: str, tail: str, projects: list[Project], sql: str, *, signed_in: bool = False) -> Case:
    day = timezone.localdate()
    addresses = [f"/projets/{project.slug}/{tail}" for project in projects]
    values = [{"project": project.pk, "day": day} for project in projects]
    return Case(name, addresses, sql, values, signed_in)


def _actor(name: str, actors: list[Actor]) -> Case:
    values = [{"actor": actor.pk, "day": timezone.localdate()} for actor in actors]
    return Case(name, [f"/acteurs/{actor.slug}/" for actor in actors], bare.TIES_OF_ACTOR, values)


def _search(name: str, texts: list[str], *, bare_too: bool = True) -> Case:
    addresses = [f"/acteurs/?q={quote_plus(text)}" for text in texts]
    words = [{"words": " & ".join(f"{word}:*" for word in text.split())} for text in texts]
    return Case(f"actors, {name}", addresses, bare.ACTOR_SEARCH if bare_too else "", words)


def _within(what: str, territory: Territory, sql: str) -> Case:
    path = {"actors": "acteurs", "projects": "projets"}[what]
    address = f"/{path}/?territoire={territory.code}"
    return Case(f"{what}, {territory.name}", [address], sql, [{"territory": territory.pk}])


def _hubs() -> list[Actor]:
    """Return the three actors with the most partnerships."""
    counts = Partnership.objects.values_list("first").annotate(n=Count("pk")).order_by("-n")[:3]
    return list(Actor.objects.filter(pk__in=[pk for pk, _ in counts]))


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


def _sample(queryset, size: int = SAMPLE) -> list:
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
