"""What the cells of lines about actors stand for, matched in memory against the tables: a few queries a file."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from actors.enums import ActorKind, ContactKind, IdentifierScheme
from actors.exchanges import words
from actors.exchanges.facts import FactLines
from actors.exchanges.tables import LONGEST_ACRONYM, LONGEST_NAME, LONGEST_ROLE, LONGEST_TEXT, LONGEST_WORDS
from territoire.exchanges import cells, identifiers
from territoire.exchanges.lines import Line
from territoire.exchanges.places import Places, PlaceWords
from territoire.exchanges.values import Matched, Problem, Reference

TOWN_HALL = re.compile(r"(?i)(?:mairie|commune|ville) (?:de la |de l['’ ]|des |de |du |d['’ ])(.+)")
IDENTIFIERS = (
    IdentifierScheme.SIREN.value,
    IdentifierScheme.SIRET.value,
    IdentifierScheme.RNA.value,
    IdentifierScheme.WIKIDATA.value,
)
CONTACTS = {
    ContactKind.EMAIL.value: cells.email,
    ContactKind.PHONE.value: cells.phone,
    ContactKind.WEBSITE.value: cells.website,
}


class ActorLines(FactLines):
    """Matches lines about actors; keeps the tables that it read, so that a file costs a few queries.

    `family` is the code of the family of the actors whose lines tell none (what the sender chose for the file).
    """

    def __init__(self, user, *, places: Places | None = None, family: str = "") -> None:
        super().__init__(user, places=places, family=family)
        self.competences_in: Callable[[str], list[Any]] = lru_cache(20_000)(self._competences_in)
        self.readers: dict[str, Callable[[Line], None]] = {
            "actors": self._actor,
            "persons": self._person,
            "masteries": self.mastery,
            "resources": self.resource,
            "affiliations": self.affiliation,
            "partnerships": self.partnership,
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
        found = {scheme: line.said[scheme] for scheme in IDENTIFIERS if scheme in line.said}
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
        line.said = {**line.said, "name": _whole_name(line.said)}
        line.text("name", LONGEST_NAME, required=True)
        line.values["kind"] = ActorKind.PERSON
        line.assume("family", self.families.find("hab") or self.any_family)
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
        self.keep_source(line)

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
            if code not in line.said:
                continue
            for text in cells.several(line.said[code]):
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
            for value in self.competences_in(text):
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

    def _family(self, line: Line, name: str) -> None:
        """Keep the family that the line tells, else that its name tells, else that of the file."""
        told = line.said.get("family", "")
        family = self.families.find(told) or self.families.find(words.family_said(told)) if told else None
        if family:
            line.values["family"] = family
        else:
            by_name = words.family_of_name(name)
            line.assume("family", self.families.find(by_name or self.family) or self.any_family)
            if told and not by_name:
                line.problem(self._no_family(told, line.values["family"]))
        if "kind" not in line.values:
            person = bool(told) and self.kinds.find(told) == ActorKind.PERSON
            line.assume("kind", ActorKind.PERSON if person else ActorKind.ORGANISATION)

    def _no_family(self, told: str, family: Reference) -> Problem:
        return Problem(
            _("“%(text)s” is no family of actors: it was put in “%(family)s”.")
            % {"text": cells.short(told), "family": family},
            _("Choose the family that such words stand for."),
            "family",
            refuses=False,
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


def _whole_name(said: Mapping[str, str]) -> str:
    """Return the first and the last name of a person, whose last name may stand in the column of names."""
    name, first, last = (said.get(code, "") for code in ("name", "first_name", "last_name"))
    if last or first:
        whole = " ".join(filter(None, (first, last or name)))
        return name if first in name and not last else whole
    return name
