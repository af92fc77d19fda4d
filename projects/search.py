"""Find projects by words: any order, beginnings of words, without accents, one typing mistake forgiven."""

from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from territoire.text import normalise

# Below this likeness, a word with one wrong letter is no longer the same word (measured on five-letter words).
LIKENESS = 0.45
MAX_WORDS = 8


def holding(projects: QuerySet, text: str) -> QuerySet:
    """Keep the projects that hold each word of `text` (or begin one with it); else those with a likely mistake.

    Mistakes are looked for only when nothing holds the words as typed, so that "laine" never brings "plaine".
    """
    words = words_of(text)
    if not words:
        return projects
    exact = projects
    for word in words:
        exact = exact.filter(search_vector=SearchQuery(f"{word}:*", search_type="raw", config="simple"))
    return exact if exact.exists() else _resembling(projects, words)


def by_relevance(projects: QuerySet, text: str) -> QuerySet:
    """Order by where the words stand: in the name first, elsewhere after; then by name."""
    words = words_of(text)
    if not words:
        return projects.order_by("search_name", "pk")
    named = Q(*(Q(search_name__contains=word) for word in words))
    rank = Case(When(named, then=0), default=Value(1), output_field=IntegerField())
    return projects.alias(rank=rank).order_by("rank", "search_name", "pk")


def words_of(text: str) -> list[str]:
    """Return the words of `text` as they are indexed."""
    return "".join(c if c.isalnum() else " " for c in normalise(text)).split()[:MAX_WORDS]


def _resembling(projects: QuerySet, words: list[str]) -> QuerySet:
    for number, word in enumerate(words):
        name = f"likeness_{number}"
        projects = projects.alias(**{name: TrigramWordSimilarity(word, "search_name")}).filter(
            Q(**{f"{name}__gte": LIKENESS})
            | Q(search_vector=SearchQuery(f"{word}:*", search_type="raw", config="simple"))
        )
    return projects
