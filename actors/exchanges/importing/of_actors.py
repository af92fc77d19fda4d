"""What files say of actors: what they know, give and belong to, and with whom they work."""

from typing import Any

from django.utils.translation import gettext as _

from actors.enums import Direction
from actors.exchanges.importing.facts import FactImporter, Identity
from actors.exchanges.importing.plain import period
from actors.exchanges.importing.references import Key
from actors.exchanges.importing.writing import propose
from actors.exchanges.kinds import AFFILIATIONS, MASTERIES, PARTNERSHIPS, RESOURCES
from actors.models import Affiliation, Mastery, Partnership, PartnershipAxis, Resource
from territoire.enums import Visibility
from territoire.exchanges.values import Problem
from territoire.imports import bulk
from territoire.imports.lines import Line
from territoire.text import normalise


class MasteryImporter(FactImporter):
    """Competences that actors master."""

    kind = MASTERIES
    model = Mastery
    named = {"actor": "actor_id"}
    known = {"competence": "competence_id"}
    said_columns = {"level": "level", "mobilisable": "mobilisable", "conditions": "conditions"}

    def prepare(self, lines: list[Line]) -> None:
        """Propose the competences that nobody knows."""
        told = [line for line in lines if isinstance(line.values["competence"], dict)]
        proposed = propose({line.values["competence"]["proposed"] for line in told}, self.run)
        for line in told:
            line.values["competence"] = proposed[normalise(line.values["competence"]["proposed"])]


class ResourceImporter(FactImporter):
    """What actors give or lend."""

    kind = RESOURCES
    model = Resource
    named = {"actor": "actor_id"}
    known = {"kind": "kind_id", "description": "description"}
    said_columns = {"quantity": "quantity", "conditions": "conditions"}


class AffiliationImporter(FactImporter):
    """Who belongs to what."""

    kind = AFFILIATIONS
    model = Affiliation
    named = {"member": "member_id", "organisation": "organisation_id"}
    said_columns = {"role": "role"}

    def settle(self, lines: list[Line]) -> None:
        """Refuse what belongs to itself."""
        super().settle(lines)
        refuse_loops(lines, "organisation", _("An actor does not belong to itself."))


class PartnershipImporter(FactImporter):
    """Axes of partnerships; the partnership of two actors is made when they have none in this team."""

    kind = PARTNERSHIPS
    model = PartnershipAxis
    named = {"first": "partnership__first_id", "second": "partnership__second_id"}
    known = {"kind": "kind_id", "direction": "direction"}
    said_columns = {"amount": "amount", "description": "description"}

    def settle(self, lines: list[Line]) -> None:
        """Refuse who works with oneself."""
        super().settle(lines)
        refuse_loops(lines, "second", _("An actor is not its own partner."))

    def ruling(self, line: Line) -> list[Key]:
        """Let who may change one of the two say so."""
        return list(line.values["refs"].values())

    def identity(self, line: Line, keys: dict[Key, int]) -> Identity | None:
        """Put the smaller identifier first, and turn the direction with it."""
        found = super().identity(line, keys)
        if found is None:
            return None
        first, second, kind, direction = found
        if first <= second:
            return found
        turned = {
            Direction.FORWARD.value: Direction.BACKWARD.value,
            Direction.BACKWARD.value: Direction.FORWARD.value,
        }
        return (second, first, kind, turned.get(direction, direction))

    def _there(self, identities) -> dict[Identity, list[Any]]:
        firsts = {identity[0] for identity in identities}
        found: dict[Identity, list[Any]] = {}
        mine = Partnership.objects.visible_to(self.run.by).filter(
            first__in=firsts, team=self.run.batch.team_id
        )
        axes = (
            PartnershipAxis.objects.filter(partnership__in=mine).select_related("partnership").order_by("pk")
        )
        for axis in axes:
            ends = axis.partnership
            key = (ends.first_id, ends.second_id, axis.kind_id, axis.direction)
            found.setdefault(key, []).append(axis)
        return found

    def add(self, said: list[tuple[Line, Identity]]) -> None:
        """Write partnerships that two actors do not have yet, then their axes."""
        pairs = self._partnerships(said)
        bulk.copy(
            PartnershipAxis,
            ("partnership_id", "kind_id", "direction", "amount", "description", "period", "source", "external_id",
             "import_batch_id", "created_by_id"),
            [
                (pairs[identity[:2]], identity[2], identity[3], line.values.get("amount"),
                 line.values.get("description", ""), period(line.values),
                 line.values.get("source") or self.run.batch.source, line.external, self.run.batch.pk, self.run.by.pk)
                for line, identity in said
            ],
        )  # fmt: skip

    def _partnerships(self, said: list[tuple[Line, Identity]]) -> dict[Identity, int]:
        team = self.run.batch.team_id
        firsts = {identity[0] for _line, identity in said}
        # All of them, seen or not: there is one by pair and team, and teams see their own.
        there = Partnership.objects.filter(first__in=firsts, team=team)
        known: dict[Identity, int] = {
            (first, second): pk for pk, first, second in there.values_list("pk", "first", "second")
        }
        wanted = {identity[:2]: line for line, identity in said if identity[:2] not in known}
        keys = bulk.allot(Partnership, len(wanted))
        bulk.copy(
            Partnership,
            (
                "id",
                "first_id",
                "second_id",
                "visibility",
                "team_id",
                "source",
                "import_batch_id",
                "created_by_id",
            ),
            [
                (
                    pk,
                    *pair,
                    self._visibility(line),
                    team,
                    self.run.batch.source,
                    self.run.batch.pk,
                    self.run.by.pk,
                )
                for pk, (pair, line) in zip(keys, wanted.items(), strict=True)
            ],
        )
        return known | dict(zip(wanted, keys, strict=True))

    def _visibility(self, line: Line) -> str:
        usual = self.run.batch.visibility
        return str(Visibility.narrowest(line.values.get("visibility", usual), usual))


def refuse_loops(lines: list[Line], field: str, message: str) -> None:
    """Refuse lines whose two ends are one."""
    for line in lines:
        refs = list(line.values.get("refs", {}).values())
        if not line.refused and len(refs) == 2 and refs[0] == refs[1]:
            line.note(Problem(message, _("Write another name, or remove the line."), field))
