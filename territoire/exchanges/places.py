"""Which commune or territory words stand for: official codes, names of today and of before, postcodes, coordinates.

All the communes are read in one query the first time that one is asked for (35,000: 0.5 s, 40 MB), then each line is
matched in memory.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from territoire.enums import TerritoryKind
from territoire.exchanges import points
from territoire.exchanges.cells import short
from territoire.exchanges.values import Problem, Reference
from territoire.models import Territory
from territoire.models.territory import SAINTS, WORD
from territoire.territories.former import commune_of_today
from territoire.text import normalise

IN_BRACKETS = re.compile(r"\(([^()]*)\)")
LEADING_POSTCODE = re.compile(r"\d{4,5}(?!\d)")
POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
CEDEX = re.compile(r"\bcedex\b(?: \d+)?")
DISTRICT = re.compile(
    r"\b\d{1,2} ?(?:er|e|eme|nd|nde|ere)\b(?: arrondissement| arr)?|\barrondissement\b| \d{1,2}$"
)
ARTICLES = re.compile(r"^(?:le|la|les|l) ")
LAST_ARTICLE = re.compile(r" (?:le|la|les|l)$")
CODE_PREFIX = re.compile(r"^(?:CI|CP|COM|INSEE|DEP|REG|FR)[_-]", re.IGNORECASE)
EPCI = re.compile(
    r"^(?:CC|CA|CU|Communauté (?:de communes|d['’]agglomération|urbaine))\s+"
    r"(?:d['’]|de la |de l['’]|du |des |de )?",
    re.IGNORECASE,
)
# How alike a misspelt name must be to that of a commune with the same postcode, or of the same département.
ALIKE_BY_POSTCODE, ALIKE_BY_DEPARTEMENT = 0.75, 0.88
MOST_NAMED = 4


@dataclass(slots=True)
class PlaceWords:
    """All that a line says of a place, as written."""

    name: str = ""
    postcode: str = ""
    insee: str = ""
    departement: str = ""
    region: str = ""
    address: str = ""
    latitude: str = ""
    longitude: str = ""
    x: str = ""
    y: str = ""
    coordinates: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today, with what tells it from its namesakes."""

    pk: int
    code: str
    name: str
    departement: str
    region: str
    postcodes: str
    latitude: float | None
    longitude: float | None

    @property
    def postal_area(self) -> str:
        """Return the two figures that its postcodes begin with, but for a few at the border of a département."""
        return "20" if self.code.startswith("2") and not self.code.isdigit() else self.code[:2]

    @property
    def reference(self) -> Reference:
        """Return what a line keeps of it."""
        return Reference(self.pk, f"{self.name} ({self.departement})" if self.departement else self.name)


