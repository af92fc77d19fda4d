"""Actors written by arrays, with what their lines say of them; those that are there, changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from actors.actions import competences
from actors.enums import ActorKind, Level
from actors.exchanges.importing.references import References
from actors.models import (
    Actor,
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    Competence,
    ContactPoint,
    Mastery,
)
from territoire.enums import Outcome, Visibility
from territoire.imports import bulk
from territoire.imports.lines import Line, Run
from territoire.periods import always
from territoire.slugs import RESERVED, hidden_slug, numbered, stem
from territoire.text import normalise

COLUMNS = (
    "id", "kind", "name", "acronym", "slug", "family_id", "description", "seat_id", "visibility", "origin", "source",
    "external_id",
)  # fmt: skip


class ActorWriter:
    """Writes lines of actors, many at once."""

    def __init__(self, run: Run) -> None:
        """Know whose import it is."""
        self.run, self.batch, self.by = run, run.batch, run.by

    def write(self, lines: list[Line]) -> None:
        """Write new actors, then what is added to all, then what changes."""
        self.new = new = [line for line in lines if line.outcome == Outcome.NEW]
        self._actors(new)
        said = [(line.target or 0, line.values) for line in new]
        said += [(line.target or 0, _added(line)) for line in lines if line.outcome == Outcome.CHANGED]
        self._facts(said)
        self._change([line for line in lines if line.outcome == Outcome.CHANGED])

    def _actors(self, lines: list[Line]) -> None:
        taken = self._taken(lines)
        slugs = Slugs(lines, self.batch.visibility)
        mark = {"import_batch_id": self.batch.pk, "created_by_id": self.by.pk, "team_id": self.batch.team_id}
        bulk.copy(Actor, COLUMNS, (self._row(line, slugs, taken) for line in lines), mark)

    def _row(self, line: Line, slugs: "Slugs", taken: set[tuple[str, str]]) -> tuple:
        values = line.values
        source = values.get("source") or (self.batch.source if line.external else "") or self.batch.source
        external = "" if (source, line.external) in taken else line.external
        return (
            line.target, values["kind"], values["name"], values.get("acronym", ""), slugs.of(line), values["family"],
            values.get("description", ""), values.get("seat"), visibility_of(values, self.batch.visibility),
            values.get("origin", ""), source, external,
        )  # fmt: skip

    def _taken(self, lines: list[Line]) -> set[tuple[str, str]]:
        """Return the identifiers that actors hidden from the sender have: theirs stay, ours are written without."""
        keys = {line.external for line in lines if line.external}
        if not keys:
            return set()
        rows = Actor.objects.filter(team=self.batch.team_id, external_id__among=keys)
        return set(rows.values_list("source", "external_id"))

    def _facts(self, said: list[tuple[int, dict]]) -> None:
        mark = {
            "period": always(),
            "import_batch_id": self.batch.pk,
            "created_by_id": self.by.pk,
            "source": self.batch.source,
        }
        bulk.copy(
            ActorIdentifier,
            ("actor_id", "scheme", "value"),
            _once((pk, s, v) for pk, values in said for s, v in values.get("identifiers", ())),
        )
        bulk.copy(
            ContactPoint,
            ("actor_id", "kind", "value", "visibility"),
            (
                (pk, kind, value[:300], self._shown(kind, values))
                for pk, values in said
                for kind, value in values.get("contacts", ())
            ),
            {"created_by_id": self.by.pk},
        )
        areas = Actor.areas.through
        # Their history is not kept: what is added to actors that were there is noted, so that it can be undone.
        new = {line.target for line in self.new}
        added = [[pk, area] for pk, v in said if pk not in new for area in v.get("areas", ())]
        if added:
            self.run.notes.setdefault("areas", []).extend(added)
        bulk.copy(
            areas,
            ("actor_id", "territory_id"),
            _once((pk, area) for pk, v in said for area in v.get("areas", ())),
        )
        bulk.copy(
            ActorOccupation,
            ("actor_id", "occupation_id"),
            _once((pk, one) for pk, v in said for one in v.get("occupations", ())),
            mark,
        )
        bulk.copy(Mastery, ("actor_id", "competence_id", "level"), self._masteries(said), mark)
        self._affiliations(said, mark)

    def _shown(self, kind: str, values: dict[str, Any]) -> str:
        """A person's details are for the team; a website of others is for whoever sees them."""
        person = values.get("kind") == ActorKind.PERSON
        return Visibility.PUBLIC.value if kind == "website" and not person else Visibility.TEAM.value

    def _masteries(self, said: list[tuple[int, dict]]) -> Iterable[tuple[int, int, int]]:
        wanted = {_name(one) for _pk, values in said for one in values.get("competences", ())} - {""}
        proposed = propose(wanted, self.run)
        usual = Level.PRACTISES.value
        levels: dict[tuple[int, int], int] = {}
        for pk, values in said:
            for one in values.get("competences", ()):
                key, level = one if type(one) is list else (one, None)
                competence = key if type(key) is int else proposed[normalise(_name(key))]
                levels.setdefault((pk, competence), level or usual)
        return ((pk, competence, level) for (pk, competence), level in levels.items())

    def _affiliations(self, said: list[tuple[int, dict]], mark: dict[str, Any]) -> None:
        wanted = [
            (pk, str(name), values.get("role", ""))
            for pk, values in said
            for name in values.get("organisation", ())
        ]
        if not wanted:
            return
        found = References(self.run).find({name for _pk, name, _role in wanted})
        keys = References.keys(found.values())
        rows = {
            (pk, keys[key]): (role or "")[:120]
            for pk, name, role in wanted
            if (key := found[name].key) is not None and key in keys
        }
        there = set(
            Affiliation.objects.filter(member__in={pk for pk, _ in rows}).values_list(
                "member", "organisation"
            )
        )
        bulk.copy(
            Affiliation,
            ("member_id", "organisation_id", "role"),
            (
                (member, organisation, role)
                for (member, organisation), role in rows.items()
                if member != organisation and (member, organisation) not in there
            ),
            mark,
        )

    def _change(self, lines: list[Line]) -> None:
        """Change columns of actors that are there; names that change keep their addresses."""
        by_columns: defaultdict[tuple[str, ...], list[Actor]] = defaultdict(list)
        rows = Actor.objects.select_for_update(of=("self",)).in_bulk([line.target for line in lines])
        for line in lines:
            columns = {one["column"]: one["set"] for one in line.changes if "column" in one}
            actor = rows.get(line.target)
            if not columns or actor is None:
                continue
            for column, value in columns.items():
                setattr(actor, column, value)
            by_columns[tuple(sorted(columns))].append(actor)
        for columns, changed in by_columns.items():
            now = timezone.now()
            for actor in changed:
                actor.updated_at = now
            names = [column.removesuffix("_id") for column in columns]
            Actor.objects.bulk_update(changed, [*names, "updated_at"], batch_size=500)


