"""What the cells of lines about actors stand for, matched in memory against the tables: a few queries a file."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from actors.enums import ActorKind, ContactKind, Direction, IdentifierScheme, Level
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
from territoire.exchanges import cells, identifiers
from territoire.exchanges.lines import Line
from territoire.exchanges.places import Places, PlaceWords
from territoire.exchanges.values import Matched, Problem, Proposed, Reference
from territoire.exchanges.vocabulary import Words

TOWN_HALL = re.compile(r"(?i)(?:mairie|commune|ville) (?:de la |de l['’ ]|des |de |du |d['’ ])(.+)")
LONGEST_NAME, LONGEST_ACRONYM, LONGEST_TEXT = 200, 40, 20_000
LONGEST_WORDS, LONGEST_ROLE, LONGEST_SOURCE = 300, 120, 200
IDENTIFIERS = (
    IdentifierScheme.SIREN,
    IdentifierScheme.SIRET,
    IdentifierScheme.RNA,
    IdentifierScheme.WIKIDATA,
)
CONTACTS = {
    ContactKind.EMAIL.value: cells.email,
    ContactKind.PHONE.value: cells.phone,
    ContactKind.WEBSITE.value: cells.website,
}
#: Where an actor is put that nothing tells the family of.
ANY_FAMILY = "med"


class ActorLines:
    """Matches lines about actors; keeps the tables that it read, so that a file costs a few queries.

    `family` is the code of the family of the actors whose lines tell none (what the sender chose for the file).
    """

    def __init__(self, user, *, places: Places | None = None, family: str = "") -> None:
        self.user = user
        self.places = places or Places()
        self.family = family
        self.readers: dict[str, Callable[[Line], None]] = {
            "actors": self._actor,
            "persons": self._person,
            "masteries": self._mastery,
            "resources": self._resource,
            "affiliations": self._affiliation,
            "partnerships": self._partnership,
        }

    def read(self, kind: str, said: Mapping[str, str]) -> Matched:
        """Return what a line of `kind` says: values by field code, and problems.

        Names of other actors stay text (`actor`, `first`, `member`, `organisation`…); tables give `Reference`, an
        unknown competence `Proposed`; `identifiers` maps schemes to numbers; `contacts` kinds to values.
        """
        line = Line(said)
        self.readers[kind](line)
        return line.matched()

    def _actor(self, line: Line) -> None:
        name = line.text("name", LONGEST_NAME, required=True)
        line.text("acronym", LONGEST_ACRONYM)
        self._warn_of_two(line, name)
        line.read("kind", self.kinds.read, refuses=False)
        self._family(line, name)
        self._sort_codes(line)
        self._common(line)
        found = {scheme.value: line.said[scheme.value] for scheme in IDENTIFIERS if scheme.value in line.said}
        numbers: dict[str, str] = {}
        for scheme, text in found.items():
            # Columns named SIREN often hold SIRET.
            told = "siret" if scheme == "siren" and sum(map(str.isdigit, text)) == 14 else scheme
            value = identifiers.checked(told, text)
            if isinstance(value, Problem):
                line.problem(value.about(scheme))
            else:
                numbers[told] = value
        if numbers:
            line.values["identifiers"] = numbers

    def _sort_codes(self, line: Line) -> None:
        """Take a SIREN written as the "official code" of a place for what it is."""
        code = line.said.get("insee", "").replace(" ", "")
        if len(code) == 9:
            line.said = {"siren": code} | {name: text for name, text in line.said.items() if name != "insee"}

    def _person(self, line: Line) -> None:
        whole = " ".join(filter(None, (line.said.get("first_name"), line.said.get("last_name") or "")))
        if not line.said.get("last_name") and line.said.get("first_name") and line.said.get("name"):
            whole = f"{line.said['first_name']} {line.said['name']}"
        line.said = {**line.said, "name": whole or line.said.get("name", "")}
        line.text("name", LONGEST_NAME, required=True)
        line.values["kind"] = ActorKind.PERSON
        line.values["family"] = self.families.find("hab") or self._any_family
        line.each("organisation", cells.called)
        line.text("role", LONGEST_ROLE)
        self._common(line)

    def _common(self, line: Line) -> None:
        line.text("description", LONGEST_TEXT)
        seat = self.places.seat(line.place_words())
        if isinstance(seat, Problem):
            # A place that no column of communes says was only guessed at.
            said_outright = bool({"seat", "insee"} & set(line.said))
            field = next((code for code in ("seat", "insee", "postcode") if code in line.said), "seat")
            line.problem(seat.about(field, refuses=said_outright))
        elif seat := seat or self._own_commune(line):
            line.values["seat"] = seat
        self._areas(line)
        self._contacts(line)
        line.each("occupations", self.occupations.read)
        self._competences(line)
        line.read("visibility", self.visibilities.read)
        line.text("origin", LONGEST_WORDS)
        self._source(line)

    def _own_commune(self, line: Line) -> Reference | None:
        """Return the commune that a town hall is named after, where only the département is said besides."""
        found = TOWN_HALL.match(line.said.get("name", ""))
        if not found or not line.said.get("departement"):
            return None
        seat = self.places.seat(PlaceWords(name=found[1], departement=line.said["departement"]))
        return seat if isinstance(seat, Reference) else None

    def _areas(self, line: Line) -> None:
        areas = line.each("areas", self.places.area)
        if areas or "seat" in line.values:
            return
        # Nothing narrower than a département or a région is known: it acts there, it does not sit there.
        for code in ("departement", "region"):
            if text := line.said.get(code):
                area = self.places.area(
                    f"{code}-{text.zfill(2)}" if text.isalnum() and len(text) < 4 else text
                )
                if not isinstance(area, Problem):
                    line.values["areas"] = [area]
                    return

    def _contacts(self, line: Line) -> None:
        contacts: dict[str, list[str]] = {}
        for code, reader in CONTACTS.items():
            for text in cells.several(line.said.get(code, "")):
                value = reader(text)
                if isinstance(value, Problem):
                    line.problem(value.about(code, refuses=False))
                elif value not in contacts.setdefault(code, []):
                    contacts[code].append(value)
        if address := " ".join(line.said.get("address", "").split()):
            contacts[ContactKind.ADDRESS.value] = [address[:LONGEST_WORDS]]
        if kept := {kind: values for kind, values in contacts.items() if values}:
            line.values["contacts"] = kept

    def _competences(self, line: Line) -> None:
        found: list[Any] = []
        for text in cells.several(line.said.get("competences", "")):
            for value in self._competences_in(text):
                if isinstance(value, Problem):
                    line.problem(value.about("competences", refuses=False))
                elif value not in found:
                    found.append(value)
        if found:
            line.values["competences"] = found

    def _competences_in(self, text: str) -> list[Any]:
        """Return what a text names; its parts between commas when one of them is known, the whole otherwise."""
        whole = self.competences.find(text)
        parts = [part.strip() for part in text.split(",")]
        if whole is None and len(parts) > 1 and any(self.competences.find(part) for part in parts):
            return [self.competence(part) for part in parts if part]
        return [self.competence(text)]

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

    def _family(self, line: Line, name: str) -> None:
        told = line.said.get("family", "")
        family = self.families.find(told) if told else None
        code = family is None and ((told and words.family_said(told)) or words.family_of_name(name))
        family = family or self.families.find(code or self.family) or self._any_family
        line.values["family"] = family
        person = told and self.kinds.find(told) == ActorKind.PERSON
        line.values.setdefault("kind", ActorKind.PERSON if person else ActorKind.ORGANISATION)
        if told and not code and self.families.find(told) is None:
            line.problem(
                Problem(
                    _("“%(text)s” is no family of actors: it was put in “%(family)s”.")
                    % {"text": cells.short(told), "family": family},
                    _("Choose the family that such words stand for."),
                    "family",
                    refuses=False,
                )
            )

    def _warn_of_two(self, line: Line, name: str) -> None:
        parts = cells.together(name)
        if len(parts) > 1:
            line.problem(
                Problem(
                    _("“%(name)s” may be several organisations.") % {"name": cells.short(name)},
                    _("If they are, write one a line: %(names)s.") % {"names": ", ".join(parts)},
                    "name",
                    refuses=False,
                )
            )

    def _mastery(self, line: Line) -> None:
        line.text("actor", LONGEST_NAME, required=True)
        if line.text("competence", LONGEST_TEXT, required=True):
            line.values.pop("competence")
            line.read("competence", self.competence)
        line.values["level"] = Level.PRACTISES
        line.read("level", self.levels.read, refuses=False)
        line.read("mobilisable", cells.yes_no, refuses=False)
        line.text("conditions", LONGEST_WORDS)
        line.period()
        self._source(line)

    def _resource(self, line: Line) -> None:
        line.text("actor", LONGEST_NAME, required=True)
        if line.text("kind", LONGEST_TEXT, required=True):
            line.values.pop("kind")
            line.read("kind", self.resource_kinds.read)
        line.text("description", LONGEST_WORDS)
        line.read("quantity", _positive, refuses=False)
        line.text("conditions", LONGEST_WORDS)
        line.period()
        self._source(line)

    def _affiliation(self, line: Line) -> None:
        line.text("member", LONGEST_NAME, required=True)
        line.text("organisation", LONGEST_NAME, required=True)
        line.text("role", LONGEST_ROLE)
        line.period()
        self._source(line)

    def _partnership(self, line: Line) -> None:
        first = line.text("first", LONGEST_NAME, required=True)
        second = line.text("second", LONGEST_NAME, required=True)
        if first and first == second:
            line.problem(
                Problem(
                    _("An actor is not its own partner."),
                    _("Write another name, or remove the line."),
                    "second",
                )
            )
        told = line.said.get("kind", "")
        kind = self.partnership_kinds.find(told) if told else None
        line.values["kind"] = kind or self.partnership_kinds.find(words.ANY_PARTNERSHIP)
        line.values["direction"] = Direction.BOTH
        line.read("direction", self.directions.read, refuses=False)
        line.read("amount", _positive, refuses=False)
        # Words that are no kind of ours are kept as they are.
        said = " · ".join(filter(None, ("" if kind else told, line.said.get("description", ""))))
        if said:
            line.values["description"] = said[:500]
        line.period()
        line.read("visibility", self.visibilities.read)
        self._source(line)

    def _source(self, line: Line) -> None:
        line.text("source", LONGEST_SOURCE)
        line.text("external_id", LONGEST_SOURCE)

    @cached_property
    def families(self) -> Words[Reference]:
        """Families of actors, by name and code."""
        known = [(family.code, Reference(family.pk, family.name)) for family in ActorFamily.objects.all()]
        return Words([pair for code, ref in known for pair in ((ref.name, ref), (code, ref))], _("families"))

    @cached_property
    def _any_family(self) -> Reference | None:
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


def _positive(text: str) -> Any:
    value = cells.amount(text)
    if isinstance(value, Problem) or value > 0:
        return value
    return Problem(_("The quantity must be more than zero."), _("Mend it, or leave the cell empty."))


def _both_forms(name: str) -> list[str]:
    """Return "Conducteur d'engins" and "Conductrice d'engins" of "Conducteur / Conductrice d'engins"."""
    if " / " not in name:
        return []
    one, _slash, other = name.partition(" / ")
    tail = other.split(" ")[len(one.split(" ")) :]
    return [" ".join([one, *tail]), other]
