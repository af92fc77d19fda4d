"""Actors and persons that a file brings."""

from collections import defaultdict
from itertools import chain

from django.db import connection
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from actors.actions import addresses
from actors.enums import ActorKind, ContactKind
from actors.exchanges.importing.changes import Changes
from actors.exchanges.importing.known import Found, Known, conflicting
from actors.exchanges.importing.plain import name_key, plain, said_of
from actors.exchanges.importing.twice import doubt_twice, refuse_twice
from actors.exchanges.importing.writing import ActorWriter
from actors.exchanges.kinds import ACTORS, PERSONS
from actors.exchanges.likeness import NEARLY_THE_SAME, SAME, Likeness, Named, alike
from actors.exchanges.values import ActorLines
from actors.models import Actor, ActorIdentifier, Claim, Objection
from actors.models.actor import UNUSABLE
from actors.models.consent import digest
from actors.permissions import changeable_by
from territoire.enums import LineChoice, Outcome, TerritoryKind, Visibility
from territoire.exchanges.values import Matched, Problem
from territoire.imports.lines import AT_ONCE, Importer, Line
from territoire.models import ImportLine, ImportSheet, Territory, TerritoryClosure
from territoire.text import normalise

PLACE = ("seat", "insee", "postcode")


class ActorImporter(Importer):
    """Organisations and groups; a line may also say that it is a person."""

    kind = ACTORS
    roots = Actor
    compared = (Actor, ActorIdentifier, Claim)
    default_kind = ActorKind.ORGANISATION

    def __init__(self, run) -> None:
        """Read once what lines that say nothing are given."""
        super().__init__(run)
        self.lines = run.shared(ActorLines, lambda: ActorLines(run.by, family=run.batch.family))
        self.known = Known(run.by, source=run.batch.source)
        self.small_places = set(
            Territory.objects.filter(kind=TerritoryKind.CUSTOM)
            .exclude(pk__in=_holding_communes())
            .values_list("pk", flat=True)
        )

    def match(self, said: dict[str, str]) -> Matched:
        """Match the texts of a line."""
        return self.lines.read(self.kind.code, said)

    def take(self, line: Line, matched: Matched, said: dict[str, str]) -> None:
        """Put on the line what it says, with what is said for all lines where it says nothing."""
        values = {name: plain(value) for name, value in matched.values.items()}
        # What the file itself does not say changes nothing of an actor that is there.
        given = matched.assumed
        if values.get("seat") is None:
            values["seat"], given = self.run.batch.place_id, {*given, "seat"}
        values["given"] = sorted(given)
        if identifiers := matched.values.get("identifiers"):
            values["identifiers"] = [[str(scheme), value] for scheme, value in identifiers.items()]
        if contacts := matched.values.get("contacts"):
            values["contacts"] = [[str(kind), value] for kind, found in contacts.items() for value in found]
        values["kind"] = str(values.get("kind") or self.default_kind)
        line.values = said_of(values)
        line.label = str(values.get("name") or "")[:200]
        line.name_key, line.place = name_key(line.label), values.get("seat")
        line.external = str(values.get("external_id") or "")[:200]
        self._check(line)

    def _check(self, line: Line) -> None:
        """Say what the forms ask besides."""
        if line.values["kind"] == ActorKind.PERSON:
            line.values["visibility"] = Visibility.TEAM.value
            self._check_place_of_person(line)
            if "origin" not in line.values:
                line.values["origin"] = (self.run.batch.source or self.run.batch.label)[:300]
                line.values["given"] = [*line.values.get("given", ()), "origin"]
        elif "seat" not in line.values and not any(told["field"] in PLACE for told in line.problems):
            mend = _(
                "It is on no map until then: write it, or choose a place for all the lines that say none."
            )
            line.note(Problem(_("The commune is missing."), mend, "seat", refuses=False))

    def _check_place_of_person(self, line: Line) -> None:
        if line.place in self.small_places:
            mend = _("For a person, choose a commune or a wider territory.")
            line.note(Problem(_("The place is smaller than a commune."), mend, "seat"))

    def settle(self, lines: list[Line]) -> None:
        """Say which actor each line is, and what it changes there."""
        self._refuse_who_objected(lines)
        lines = [line for line in lines if not line.refused]
        found = self.known.find([line for line in lines if line.choice != LineChoice.ANOTHER])
        rivals, nobody = self._identifiers(found), Found()
        for line in lines:
            self._decide(line, found.get(line.number, nobody), rivals)
        self._compare_changes([line for line in lines if line.target])

    def _refuse_who_objected(self, lines: list[Line]) -> None:
        persons = {line.number: emails for line in lines if (emails := _emails_of_person(line))}
        if not persons:
            return
        digests = {email: digest(email) for email in set(chain.from_iterable(persons.values()))}
        objected = set(Objection.objects.filter(digest__in=digests.values()).values_list("digest", flat=True))
        for line in lines:
            for email in persons.get(line.number, ()):
                own = addresses.is_unread(email) or digests[email] in objected
                if own or addresses.is_of_keepers(email, by=self.run.by):
                    line.note(Problem(str(UNUSABLE), _("Leave this line out, or its address."), "email"))

    def _identifiers(self, found: dict[int, Found]) -> dict[int, list[tuple[str, str]]]:
        actors = {actor for one in found.values() for actor in (*one.sure, *one.perhaps)}
        identifiers = defaultdict(list)
        rows = ActorIdentifier.objects.filter(actor__in=actors) if actors else ActorIdentifier.objects.none()
        for actor, scheme, value in rows.values_list("actor", "scheme", "value"):
            identifiers[actor].append((scheme, value))
        return identifiers

    def _decide(self, line: Line, found: Found, identifiers: dict[int, list[tuple[str, str]]]) -> None:
        if line.choice == LineChoice.ANOTHER:
            line.outcome, line.target = Outcome.NEW, None
            return
        if line.choice == LineChoice.SAME and line.target:
            line.likely = found.candidates()
            return
        sure = [actor for actor in found.surest() if not conflicting(line, identifiers.get(actor, ()))]
        if len(sure) == 1:
            line.target = sure[0]
        elif found.sure or found.perhaps:
            line.doubt(found.candidates())

    def _compare_changes(self, lines: list[Line]) -> None:
        """Say field by field what the lines change of the actors that they are, as far as their sender may."""
        targets = {line.target for line in lines if line.target}
        mine = set(changeable_by(self.run.by).filter(pk__in=targets).values_list("pk", flat=True))
        changes = Changes(targets & mine, self.run)
        for line in lines:
            # Whether a page that is not one's own says otherwise is not told: some of it may be hidden.
            line.changes = changes.of(line)
            if line.target not in mine:
                what = _("It is known already, and you may not change its page.")
                mend = _("What this line says more is left aside: tell who keeps the page.")
                line.note(Problem(what, mend, refuses=False))
            line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME

    def compare(self, sheet: ImportSheet) -> None:
        """Look for new lines that may be one actor, or one that is there, by their names in one commune."""
        refuse_twice(sheet)
        doubt_twice(sheet, placed=False)
        doubts: list[dict] = []
        for found in alike(_new_lines(sheet), _actors_there(sheet, self.known.visible)):
            doubts.append(_doubt(found))
            if len(doubts) == AT_ONCE:
                _save_doubts(sheet, doubts)
        _save_doubts(sheet, doubts)

    def write(self, lines: list[Line]) -> None:
        """Write new actors and what is said of them; change those that are there."""
        ActorWriter(self.run).write(lines)