def visibility_of(values: dict[str, Any], usual: str) -> str:
    """Return who may see a new actor: nobody wider than the import says, persons none but their keepers."""
    if values["kind"] == ActorKind.PERSON:
        return Visibility.TEAM.value
    return str(Visibility.narrowest(values.get("visibility", usual), usual))


def _added(line: Line) -> dict[str, Any]:
    added: dict[str, Any] = {"kind": line.values.get("kind"), "role": line.values.get("role", "")}
    for change in line.changes:
        if "add" in change:
            added.setdefault(change["add"], []).append(change["value"])
    return added


def _once(rows: Iterable[tuple]) -> list[tuple]:
    return list(dict.fromkeys(rows))


def _key(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _name(value: Any) -> str:
    """Return the word to propose that a value is, "" when it is known."""
    key = _key(value)
    return key["proposed"] if isinstance(key, dict) else ""


def propose(names: Iterable[str], run: Run) -> dict[str, int]:
    """Return the keys of competences proposed under `names` (normalised); those that are new are added, on top.

    Facilitators then place them in the tree.
    """
    wanted = {normalise(name): name for name in names}
    if not wanted:
        return {}
    offered = Competence.objects.offered_to(run.by).filter(search_text__in=wanted, merged_into=None)
    known = {text: pk for pk, text in offered.values_list("pk", "search_text")}
    for text in sorted(set(wanted) - set(known)):
        known[text] = competences.propose(wanted[text][:200], parent=None, by=run.by).pk
    return known


class Slugs:
    """Addresses for many new actors at once: as `free_slug`, in two queries."""

    def __init__(self, lines: list[Line], usual: str) -> None:
        """Look which addresses are taken."""
        self.usual = usual
        stems = Counter(stem(line.label) for line in lines)
        self.taken = self._taken(stems) | RESERVED
        crowded = [first for first, count in stems.items() if count > 1 or first in self.taken]
        self.taken |= self._taken(slug for first in crowded for slug in numbered(first))

    def _taken(self, slugs: Iterable[str]) -> set[str]:
        return set(Actor.objects.filter(slug__among=slugs).values_list("slug", flat=True))

    def of(self, line: Line) -> str:
        """Return an address for a new actor; nobody guesses that of a hidden one."""
        if visibility_of(line.values, self.usual) != Visibility.PUBLIC:
            return hidden_slug(line.label)
        free = next((slug for slug in numbered(line.label) if slug not in self.taken), None)
        free = free or hidden_slug(line.label)
        self.taken.add(free)
        return free
