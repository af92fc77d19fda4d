"""The table that says the same as the pictures, sorted by address (`?tri=`)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import Stakeholder, StakeholderMap
from projects.maps.shared.words import TiedTo, all_tied, period_words, skill_words, tie_label
from territoire.text import normalise

DEFAULT_SORT = "-degre"
#: A row shows this many ties and competences at once, and the others on request.
SHOWN_TIES, SHOWN_SKILLS = 6, 4


@dataclass(frozen=True, slots=True)
class Row:
    """An actor as a row: what it is, and to whom it is tied."""

    number: int
    actor: Stakeholder
    degree_name: str
    skills: tuple[str, ...]
    period: str
    tied: tuple[TiedTo, ...]
    wished: str = ""
    shape: str = "autre"

    @property
    def nearest(self) -> tuple[TiedTo, ...]:
        """The first ties, shown at once."""
        return self.tied[:SHOWN_TIES] if len(self.tied) > SHOWN_TIES + 2 else self.tied

    @property
    def others(self) -> tuple[TiedTo, ...]:
        """The other ties, folded."""
        return self.tied[len(self.nearest) :]

    @property
    def best_skills(self) -> tuple[str, ...]:
        """The competences shown at once, best first."""
        return self.skills[:SHOWN_SKILLS] if len(self.skills) > SHOWN_SKILLS + 1 else self.skills

    @property
    def other_skills(self) -> tuple[str, ...]:
        """The other competences, folded."""
        return self.skills[len(self.best_skills) :]

    @property
    def bare(self) -> bool:
        """Tell whether nothing is said of what the actor does here."""
        return not (self.actor.role or self.actor.brings or self.actor.projects)


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie as a row."""

    source: str
    target: str
    label: str
    directed: bool
    tie: object
    period: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column that sorts: its word in the address and what it sorts by."""

    code: str
    label: str | Promise
    key: Callable[[Row], Any]


COLUMNS = (
    Column("nom", _("Actor"), lambda row: normalise(row.actor.name)),
    Column("famille", _("Family"), lambda row: normalise(row.actor.family_name)),
    Column("degre", _("Involvement"), lambda row: row.actor.degree or 0),
    Column("apporte", _("Brings"), lambda row: normalise(row.actor.brings or " ".join(row.actor.projects))),
    Column("competences", _("Competences"), lambda row: len(row.skills)),
    Column("lieu", _("Place"), lambda row: normalise(row.actor.place)),
    Column("depuis", pgettext_lazy("column", "Since"), lambda row: row.actor.since or date.min),
    Column("liens", _("Tied to"), lambda row: len(row.tied)),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column on the page: `sort` is where its link leads, `state` its `aria-sort`."""

    label: str | Promise
    sort: str
    state: str


def rows(stakeholder_map: StakeholderMap, sort: str = DEFAULT_SORT) -> list[Row]:
    """Return all actors of the map as rows, sorted as `sort` says ("-" first for the other way round)."""
    numbers, tied = stakeholder_map.numbers(), all_tied(stakeholder_map)
    found = [
        Row(
            numbers[actor.slug],
            actor,
            stakeholder_map.degrees.get(actor.degree or 0, ""),
            tuple(skill_words(actor)),
            period_words(actor.since, actor.until),
            tuple(tied.get(actor.slug, ())),
            _wished(actor, stakeholder_map.degrees),
            shape_of(actor.family),
        )
        for actor in stakeholder_map.stakeholders
    ]
    found.sort(key=lambda row: row.number)
    column = _column(sort)
    return sorted(found, key=column.key, reverse=sort.startswith("-"))


def _wished(actor: Stakeholder, degrees: dict[int, str]) -> str:
    wished = actor.wanted_degree
    return f"{wished} · {degrees.get(wished, '')}" if wished and wished != actor.degree else ""


def tie_rows(stakeholder_map: StakeholderMap) -> list[TieRow]:
    """Return all ties of the map as rows, by the names of who they tie."""
    names = stakeholder_map.names()
    found = [
        TieRow(
            names[tie.source],
            names[tie.target],
            tie_label(tie),
            tie.directed,
            tie,
            period_words(tie.since, tie.until),
        )
        for tie in stakeholder_map.ties
    ]
    return sorted(found, key=lambda row: (normalise(row.source), normalise(row.target), row.label))


def headings(sort: str, *, of_projects: bool = False) -> list[Heading]:
    """Return the heads of the columns, given what the table is sorted by now.

    Where actors take part in several projects, what they bring is the projects they take part in.
    """
    current = _column(sort)
    columns = [replace(c, label=_("Projects")) if of_projects and c.code == "apporte" else c for c in COLUMNS]
    return [_heading(column, sort if column.code == current.code else "") for column in columns]


def _heading(column: Column, sort: str) -> Heading:
    if not sort:
        first = "-" if column.code in {"degre", "competences", "liens"} else ""
        return Heading(column.label, first + column.code, "none")
    if sort.startswith("-"):
        return Heading(column.label, column.code, "descending")
    return Heading(column.label, f"-{column.code}", "ascending")


def _column(sort: str) -> Column:
    wanted = sort.removeprefix("-")
    return next((c for c in COLUMNS if c.code == wanted), COLUMNS[2])
