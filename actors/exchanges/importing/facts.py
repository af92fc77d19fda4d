"""Facts between things that have a name: each is known by what it links, and completed when it is there already."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.exchanges.importing.plain import period, plain, said_of
from actors.exchanges.importing.references import Key, Reference, References
from actors.exchanges.values import ActorLines
from actors.models import Actor, Claim
from actors.permissions import changeable_by
from territoire.enums import Outcome
from territoire.exchanges.values import Matched, Problem
from territoire.imports import bulk
from territoire.imports.lines import Importer, Line, Run
from territoire.models import ImportLine
from territoire.periods import overlap

type Identity = tuple[Any, ...]


class FactImporter(Importer):
    """A kind of lines that names others and says something between them.

    `named` gives the column of each field that names an actor; `known` the columns by which a fact is known besides;
    `said` the columns that a line may say of it, by field.
    """

    model: ClassVar[Any]
    named: ClassVar[dict[str, str]]
    known: ClassVar[dict[str, str]] = {}
    said_columns: ClassVar[dict[str, str]] = {}
    dated: ClassVar[bool] = True
    #: What a column of `known` holds when a line says nothing of it.
    unsaid: ClassVar[Any] = ""

    def __init__(self, run: Run) -> None:
        """Share the tables of actors."""
        super().__init__(run)
        self.compared = (self.model, Actor, Claim)
        self.lines = run.shared(ActorLines, lambda: ActorLines(run.by, family=run.batch.family))
        self.references = References(run)

    def match(self, said: dict[str, str]) -> Matched:
        """Match the texts of a line."""
        return self.lines.read(self.kind.code, said)

    def take(self, line: Line, matched: Matched, said: dict[str, str]) -> None:
        """Put on the line what it says."""
        values = {name: plain(value) for name, value in matched.values.items()}
        values["given"] = sorted(matched.assumed)
        line.values = said_of(values)
        words = [str(matched.values.get(code) or said.get(code, "")) for code in (*self.named, *self.known)]
        line.label = " · ".join(word for word in words if word)[:200]
        line.external = str(values.get("external_id") or "")[:200]

    def settle(self, lines: list[Line]) -> None:
        """Find whom lines name, and what is there of what they say."""
        self._name(lines)
        lines = [line for line in lines if not line.refused]
        self._check_rights(lines)
        lines = [line for line in lines if not line.refused]
        there = self._there([identity for line in lines if (identity := self.identity(line, {}))])
        for line in lines:
            identity = self.identity(line, {})
            record = self._one(there.get(identity, ()), line) if identity else None
            if record is not None:
                line.target, line.changes = record.pk, self._differences(line, record)
                line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME

    def _name(self, lines: list[Line]) -> None:
        found = self.references.find({str(line.values[code]) for line in lines for code in self.named})
        for line in lines:
            refs: dict[str, Key] = {}
            for code in self.named:
                self._refer(line, code, found[str(line.values[code])], refs)
            line.values["refs"] = refs

    def _refer(self, line: Line, code: str, found: Reference, refs: dict[str, Key]) -> None:
        if found.key is None and found.problem is not None:
            line.note(found.problem.about(code))
        elif found.key is not None:
            refs[code] = found.key

    def _check_rights(self, lines: list[Line]) -> None:
        """Refuse what is said of actors whose page one may not change; those of this import are one's own."""
        keys = {key for line in lines for key in self.ruling(line) if isinstance(key, int)}
        mine = (
            set(changeable_by(self.run.by).filter(pk__in=keys).values_list("pk", flat=True))
            if keys
            else set()
        )
        for line in lines:
            if not any(isinstance(key, str) or key in mine for key in self.ruling(line)):
                what = _("You may not change the page of this actor.")
                line.note(
                    Problem(what, _("Leave the line out, or ask who keeps the page."), next(iter(self.named)))
                )

    def ruling(self, line: Line) -> list[Key]:
        """Return the actors of which one may be changed by who imports the line."""
        return [line.values["refs"][next(iter(self.named))]]

    def identity(self, line: Line, keys: dict[Key, int]) -> Identity | None:
        """Return by what a fact is known, None as long as something of it is not there."""
        found = []
        # In the order of the columns: what is kept as JSON has none.
        for key in (line.values["refs"][name] for name in self.named):
            pk = keys.get(key, key if isinstance(key, int) else None)
            if pk is None:
                return None
            found.append(pk)
        for code in self.known:
            value = line.values.get(code, self.unsaid)
            if isinstance(value, dict):
                return None
            found.append(value)
        return tuple(found)

    @property
    def columns(self) -> list[str]:
        """Return the columns by which a fact is known."""
        return [*self.named.values(), *self.known.values()]

    def _there(self, identities: Iterable[Identity]) -> dict[Identity, list[Any]]:
        """Return the facts that are there, by identity (one query)."""
        found: defaultdict[Identity, list[Any]] = defaultdict(list)
        firsts = {identity[0] for identity in identities}
        if firsts:
            for record in self.records().filter(**{f"{self.columns[0]}__in": list(firsts)}).order_by("pk"):
                found[tuple(getattr(record, column) for column in self.columns)].append(record)
        return found

    def records(self) -> models.QuerySet:
        """Return the facts that lines are compared with."""
        return self.model._default_manager.all()

    def _one(self, records: Iterable[Any], line: Line) -> Any | None:
        """Return the first of the records that holds at some time of the line's."""
        if not self.dated:
            return next(iter(records), None)
        said = period(line.values)
        return next((record for record in records if overlap(record.period, said)), None)

    def _differences(self, line: Line, record: Any) -> list[dict]:
        changed = []
        for code, column in self.said_columns.items():
            if code not in line.values or code in line.values.get("given", ()):
                continue
            before, after = getattr(record, column), line.values[code]
            if str(plain(before)) != str(after) and not _same_number(before, after):
                told = {"field": code, "before": _words(record, column), "after": self.words(code, after)}
                changed.append(told | {"column": column, "set": after})
        if (
            self.dated
            and ("start" in line.values or "end" in line.values)
            and record.period != period(line.values)
        ):
            said = f"{line.values.get('start', '…')} – {line.values.get('end', '…')}"
            changed.append({"field": "start", "before": str(record.period), "after": said, "period": True})
        return changed

    def words(self, code: str, value: Any) -> str:
        """Return how a value is read."""
        field = self.model._meta.get_field(self.said_columns[code].removesuffix("_id"))
        choices = dict(getattr(field, "flatchoices", None) or ())
        return str(choices.get(value, value))

    def write(self, lines: list[Line]) -> None:
        """Add facts, complete those that are there; leave aside what names an actor that was left out."""
        self.prepare(lines)
        keys = References.keys({key for line in lines for key in line.values["refs"].values()})
        identities = {line.number: self.identity(line, keys) for line in lines}
        lost = [line for line in lines if identities[line.number] is None]
        self._leave_aside(lost)
        kept = [(line, identity) for line in lines if (identity := identities[line.number]) is not None]
        there = self._there([identity for _line, identity in kept])
        new: dict[Identity, list[Line]] = defaultdict(list)
        for line, identity in kept:
            record = self._one(there.get(identity, ()), line)
            if record is not None:
                self._complete(record, line)
            elif not any(self._at_once(line, other) for other in new[identity]):
                new[identity].append(line)
        self.add([(line, identity) for identity, found in new.items() for line in found])

    def prepare(self, lines: list[Line]) -> None:
        """Make what lines need beforehand."""

    def _at_once(self, one: Line, other: Line) -> bool:
        return not self.dated or overlap(period(one.values), period(other.values))

    def _leave_aside(self, lines: list[Line]) -> None:
        problem = {
            "message": _("An actor that it names was left out."),
            "mend": _("Mend the line of that actor, then send this one again."),
            "field": "",
            "refuses": True,
        }
        for line in lines:
            ImportLine.objects.filter(
                sheet__in=self.run.sheets_of(self.kind.code), number=line.number
            ).update(outcome=Outcome.REFUSED, problems=[*line.problems, problem])

    def _complete(self, record: Any, line: Line) -> None:
        changes = self._differences(line, record)
        if not changes:
            return
        for change in changes:
            if "column" in change:
                setattr(record, change["column"], change["set"])
            else:
                record.period = period(line.values)
        record.updated_at = timezone.now()
        columns = [
            self.model._meta.get_field(c["column"].removesuffix("_id")).name for c in changes if "column" in c
        ]
        dated = ["period"] if any("period" in change for change in changes) else []
        record.save(update_fields=[*columns, *dated, "updated_at"])

    def add(self, said: list[tuple[Line, Identity]]) -> None:
        """Write new facts."""
        names = {code: column for code, column in self.said_columns.items() if column not in self.columns}
        dated = ("period",) if self.dated else ()
        bulk.copy(
            self.model,
            (
                *self.columns,
                *names.values(),
                *dated,
                "source",
                "external_id",
                "import_batch_id",
                "created_by_id",
            ),
            [
                (
                    *identity,
                    *(self.column(column, line.values.get(code)) for code, column in names.items()),
                    *((period(line.values),) if self.dated else ()),
                    line.values.get("source") or self.run.batch.source,
                    line.external,
                    self.run.batch.pk,
                    self.run.by.pk,
                )
                for line, identity in said
            ],
        )

    def column(self, column: str, value: Any) -> Any:
        """Return what is written in a column."""
        field = self.model._meta.get_field(column.removesuffix("_id"))
        return field.get_default() if value is None else value


def _same_number(before: Any, after: Any) -> bool:
    try:
        return float(before) == float(after)
    except (TypeError, ValueError):
        return False


def _words(record: Any, column: str) -> str:
    display = getattr(record, f"get_{column}_display", None)
    value = display() if display else getattr(record, column)
    return "" if value is None else str(value)
