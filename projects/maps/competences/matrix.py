"""What the table of competences is made of: plain values, drawn by `components/maps/matrix.html`."""

from dataclasses import dataclass
from functools import cache, cached_property

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from projects.maps.competences.branches import Column, Folds, Heading
from projects.maps.shared.values import Stakeholder
from territoire.templatetags.ui import STATES

#: What is sought first; the state of a column is that of the first of its needs.
URGENCY = ("missing", "latent", "partial", "fragile", "covered", "waived")
#: Somebody is sought.
SOUGHT = URGENCY[:3]


@dataclass(frozen=True, slots=True)
class Cell:
    """What an actor masters of a column, after `before` empty cells; `words` say it."""

    before: int
    level: int
    count: int
    words: str

    @property
    def blanks(self) -> SafeString:
        """The empty cells before it: written at once, since a wide table has tens of thousands."""
        return _blanks(self.before)


@dataclass(frozen=True, slots=True)
class Row:
    """An actor and what it masters."""

    actor: Stakeholder
    shape: str
    cells: tuple[Cell, ...]
    tail: int
    total: int
    chosen: bool = False

    @property
    def blanks(self) -> SafeString:
        """The empty cells at its end."""
        return _blanks(self.tail)


@dataclass(frozen=True, slots=True)
class Asked:
    """The needs of a column: their most urgent state, how many are in it, all in words, and where they are told."""

    state: str = ""
    count: int = 0
    words: str = ""
    url: str = ""

    @property
    def label(self) -> str:
        """The state in one word."""
        return str(STATES[self.state]) if self.state else ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: what it is, what opens it, who holds it and what is asked of it."""

    column: Column
    toggled: list[str]
    holders: int
    asked: Asked
    sorted: bool = False

    @property
    def name(self) -> str:
        """Its name, which says when a branch itself is meant."""
        return (
            _("%(name)s, as a whole") % {"name": self.column.name} if self.column.whole else self.column.name
        )

    @property
    def hole(self) -> bool:
        """Tell whether somebody is sought and nobody on the map masters it."""
        return self.asked.state in SOUGHT and not self.holders


@dataclass(frozen=True)
class Matrix:
    """The whole table; `tops` are the rows of heads of open branches, each with what closes it."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    tops: tuple[tuple[tuple[Heading, list[str]], ...], ...]
    folds: Folds
    sort: str
    needs_besides: int = 0
    words: tuple[str, ...] = ()

    @cached_property
    def states(self) -> list[str]:
        """The states that the row of gaps shows, in the order of urgency."""
        shown = {head.asked.state for head in self.heads}
        return [state for state in URGENCY if state in shown]

    @cached_property
    def foldable(self) -> bool:
        """Tell whether some branch opens or closes."""
        return bool(self.tops) or any(head.column.closed for head in self.heads)

    @property
    def all_closed(self) -> bool:
        """Tell whether nothing is left to close."""
        return not self.tops

    @property
    def all_open(self) -> bool:
        """Tell whether nothing is left to open."""
        return not any(head.column.closed for head in self.heads)


@cache
def _blanks(count: int) -> SafeString:
    return mark_safe("<td></td>" * count)  # noqa: S308  # nothing that anybody typed
