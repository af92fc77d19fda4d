"""What lines change of actors that are there: field by field, only what they say, never by emptying."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from actors.enums import ContactKind, IdentifierScheme
from actors.models import (
    Actor,
    ActorFamily,
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    Competence,
    ContactPoint,
    Mastery,
    Occupation,
)
from territoire.imports.lines import Line, Run
from territoire.models import Territory
from territoire.text import normalise

#: What a line says of an actor that is one column of it: code of the field -> column.
SCALARS = {
    "name": "name",
    "acronym": "acronym",
    "family": "family_id",
    "description": "description",
    "seat": "seat_id",
    "origin": "origin",
}
LONGEST_SHOWN = 200


class Changes:
    """Compares lines with the actors of `targets` (a few queries for all)."""

    def __init__(self, targets: Collection[int], run: Run) -> None:
        """Read what is there."""
        self.run = run
        self.actors = Actor.objects.in_bulk(list(targets))
        self.identifiers = _pairs(
            ActorIdentifier.objects.filter(actor__in=targets), "actor", "scheme", "value"
        )
        self.contacts = _pairs(ContactPoint.objects.filter(actor__in=targets), "actor", "kind", "value")
        self.areas = _pairs(Actor.areas.through.objects.filter(actor__in=targets), "actor", "territory")
        active = {"period__holds": run.day}
        self.masteries = _pairs(Mastery.objects.filter(actor__in=targets, **active), "actor", "competence")
        self.occupations = _pairs(
            ActorOccupation.objects.filter(actor__in=targets, **active), "actor", "occupation"
        )
        self.organisations = _pairs(
            Affiliation.objects.filter(member__in=targets, **active), "member", "organisation__search_name"
        )
        self.names = _Names()

    def of(self, line: Line) -> list[dict]:
        """Return what `line` changes of its target, as kept in a plan."""
        actor = self.actors.get(line.target)
        if actor is None:
            return []
        return [*self._scalars(line, actor), *self._additions(line, actor)]

    def _scalars(self, line: Line, actor: Actor) -> list[dict]:
        changed = []
        for code, column in SCALARS.items():
            if code not in line.values or code in line.values.get("given", ()):
                continue
            before, after = getattr(actor, column), line.values[code]
            if _alike(code, before, after) or (
                actor.is_person and code in ("seat", "origin") and actor.consented_at
            ):
                continue
            changed.append(
                {
                    "field": code,
                    "before": self.names.of(code, before),
                    "after": self.names.of(code, after),
                    "column": column,
                    "set": after,
                }
            )
        return changed

    def _additions(self, line: Line, actor: Actor) -> list[dict]:
        values, pk = line.values, actor.pk
        added = [
            _addition(scheme, str(IdentifierScheme(scheme).label), value, "identifiers", [scheme, value])
            for scheme, value in values.get("identifiers", ())
            if (scheme, value) not in self.identifiers[pk]
        ]
        known = {(kind, _contact(kind, value)) for kind, value in self.contacts[pk]}
        added += [
            _addition(kind, str(ContactKind(kind).label), value, "contacts", [kind, value])
            for kind, value in values.get("contacts", ())
            if (kind, _contact(kind, value)) not in known
        ]
        for code, there in (
            ("areas", self.areas[pk]),
            ("occupations", self.occupations[pk]),
            ("competences", self.masteries[pk]),
        ):
            added += [
                _addition(code, "", self.names.of(code, value), code, value)
                for value in values.get(code, ())
                if (_bare(value),) not in there
            ]
        added += [
            _addition("organisation", "", name, "organisation", name)
            for name in values.get("organisation", ())
            if (normalise(str(name)),) not in self.organisations[pk]
        ]
        return added


def _addition(code: str, register: str, words: str, name: str, value: Any) -> dict:
    said = f"{register} {words}".strip()
    return {"field": code, "before": "", "after": said, "add": name, "value": value}


def _alike(code: str, before: Any, after: Any) -> bool:
    """Tell whether a file says what is there; a name without its accents is no other name."""
    if code in ("name", "acronym"):
        return normalise(before) == normalise(after)
    return before == after


def _bare(value: Any) -> Any:
    """Return the key of a value that may come with a level."""
    return value[0] if isinstance(value, list) else value if not isinstance(value, dict) else None


def _contact(kind: str, value: str) -> str:
    if kind == ContactKind.PHONE:
        return "".join(c for c in value if c.isdigit())[-9:]
    return value.strip().rstrip("/").lower()


def _pairs(rows, owner: str, *names: str) -> defaultdict[int, set[tuple]]:
    found: defaultdict[int, set[tuple]] = defaultdict(set)
    for key, *values in rows.values_list(owner, *names):
        found[key].add(tuple(values))
    return found


class _Names:
    """Names of what values stand for, each read once."""

    MODELS = {
        "family": ActorFamily,
        "seat": Territory,
        "areas": Territory,
        "occupations": Occupation,
        "competences": Competence,
    }

    def __init__(self) -> None:
        self.known: dict[tuple, str] = {}

    def of(self, code: str, value: Any) -> str:
        """Return how a value is read."""
        if value in (None, ""):
            return ""
        if isinstance(value, dict):
            return str(value.get("proposed", ""))
        key, model = _bare(value), self.MODELS.get(code)
        if model is None:
            return str(value)[:LONGEST_SHOWN]
        if isinstance(key, dict):
            return str(key.get("proposed", ""))
        if (model, key) not in self.known:
            row = model._default_manager.filter(pk=key).values_list("name", flat=True).first()
            self.known[model, key] = row or ""
        return self.known[model, key]