class Places:
    """The territories that lines may name."""

    def __init__(self) -> None:
        # Lines of a file name the same few places again and again.
        self._seat_of_words: Callable[[str, str, str, str, str], Reference | Problem | None] = lru_cache(
            50_000
        )(lambda *words: self._seat(PlaceWords(*words)))
        self.area: Callable[[str], Reference | Problem] = lru_cache(20_000)(self._area)

    def seat(self, words: PlaceWords) -> Reference | Problem | None:
        """Return the commune that `words` stand for, a problem when it cannot be told, `None` when they name none.

        Addresses and coordinates, which differ on each line, are looked at only when the rest does not say enough.
        """
        if words.name or words.postcode or words.insee:
            told = (words.name, words.postcode, words.insee, words.departement, words.region)
            found = self._seat_of_words(*told)
            if isinstance(found, Reference):
                return found
        return self._seat(words)

    def _seat(self, words: PlaceWords) -> Reference | Problem | None:
        """Return the commune that `words` stand for; `None` when they say nothing of one.

        A code wins, then a name told from its namesakes by postcode, département, région and coordinates, then a
        postcode of one commune, then coordinates. A name that is not found is a problem, never guessed.
        """
        if commune := self._by_code(words.insee):
            return commune.reference
        if words.name:
            return self._by_name(words)
        if words.insee:
            return _unknown(
                words.insee, _("Write the official code of the commune (five characters), or its name.")
            )
        point = points.read(words)
        near = self._postcode(words.postcode)
        named = self._within_address(words.address, near)
        if len(named or near) == 1:
            return (named or near)[0].reference
        if point and (commune := self._at(point, near)):
            return commune.reference
        if near:
            return _ambiguous(words.postcode, near)
        if not words.postcode and (found := self._address(words.address)):
            return found.reference
        return self._wider(words)

    def _area(self, text: str) -> Reference | Problem:
        """Return the territory of any kind that `text` names, the widest of its namesakes when it says no more."""
        plain, department, _post = self._parts(text)
        others = (
            self._others.get(text.strip().lower())
            or self._others.get(_key(plain))
            or self._others.get(_key(CODE_PREFIX.sub("", text)))
            or self._others.get(_key(short_epci(plain)))
        )
        if others:
            return self._one_of(others, text)
        found = self._by_name(PlaceWords(name=text, departement=department))
        if isinstance(found, Reference) or len(plain) < 5:
            return found
        near = [name for name in self._others if name.endswith(f" {_key(plain)}")]
        if len(near) == 1:
            return self._one_of(self._others[near[0]], text)
        if self._named(_key(plain)):
            return found
        return Problem(
            _("No territory is known as “%(text)s”.") % {"text": short(text)},
            _("Check how it is spelt, or write its official code (SIREN for an intercommunality)."),
            "areas",
        )

    def _one_of(self, others: list[tuple[str, Reference]], text: str) -> Reference | Problem:
        """Return the first of territories of different kinds (La Réunion), a problem when two are of the same."""
        alike = [reference for kind, reference in others if kind == others[0][0]]
        if len(alike) == 1:
            return alike[0]
        return Problem(
            _("“%(text)s” may be %(names)s.")
            % {"text": short(text), "names": ", ".join(reference.name for reference in alike[:MOST_NAMED])},
            _("Write its official code (SIREN for an intercommunality)."),
            "areas",
        )

    def _by_code(self, text: str) -> Commune | None:
        code = CODE_PREFIX.sub("", text.strip()).upper().removeprefix("COMMUNE-")
        if code.isdigit() and len(code) == 4:
            code = f"0{code}"
        if not code:
            return None
        return self._codes.get(code) or self._codes.get(commune_of_today(code) or "")

    def _by_name(self, words: PlaceWords) -> Reference | Problem:
        plain, department, post = self._parts(words.name)
        if plain.isdigit() or self._by_code(plain):
            return self._numbered(plain)
        found = self._named(_key(plain))
        if not (post or words.postcode):
            post = self._told_by_address(words.address, found)
        narrowed = self._narrow(found, words, department, post)
        # One of today elsewhere does not hide one of before here.
        narrowed = narrowed or self._narrow(self._former.get(_key(plain), []), words, department, post)
        if len(narrowed) == 1:
            return narrowed[0].reference
        # Coordinates tell namesakes apart, and give right to the name against a postcode.
        point = points.read(words) if narrowed or found else None
        if point and (commune := self._at(point, narrowed or found)):
            return commune.reference
        if narrowed:
            return _ambiguous(plain, narrowed)
        return self._misspelt(plain, words, department, post, found)

    def _numbered(self, number: str) -> Reference | Problem:
        """Return the commune of an official code or a postcode; a problem where the two lead to different ones."""
        by_code = self._by_code(number)
        found = list(dict.fromkeys([*([by_code] if by_code else []), *self._postcode(number)]))
        if len(found) == 1:
            return found[0].reference
        return _ambiguous(number, found) if found else _unknown(number, _("Write the name of the commune."))

    def _told_by_address(self, address: str, communes: list[Commune]) -> str:
        """Return the last postcode of `address` that one of `communes` has."""
        codes = [code for code in POSTCODE.findall(address) if any(code in one.postcodes for one in communes)]
        return codes[-1] if codes else ""

    def _named(self, key: str) -> list[Commune]:
        """Return the communes so called today, with or without article, else those that were."""
        return self._names.get(key) or self._names.get(_bare(key)) or self._former.get(key) or []

    def _narrow(self, found: list[Commune], words: PlaceWords, department: str, post: str) -> list[Commune]:
        """Keep those that agree with what else is said; none of several namesakes when none agrees."""
        codes = {self._departement(department), self._departement(words.departement)} - {""}
        if codes:
            found = [commune for commune in found if commune.departement in codes]
        for postcode in filter(None, (post, _postcode(words.postcode))):
            agreeing = [commune for commune in found if postcode in commune.postcodes]
            # A CEDEX is of no commune, but of a département.
            found = agreeing or [commune for commune in found if commune.postal_area == postcode[:2]]
        if len(found) > 1 and words.region:
            regions = {_key(words.region), CODE_PREFIX.sub("", words.region)}
            found = [
                commune
                for commune in found
                if regions & {commune.region, self._region_keys.get(commune.region)}
            ]
        return found

    def _misspelt(
        self, plain: str, words: PlaceWords, department: str, post: str, elsewhere: list[Commune]
    ) -> Reference | Problem:
        """Return the one commune of the same postcode, or département, whose name is nearly that; else a problem.

        `elsewhere` are those of that very name, with which the rest does not agree.
        """
        key = _key(plain)
        near = self._postcode(post or words.postcode)
        if commune := _alike(key, near, ALIKE_BY_POSTCODE):
            return commune.reference
        code = self._departement(department) or self._departement(words.departement)
        if code and (commune := _alike(key, self._departements.get(code, []), ALIKE_BY_DEPARTEMENT)):
            return commune.reference
        # Renamed since: Janville is Janville-en-Beauce, Cloyes-sur-le-Loir Cloyes-les-Trois-Rivières.
        first = _bare(key).split(" ")[0]
        if len(first) > 3 and first not in SAINTS.values():
            near = [commune for commune in near if _bare(_key(commune.name)).split(" ")[0] == first]
            if len(near) == 1:
                return near[0].reference
        if elsewhere:
            return _disagreeing(plain, post or words.postcode or department or words.departement, elsewhere)
        return _unknown(plain, _("Check how it is spelt, or write its postcode or its official code."))

    def _at(self, point: tuple[float, float], among: list[Commune]) -> Commune | None:
        """Return the commune that `point` lies in, of `among` when it is not empty."""
        inside = points.commune_at(point, self._located)
        commune = self._codes.get(inside or "")
        return commune if commune and (not among or commune in among) else None

    def _wider(self, words: PlaceWords) -> Reference | Problem | None:
        """Return the commune of coordinates alone; nothing for a département or région, which is no seat."""
        point = points.read(words)
        if point and (commune := self._at(point, [])):
            return commune.reference
        if words.postcode:
            return _unknown(
                words.postcode, _("A postcode has five figures; write the name of the commune beside it.")
            )
        return None

    def _within_address(self, address: str, near: list[Commune]) -> list[Commune]:
        key = f" {_key(address)} "
        return [commune for commune in near if f" {_key(commune.name)} " in key] if address else []

    def _address(self, address: str) -> Commune | None:
        """Return the commune of an address that holds a postcode."""
        for postcode in reversed(POSTCODE.findall(address)):
            near = self._postcode(postcode)
            named = self._within_address(address, near)
            if len(named or near) == 1:
                return (named or near)[0]
        return None

    def _parts(self, text: str) -> tuple[str, str, str]:
        """Return the name in `text`, then what brackets say (a département), then its postcode."""
        brackets = IN_BRACKETS.search(text)
        within = brackets[1].strip() if brackets else ""
        plain = IN_BRACKETS.sub(" ", text)
        if _key(within) in ("le", "la", "les", "l"):
            plain, within = f"{within} {plain}", ""
        post = POSTCODE.search(plain)
        if post and len(plain.strip()) > 5:
            plain = plain.replace(post[0], " ")
        return " ".join(plain.split()).strip(" ,-"), within, post[0] if post else ""

    def _departement(self, text: str) -> str:
        """Return the code of a département written as a code, a number or a name, "" when it is none."""
        code = CODE_PREFIX.sub("", text.strip()).upper()
        code = f"0{code}" if code.isdigit() and len(code) == 1 else code
        if code in self._departements:
            return code
        if found := re.match(r"(\d{2,3}|2[AB])\b", code):
            return found[1] if found[1] in self._departements else ""
        return self._departement_names.get(_key(IN_BRACKETS.sub("", text)), "")

    def _postcode(self, text: str) -> list[Commune]:
        postcode = _postcode(text)
        return self._postcodes.get(postcode, []) if postcode else []

    @cached_property
    def _communes(self) -> list[tuple[Commune, str]]:
        """Each commune of today, with its other names."""
        columns = (
            "pk", "official_code", "name", "departement__official_code", "region__official_code", "postcodes",
            "latitude", "longitude", "other_names",
        )  # fmt: skip
        rows = Territory.objects.current().filter(kind=TerritoryKind.COMMUNE).values_list(*columns)
        return [
            (Commune(pk, code, name, departement or "", region or "", postcodes, latitude, longitude), others)
            for pk, code, name, departement, region, postcodes, latitude, longitude, others in rows.iterator()
        ]

    @cached_property
    def _codes(self) -> dict[str, Commune]:
        return {commune.code: commune for commune, _others in self._communes}

    @cached_property
    def _names(self) -> dict[str, list[Commune]]:
        """Communes by name, without articles too."""
        found: defaultdict[str, list[Commune]] = defaultdict(list)
        for commune, _others in self._communes:
            for key in {_key(commune.name), _bare(_key(commune.name))}:
                found[key].append(commune)
        return dict(found)

    @cached_property
    def _former(self) -> dict[str, list[Commune]]:
        """Communes of today by the names of those that they are made of, and by their other names."""
        found: defaultdict[str, list[Commune]] = defaultdict(list)
        for commune, others in self._communes:
            for key in {_key(name) for name in others.splitlines()} - {""}:
                found[key].append(commune)
        return dict(found)

    @cached_property
    def _postcodes(self) -> dict[str, list[Commune]]:
        found: defaultdict[str, list[Commune]] = defaultdict(list)
        for commune, _others in self._communes:
            for postcode in commune.postcodes.split():
                found[postcode].append(commune)
        return dict(found)

    @cached_property
    def _departements(self) -> dict[str, list[Commune]]:
        found: defaultdict[str, list[Commune]] = defaultdict(list)
        for commune, _others in self._communes:
            found[commune.departement].append(commune)
        return dict(found)

    @cached_property
    def _located(self) -> list[tuple[str, float, float]]:
        return [
            (commune.code, commune.latitude, commune.longitude)
            for commune, _others in self._communes
            if commune.latitude is not None and commune.longitude is not None
        ]

    @cached_property
    def _wide(self) -> list[tuple[int, str, str, str, str]]:
        """Every territory but communes: key, code, kind, official code, name."""
        rows = Territory.objects.current().exclude(kind=TerritoryKind.COMMUNE).order_by("kind", "pk")
        return list(rows.values_list("pk", "code", "kind", "official_code", "name"))

    @cached_property
    def _others(self) -> dict[str, list[tuple[str, Reference]]]:
        """Every territory but communes, with its kind, by name, code, and official code where it tells its kind."""
        found: defaultdict[str, list[tuple[str, Reference]]] = defaultdict(list)
        for pk, code, kind, official, name in self._wide:
            keys = {_key(name), _bare(_key(name)), code.lower()}
            if kind in (TerritoryKind.EPCI, TerritoryKind.EPT):
                keys |= {_key(official), _key(short_epci(name))}
            if kind == TerritoryKind.DEPARTEMENT and len(official) > 1:
                keys.add(_key(official))
            for key in keys - {""}:
                found[key].append((kind, Reference(pk, name)))
        return dict(found)

    @cached_property
    def _departement_names(self) -> dict[str, str]:
        return {
            _key(name): official
            for _pk, _code, kind, official, name in self._wide
            if kind == TerritoryKind.DEPARTEMENT
        }

    @cached_property
    def _region_keys(self) -> dict[str, str]:
        return {
            official: _key(name)
            for _pk, _code, kind, official, name in self._wide
            if kind == TerritoryKind.REGION
        }


