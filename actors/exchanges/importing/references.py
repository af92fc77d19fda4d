"""Actors that lines name: by an identifier, a number of a register, or a name (followed by its commune if need be)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actors.exchanges.importing.plain import name_key
from actors.models import Actor, ActorIdentifier
from territoire.enums import LineChoice, Outcome
from territoire.exchanges.values import Problem
from territoire.imports.lines import Run
from territoire.models import ImportLine, Territory
from territoire.text import normalise

ROOTS = ("actors", "persons")
_WITH_PLACE = re.compile(r"^(?P<name>.+?)\((?P<place>[^()]+)\)$")

type Key = int | str


@dataclass(frozen=True, slots=True)
class Reference:
    """An actor that is there (its key), or that a line of this import makes ("sheet:line"); or why it is not known."""

    key: Key | None
    problem: Problem | None = None


class References:
    """Finds the actors that texts name, for many lines at once: first among the lines of the import."""

    def __init__(self, run: Run) -> None:
        """Look among the lines about actors of this import, and what its sender may see."""
        self.run = run
        self.sheets = [sheet.pk for sheet in run.sheets_of(*ROOTS)]
        self.visible = Actor.objects.visible_to(run.by).listed()

    def find(self, texts: Iterable[str]) -> dict[str, Reference]:
        """Return what each text names."""
        self.found: defaultdict[str, dict[Key, int | None]] = defaultdict(dict)
        self.sure: defaultdict[str, set[Key]] = defaultdict(set)
        self.waiting: dict[Key, int] = {}
        texts = set(texts)
        self._lines(texts)
        self._actors(texts)
        places = self._places(texts)
        return {text: self._decided(text, places) for text in texts}

    def _lines(self, texts: set[str]) -> None:
        if not self.sheets:
            return
        plain, names = self._wanted(texts)
        # Two indexes: asked apart, each is read by its own.
        lines = ImportLine.objects.filter(sheet__in=self.sheets).exclude(outcome=Outcome.REFUSED)
        lines = lines.exclude(choice=LineChoice.OUT)
        told = ("sheet", "number", "name_key", "external", "place", "target", "outcome", "choice")
        for row in lines.filter(external__among=plain).exclude(external="").values_list(*told):
            for text in plain[row[3]]:
                self.sure[text].add(self._key(row))
        for row in lines.filter(name_key__among=names).values_list(*told):
            for text in names[row[2]]:
                self.found[text][self._key(row)] = row[4]

    def _key(self, row: tuple) -> Key:
        """Return the key of the actor that a line is, or makes; note a line on which nobody decided yet."""
        sheet, number, _name, _external, _place, target, outcome, _choice = row
        if target is not None and outcome in (Outcome.SAME, Outcome.CHANGED):
            return target
        key = f"{sheet}:{number}"
        if outcome == Outcome.DOUBTFUL:
            self.waiting[key] = number
        return key

    def _wanted(self, texts: set[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        plain, names = defaultdict(list), defaultdict(list)
        for text in texts:
            plain[text.strip()].append(text)
            names[name_key(text)].append(text)
            if placed := _WITH_PLACE.match(text):
                names[name_key(placed["name"])].append(text)
        return plain, names

    def _actors(self, texts: set[str]) -> None:
        plain, names = self._wanted(texts)
        compact: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            compact["".join(text.split()).upper()].append(text)
        rows = ActorIdentifier.objects.filter(value__among=compact, actor__in=self.visible)
        for value, actor in rows.values_list("value", "actor"):
            for text in compact[value]:
                self.sure[text].add(actor)
        own = self.visible.filter(external_id__in=list(plain), source=self.run.batch.source).exclude(
            external_id=""
        )
        for key, actor in own.values_list("external_id", "pk"):
            for text in plain[key]:
                self.sure[text].add(actor)
        for name, actor, seat in self.visible.filter(search_name__among=names).values_list(
            "search_name", "pk", "seat"
        ):
            for text in names[name]:
                self.found[text][actor] = seat
        missing = [text for text in texts if not (self.sure.get(text) or self.found.get(text))]
        self._by_address(missing)
        self._by_bare_name([text for text in missing if text not in self.sure])

    def _by_address(self, texts: list[str]) -> None:
        """Find those named by the identifier that our own files give."""
        for slug, actor in self.visible.filter(slug__in=texts).values_list("slug", "pk"):
            self.sure[slug].add(actor)

    def _by_bare_name(self, texts: list[str]) -> None:
        """Find those named without the acronym that they have, or by it alone."""
        if texts:
            known = self.run.shared(_Acronyms, lambda: _Acronyms(self.visible))
            for text in texts:
                self.found[text] |= known.actors.get(normalise(text), {})

    def _places(self, texts: set[str]) -> dict[str, set[int]]:
        """Return the territories that the brackets at the end of some texts name."""
        names = defaultdict(list)
        for text in texts:
            if (placed := _WITH_PLACE.match(text)) and len(self.found.get(text, ())) > 1:
                names[normalise(placed["place"])].append(text)
        places: dict[str, set[int]] = defaultdict(set)
        for name, pk in Territory.objects.filter(search_name__in=list(names)).values_list(
            "search_name", "pk"
        ):
            for text in names[name]:
                places[text].add(pk)
        return places

    def _decided(self, text: str, places: dict[str, set[int]]) -> Reference:
        keys = self.sure.get(text) or set(self.found.get(text, {}))
        if len(keys) > 1 and text in places:
            keys = {key for key in keys if self.found[text].get(key) in places[text]} or keys
        if numbers := sorted({self.waiting[key] for key in keys if key in self.waiting}):
            return Reference(None, undecided(numbers[0], text))
        # A line of the file that is an actor which is there is that actor.
        if len(keys) == 1:
            return Reference(next(iter(keys)))
        if keys:
            mend = _("Write its SIRET or identifier, or its commune in brackets: Name (Saugues).")
            return Reference(None, Problem(_("Several actors are called “%(name)s”.") % {"name": text}, mend))
        mend = _("Write the name as on its page, or add a line for it.")
        return Reference(None, Problem(_("No actor is called “%(name)s”.") % {"name": text}, mend))

    @staticmethod
    def keys(references: Iterable[Reference | Key | None]) -> dict[Key, int]:
        """Return the keys of actors that references lead to, once the lines that make them have theirs."""
        wanted = {one.key if isinstance(one, Reference) else one for one in references} - {None}
        found: dict[Key, int] = {key: key for key in wanted if isinstance(key, int)}
        by_sheet = defaultdict(list)
        for key in wanted:
            if isinstance(key, str):
                of_sheet, number = key.split(":")
                by_sheet[int(of_sheet)].append(int(number))
        for sheet, numbers in by_sheet.items():
            lines = ImportLine.objects.filter(sheet=sheet, number__in=numbers, target__isnull=False)
            written = lines.exclude(choice=LineChoice.OUT).exclude(
                outcome__in=(Outcome.REFUSED, Outcome.DOUBTFUL)
            )
            found |= {
                f"{sheet}:{number}": target for number, target in written.values_list("number", "target")
            }
        return found


def undecided(number: int, name: str) -> Problem:
    """Say that a line names what nobody decided to register yet."""
    what = _("Line %(number)d, about “%(name)s”, waits for a decision.") % {"number": number, "name": name}
    return Problem(what, _("Decide on that line first: it may be registered already."))


class _Acronyms:
    """Actors that have an acronym, by it and by their name without it: read once for a whole import."""

    def __init__(self, visible) -> None:
        self.actors: defaultdict[str, dict[Key, int | None]] = defaultdict(dict)
        rows = visible.filter(acronym__gt="").values_list("pk", "seat", "name", "acronym")
        for actor, seat, name, acronym in rows.iterator(10_000):
            for word in (normalise(name), normalise(acronym)):
                self.actors[word][actor] = seat
