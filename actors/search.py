"""Find actors by words: any order, beginnings of words, without accents, one typing mistake forgiven."""

import re

from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.lookups import GreaterThanOrEqual

from actors.models import Competence, CompetenceClosure, CompetenceSynonym, Mastery
from territoire.database import WORD_SIMILARITY
from territoire.text import Normalised, normalise

MAX_WORDS = 8
SHORTEST_FORGIVEN = 4
MOST_NAMED = 1_000


def words_of(text: str) -> list[str]:
    """Return the words of `text` as they are indexed: lower case, without accents nor punctuation."""
    return re.findall(r"[^\W_]+", normalise(text))[:MAX_WORDS]


def condition(actors: QuerySet, text: str) -> Q:
    """Return what keeps the actors whose name, acronym, description or competences hold all the words of `text`.

    Where none of `actors` does, return what keeps those whose name or competences look like it. Costs a few
    queries, to know which.
    """
    words = words_of(text)
    if not words:
        return Q(pk__isnull=bool(text.strip()))
    return _kept(actors, _holding(words)) or _kept(actors, _resembling(words)) or Q(pk__in=[])


def _kept(actors: QuerySet, condition: Q) -> Q | None:
    """Return what keeps those of `actors` that answer `condition`; nothing when none does.

    Few are named at once: the list, its counts and its page then need not search again.
    """
    found = list(actors.filter(condition).order_by().values_list("pk", flat=True)[: MOST_NAMED + 1])
    if not found:
        return None
    return Q(pk__among=found) if len(found) <= MOST_NAMED else condition


def by_relevance(actors: QuerySet, text: str) -> QuerySet:
    """Order by how the name answers `text`: acronym, whole name, beginning, all words; then by name."""
    words = words_of(text)
    if not words:
        return actors.order_by("search_name", "pk")
    whole = normalise(text)
    rank = Case(
        When(acronym_words=whole, then=0),
        When(search_name__startswith=whole, then=1),
        When(Q(*(Q(search_name__contains=word) for word in words)), then=2),
        default=Value(3),
        output_field=IntegerField(),
    )
    return (
        actors.alias(acronym_words=Normalised(F("acronym")))
        .alias(rank=rank)
        .order_by("rank", "search_name", "pk")
    )


def _holding(words: list[str]) -> Q:
    query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
    return Q(search_vector=query) | _mastering(Q(*(Q(search_text__regex=rf"\m{word}") for word in words)))


def _resembling(words: list[str]) -> Q:
    named = Q(*(_mistaken(word) for word in words))
    return named | _mastering(Q(*(_like("search_text", word) for word in words)))


def _mastering(condition: Q) -> Q:
    # The competences are few, and read at once: the planner cannot guess how few, and would scan all the masteries.
    synonyms = CompetenceSynonym.objects.filter(condition).values("competence")
    named = Competence.objects.filter(condition | Q(pk__in=synonyms))
    under = set(CompetenceClosure.objects.filter(ancestor__in=named).values_list("descendant", flat=True))
    # Nothing is left out of an OR, where `pk__in=[]` would remain and hide the index.
    return Q(pk__among=Mastery.objects.filter(competence__in=under).values("actor")) if under else Q()


def _mistaken(word: str) -> Q:
    swapped = " | ".join(f"{variant}:*" for variant in _swaps(word))
    return _like("search_name", word) | Q(
        search_vector=SearchQuery(swapped, search_type="raw", config="simple")
    )


def _swaps(word: str) -> list[str]:
    """Return `word` as typed, and with each two neighbouring letters in the other order."""
    return [word, *(word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))]


def _like(field: str, word: str) -> Q:
    if len(word) < SHORTEST_FORGIVEN:
        return Q(**{f"{field}__contains": word})
    # The first condition finds through the index what the second then weighs.
    return Q(**{f"{field}__trigram_word_similar": word}) & Q(
        GreaterThanOrEqual(TrigramWordSimilarity(word, field), _least_similarity(word))
    )


def _least_similarity(word: str) -> float:
    """Return how like a word is to itself with one wrong letter, at worst.

    A word of n letters has n + 1 trigrams; a wrong letter spoils three of them and makes three others.
    """
    n = len(word)
    return max(WORD_SIMILARITY, (n - 2) / (n + 4))