class PersonImporter(ActorImporter):
    """Persons: hidden until they agree, with where what is said of them comes from."""

    kind = PERSONS
    named_within = True
    default_kind = ActorKind.PERSON


def _holding_communes():
    communes = Territory.objects.filter(kind=TerritoryKind.COMMUNE).values("pk")
    return TerritoryClosure.objects.filter(
        ancestor__kind=TerritoryKind.CUSTOM, descendant__in=communes
    ).values("ancestor")


def _emails_of_person(line: Line) -> list[str]:
    if line.values.get("kind") != ActorKind.PERSON:
        return []
    return [value for kind, value in line.values.get("contacts", ()) if kind == ContactKind.EMAIL]


def _new_lines(sheet: ImportSheet):
    """Go through the lines that seem new, in the order of their places."""
    new = ImportLine.objects.filter(sheet=sheet, outcome=Outcome.NEW, place__isnull=False)
    rows = new.exclude(choice=LineChoice.ANOTHER).order_by("place", "number")
    for number, place, name, acronym in rows.values_list(
        "number", "place", "name_key", "values__acronym"
    ).iterator(AT_ONCE):
        yield Named(place or 0, name, normalise(acronym or ""), line=number)


def _actors_there(sheet: ImportSheet, visible):
    """Go through the actors of the places of these lines, in the same order."""
    places = ImportLine.objects.filter(sheet=sheet, outcome=Outcome.NEW, place__isnull=False).values("place")
    rows = visible.filter(seat__in=places, kind__gt="").order_by("seat", "pk")
    told = rows.values_list("pk", "seat_id", "name", "acronym", "search_name").iterator(AT_ONCE)
    for pk, place, name, acronym, known in told:
        # What is searched by is the name as it is compared, unless an acronym follows.
        yield Named(place, normalise(name) if acronym else known, normalise(acronym), actor=pk)


def _doubt(found: list[Likeness]) -> dict:
    """Return what a line looks like, as a plan keeps it."""
    likely = [
        ({"actor": one.actor} if one.actor else {"line": one.other}) | {"reasons": _reasons(one)}
        for one in found
    ]
    return {"number": found[0].line, "likely": likely}


def _reasons(one: Likeness) -> list[str]:
    words = _("a name that looks like it")
    if one.likeness >= NEARLY_THE_SAME:
        words = _("same name") if one.likeness == SAME else _("nearly the same name")
    named = [words] if one.likeness else []
    return [*([_("same acronym")] if one.acronym else []), *named, _("same commune")]


_SAVE_DOUBTS = f"""
UPDATE {ImportLine._meta.db_table} l SET outcome = %s, likely = v.likely
FROM jsonb_to_recordset(%s) AS v (number integer, likely jsonb) WHERE l.sheet_id = %s AND l.number = v.number
"""


def _save_doubts(sheet: ImportSheet, doubts: list[dict]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SAVE_DOUBTS, [Outcome.DOUBTFUL.value, Jsonb(doubts), sheet.pk])
    doubts.clear()
