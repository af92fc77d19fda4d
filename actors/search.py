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
    exact = Q(pk__in=_holding(actors.model, words))
    return exact if actors.filter(exact).exists() else Q(pk__in=_resembling(actors.model, words))


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


def _holding(actor_model, words: list[str]) -> QuerySet:
    query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
    named = actor_model.objects.filter(search_vector=query).order_by().values("pk")
    return named.union(_mastering(Q(*(Q(search_text__regex=rf"\m{word}") for word in words))), all=True)


def _resembling(actor_model, words: list[str]) -> QuerySet:
    named = actor_model.objects.filter(*(_mistaken(word) for word in words)).order_by().values("pk")
    return named.union(_mastering(Q(*(_like("search_text", word) for word in words))), all=True)


def _mastering(condition: Q) -> QuerySet:
    # The competences are few, and read at once: the planner cannot guess how few, and would scan all the masteries.
    synonyms = CompetenceSynonym.objects.filter(condition).values("competence")
    named = Competence.objects.filter(condition | Q(pk__in=synonyms))
    under = CompetenceClosure.objects.filter(ancestor__in=named).values_list("descendant", flat=True)
    return Mastery.objects.filter(competence__in=set(under)).order_by().values("actor")


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
