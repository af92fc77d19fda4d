"""The tables that lines about actors name entries of, read once a file and found in memory."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from actors.enums import ActorKind, Direction, Level
from actors.exchanges import words
from actors.models import (
    ActorFamily,
    Competence,
    CompetenceSynonym,
    Occupation,
    PartnershipKind,
    ResourceKind,
)
from territoire.enums import Visibility
from territoire.exchanges import cells
from territoire.exchanges.places import Places
from territoire.exchanges.values import Problem, Proposed, Reference
from territoire.exchanges.vocabulary import Words

LONGEST_NAME, LONGEST_ACRONYM, LONGEST_TEXT = 200, 40, 20_000
LONGEST_WORDS, LONGEST_ROLE, LONGEST_SOURCE = 300, 120, 200
#: Where an actor is put that nothing tells the family of.
ANY_FAMILY = "med"


class ActorTables:
    """Places and reference tables, as `user` may use them; each is read when it is first asked for.

    `family` is the code of the family of the actors whose lines tell none (what the sender chose for the file).
    """

    def __init__(self, user, *, places: Places | None = None, family: str = "") -> None:
        self.user = user
        self.places = places or Places()
        self.family = family

    def competence(self, text: str) -> Reference | Proposed | Problem:
        """Return the competence that `text` names, or what could be proposed."""
        known = self.competences.find(text)
        if known is not None:
            return known
        if not 2 < len(text) <= LONGEST_NAME:
            return Problem(
                _("“%(text)s” cannot be a competence.") % {"text": cells.short(text)},
                _("Name one in a few words."),
            )
        return Proposed(text)

    @cached_property
    def families(self) -> Words[Reference]:
        """Families of actors, by name and code."""
        known = [(family.code, Reference(family.pk, family.name)) for family in ActorFamily.objects.all()]
        return Words([pair for code, ref in known for pair in ((ref.name, ref), (code, ref))], _("families"))

    @cached_property
    def any_family(self) -> Reference | None:
        """The family of actors that nothing tells the family of."""
        return self.families.find(ANY_FAMILY) or next(iter(self.families.known.values()), None)

    @cached_property
    def kinds(self) -> Words[ActorKind]:
        """What an actor is."""
        return _choices(ActorKind, words.KINDS, _("kinds of actors"))

    @cached_property
    def levels(self) -> Words[Level]:
        """How well one masters a competence."""
        return _choices(Level, words.LEVELS, _("levels"))

    @cached_property
    def visibilities(self) -> Words[Visibility]:
        """Who can see a record."""
        return _choices(Visibility, words.VISIBILITIES, _("who can see it"))

    @cached_property
    def directions(self) -> Words[Direction]:
        """Which way a tie goes."""
        return _choices(Direction, words.DIRECTIONS, _("directions"))

    @cached_property
    def competences(self) -> Words[Reference]:
        """Competences that the sender may use, by name, address, code and synonym; merged ones lead to what is kept."""
        offered = Competence.objects.offered_to(self.user)
        rows = list(
            offered.order_by("status", "pk").values_list("pk", "name", "slug", "external_id", "merged_into")
        )
        known = {row[0]: Reference(row[0], row[1]) for row in rows}

        def kept(pk: int, merged: int | None) -> Reference:
            return known.get(merged or pk) or known[pk]

        pairs = [(name, kept(pk, merged)) for pk, name, _slug, _code, merged in rows]
        pairs += [
            (word, kept(pk, merged))
            for pk, _name, slug, code, merged in rows
            for word in (slug, code)
            if word
        ]
        synonyms = CompetenceSynonym.objects.filter(competence__in=offered).order_by("pk")
        pairs += [
            (word, known[pk]) for word, pk in synonyms.values_list("name", "competence_id") if pk in known
        ]
        return Words(pairs, _("competences"))

    @cached_property
    def occupations(self) -> Words[Reference]:
        """Occupations by code, name, and each of the two forms of a name ("Conducteur / Conductrice de…")."""
        pairs = []
        for pk, code, name in Occupation.objects.order_by("pk").values_list("pk", "code", "name"):
            reference = Reference(pk, name)
            pairs += [(word, reference) for word in (code, name, *_both_forms(name))]
        return Words(pairs, _("occupations"))

    @cached_property
    def resource_kinds(self) -> Words[Reference]:
        """Kinds of resources, by name, code and synonym."""
        return _table(ResourceKind.objects.all(), words.RESOURCES, _("resources"))

    @cached_property
    def partnership_kinds(self) -> Words[Reference]:
        """Kinds of partnerships, by name, code, what each does with the other, and synonym."""
        kinds = list(PartnershipKind.objects.all())
        own = {kind.code: (kind.forward_words, kind.backward_words) for kind in kinds}
        synonyms = {code: (*own.get(code, ()), *told) for code, told in (own | words.PARTNERSHIPS).items()}
        return _table(kinds, synonyms, _("kinds of partnerships"))


def _choices(choices, synonyms: Mapping[Any, Iterable[str]], what: str) -> Words:
    pairs = [(str(word), choice) for choice in choices for word in (choice.label, choice.value)]
    return Words([*pairs, *((word, choice) for choice, told in synonyms.items() for word in told)], what)


def _table(entries, synonyms: Mapping[str, Iterable[str]], what: str) -> Words[Reference]:
    known = {entry.code: Reference(entry.pk, entry.name) for entry in entries}
    pairs = [(word, ref) for code, ref in known.items() for word in (ref.name, code)]
    pairs += [
        (word, known[code]) for code, told in synonyms.items() if code in known for word in told if word
    ]
    return Words(pairs, what)


def _both_forms(name: str) -> list[str]:
    """Return "Conducteur d'engins" and "Conductrice d'engins" of "Conducteur / Conductrice d'engins"."""
    if " / " not in name:
        return []
    one, _slash, other = name.partition(" / ")
    tail = other.split(" ")[len(one.split(" ")) :]
    return [" ".join([one, *tail]), other]
