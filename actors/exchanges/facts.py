"""What actors know, have, belong to and do with each other: lines about facts."""

from typing import Any

from django.utils.translation import gettext as _

from actors.enums import Direction, Level
from actors.exchanges import words
from actors.exchanges.tables import (
    LONGEST_NAME,
    LONGEST_ROLE,
    LONGEST_SOURCE,
    LONGEST_TEXT,
    LONGEST_WORDS,
    ActorTables,
)
from territoire.exchanges import cells
from territoire.exchanges.lines import Line
from territoire.exchanges.values import Problem


class FactLines(ActorTables):
    """Matches lines about masteries, resources, affiliations and partnerships."""

    def mastery(self, line: Line) -> None:
        """Match a line about a mastery."""
        line.text("actor", LONGEST_NAME, required=True)
        if line.text("competence", LONGEST_TEXT, required=True):
            line.values.pop("competence")
            line.read("competence", self.competence)
        line.assume("level", Level.PRACTISES)
        line.read("level", self.levels.read, refuses=False)
        line.read("mobilisable", cells.yes_no, refuses=False)
        line.text("conditions", LONGEST_WORDS)
        line.period()
        self.keep_source(line)

    def resource(self, line: Line) -> None:
        """Match a line about a resource."""
        line.text("actor", LONGEST_NAME, required=True)
        if line.text("kind", LONGEST_TEXT, required=True):
            line.values.pop("kind")
            line.read("kind", self.resource_kinds.read)
        line.text("description", LONGEST_WORDS)
        line.read("quantity", _positive, refuses=False)
        line.text("conditions", LONGEST_WORDS)
        line.period()
        self.keep_source(line)

    def affiliation(self, line: Line) -> None:
        """Match a line about an affiliation."""
        line.text("member", LONGEST_NAME, required=True)
        line.text("organisation", LONGEST_NAME, required=True)
        line.text("role", LONGEST_ROLE)
        line.period()
        self.keep_source(line)

    def partnership(self, line: Line) -> None:
        """Match a line about a partnership."""
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
        if kind:
            line.values["kind"] = kind
        else:
            line.assume("kind", self.partnership_kinds.find(words.ANY_PARTNERSHIP))
        line.assume("direction", Direction.BOTH)
        line.read("direction", self.directions.read, refuses=False)
        line.read("amount", _positive, refuses=False)
        # Words that are no kind of ours are kept as they are.
        said = " · ".join(filter(None, ("" if kind else told, line.said.get("description", ""))))
        if said:
            line.values["description"] = said[:500]
        line.period()
        line.read("visibility", self.visibilities.read)
        self.keep_source(line)

    def keep_source(self, line: Line) -> None:
        """Keep where a line comes from, and what it is called there."""
        line.text("source", LONGEST_SOURCE)
        line.text("external_id", LONGEST_SOURCE)


def _positive(text: str) -> Any:
    value = cells.amount(text)
    if isinstance(value, Problem) or value > 0:
        return value
    return Problem(_("The quantity must be more than zero."), _("Mend it, or leave the cell empty."))
