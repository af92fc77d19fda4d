"""Actors that may be the one somebody is about to register, with the reasons to think so."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from actors.models import Actor
from territoire.models import Territory
from territoire.text import normalise

MOST_READ = 30
MOST_SHOWN = 5
NEARLY_THE_SAME = 0.6
WORTH_A_LOOK = 0.45
SHORTEST = 3


@dataclass(frozen=True)
class Duplicate:
    """An actor that looks like the one being registered."""

    actor: Actor
    reasons: list[str]
    likeness: float


def likely(
    actors: QuerySet, *, name: str, acronym: str = "", seat: Territory | None = None
) -> list[Duplicate]:
    """Return the likeliest among `actors` (those that the user may see), the likeliest first (one query)."""
    words, short = normalise(name), normalise(acronym)
    if len(words) < SHORTEST:
        return []
    alike = Q(search_name__trigram_similar=words) | Q(search_name__trigram_word_similar=words)
    if len(short) >= SHORTEST:
        alike |= Q(search_name__trigram_word_similar=short)
    found = (
        actors.filter(alike)
        .annotate(likeness=TrigramSimilarity("search_name", words))
        .select_related("family", "seat__departement")
        .order_by("-likeness", "search_name", "pk")
    )
    duplicates = [
        Duplicate(actor, reasons, actor.likeness)
        for actor in found[:MOST_READ]
        if len(reasons := _reasons(actor, words, short, seat)) > 1 or actor.likeness >= WORTH_A_LOOK
    ]
    duplicates.sort(key=lambda d: (-len(d.reasons), -d.likeness, d.actor.search_name))
    return duplicates[:MOST_SHOWN]


def _reasons(actor: Actor, words: str, short: str, seat: Territory | None) -> list[str]:
    known = normalise(actor.acronym)
    reasons = []
    if words == normalise(actor.name):
        reasons.append(_("same name"))
    elif actor.likeness >= NEARLY_THE_SAME:  # type: ignore[attr-defined]  # annotated by the search
        reasons.append(_("nearly the same name"))
    else:
        reasons.append(_("a name that looks like it"))
    if known and known in (words, short):
        reasons.append(_("same acronym"))
    if seat and actor.seat_id == seat.pk:
        reasons.append(_("same commune"))
    return reasons