def short_epci(name: str) -> str:
    """Return the name of an intercommunality without what it is: "CC du Pays d'Ambert" is "Pays d'Ambert"."""
    return EPCI.sub("", name)


@lru_cache(50_000)
def _key(text: str) -> str:
    """Return the words of a name of place as they are compared: without accents, CEDEX nor district; saint whole."""
    words = " ".join(SAINTS.get(word, word) for word in WORD.findall(normalise(text)))
    plain = CEDEX.sub("", words)
    return " ".join(DISTRICT.sub("", plain).split()) or " ".join(plain.split())


def _bare(key: str) -> str:
    return LAST_ARTICLE.sub("", ARTICLES.sub("", key))


def _postcode(text: str) -> str:
    """Return the five figures of a postcode, without CEDEX and with the zero that spreadsheets lose; "" for none."""
    found = LEADING_POSTCODE.match(CODE_PREFIX.sub("", text.strip()).replace(" ", ""))
    return found[0].zfill(5) if found else ""


def _alike(key: str, communes: Iterable[Commune], least: float) -> Commune | None:
    """Return the one whose name is most like `key`, if it is by at least `least` and no other is as much."""
    scored = sorted(
        (
            (SequenceMatcher(None, key, _key(commune.name)).ratio(), commune.pk, commune)
            for commune in communes
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < least or (len(scored) > 1 and scored[1][0] >= scored[0][0]):
        return None
    return scored[0][2]


def _unknown(text: str, mend: str) -> Problem:
    return Problem(_("No commune is known as “%(text)s”.") % {"text": short(text)}, mend, "seat")


def _disagreeing(text: str, other: str, communes: list[Commune]) -> Problem:
    return Problem(
        _("“%(text)s” and “%(other)s” do not agree: %(names)s is elsewhere.")
        % {"text": short(text), "other": short(other), "names": _some(communes)},
        _("Mend one of the two, or write the official code of the commune."),
        "seat",
    )


def _some(communes: list[Commune]) -> str:
    names = ", ".join(commune.reference.name for commune in communes[:MOST_NAMED])
    return f"{names}…" if len(communes) > MOST_NAMED else names


def _ambiguous(text: str, communes: list[Commune]) -> Problem:
    return Problem(
        (_("“%(text)s” may be %(names)s.") % {"text": short(text), "names": _some(communes)}).replace(
            "….", "…"
        ),
        _("Write the département in brackets, the postcode or the official code."),
        "seat",
    )
