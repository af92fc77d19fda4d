"""The cells of the table of a review, written straight as HTML: there may be a thousand of them on a page.

A template takes some ten times as long for each. Whatever people typed is escaped, once for each project.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from projects.enums import NeedState
from projects.review.heat_map import Asked, Cell
from projects.review.territory import Table
from territoire.templatetags.ui import COUNTS, STATES

EMPTY = '<td role="cell"></td>'
CELL = (
    '<td role="cell" class="%(code)s" data-l="%(project)s"><a href="%(url)s%(need)s">'
    '<svg viewBox="0 0 24 24" aria-hidden="true"><use href="#s-%(code)s"/></svg><b aria-hidden="true">%(number)s</b>'
    '<span class="t-mot"><span class="visually-hidden">%(project)s, %(line)s, </span>%(words)s</span></a></td>'
)
ELSEWHERE = "<span>↗</span>"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its project, and its gaps on the day of the table; `name` can stand in HTML as it is."""

    pk: int
    name: SafeString
    url: str
    described: bool


def heads(table: Table) -> list[Head]:
    """Return the heads of a table, in their order."""
    return [
        Head(
            column.project.pk,
            escape(column.project.name),
            f"{reverse('projects:gaps', args=[column.project.slug])}?le={table.day:%Y-%m-%d}",
            column.described,
        )
        for column in table.columns
    ]


class Cells:
    """Writes the cells of the lines of one table."""

    def __init__(self, columns: Iterable[Head], uids: Mapping[int, str]) -> None:
        """Work out what the cells of a column share."""
        self.uids = uids
        self.columns = [(one.pk, {"project": one.name, "url": f"{one.url}#besoin-"}) for one in columns]

    def row(self, name: str, asked: Mapping[int, Cell]) -> SafeString:
        """Return the cells of the line called `name`, given by project: an empty one where nothing is asked."""
        line = escape(name)
        cells = (
            self._cell(asked[project], column, line) if project in asked else EMPTY
            for project, column in self.columns
        )
        return mark_safe("".join(cells))  # noqa: S308 (names are escaped above, the rest is ours)

    def _cell(self, cell: Cell, column: Mapping[str, str], line: str) -> str:
        worst = cell.worst
        alone = len(cell.needs) == 1
        return CELL % {
            **column,
            "need": self.uids.get(worst.need, ""),
            "code": _code(worst),
            "number": _number(cell) + (ELSEWHERE if alone and worst.elsewhere else ""),
            "line": line,
            "words": _about(worst) if alone else _counted(cell),
        }


def _code(need: Asked) -> str:
    return "fragile" if need.fragile else str(need.state)


def _number(cell: Cell) -> str:
    """Return how many are seen to bring the one need, or how many of several needs lack."""
    if len(cell.needs) > 1:
        asked = sum(need.state != NeedState.WAIVED for need in cell.needs)
        return f"{cell.uncovered}/{asked}" if asked else ""
    need = cell.worst
    if need.state == NeedState.WAIVED:
        return ""
    return f"{need.bearers or ''}+" if need.somebody else str(need.bearers)


def _counted(cell: Cell) -> str:
    """Return what a cell of several needs says to who does not see it."""
    return _counted_words(tuple(sorted(_code(need) for need in cell.needs)), get_language())


def _about(need: Asked) -> str:
    """Return what a cell of one need says to who does not see it."""
    return _about_words(_code(need), need.bearers, need.somebody, need.elsewhere, get_language())


@lru_cache(maxsize=4_096)
def _counted_words(codes: tuple[str, ...], _language: str | None) -> str:
    said = (str(COUNTS[code] % {"count": codes.count(code)}) for code in STATES if code in codes)
    return escape(", ".join(said))


@lru_cache(maxsize=4_096)
def _about_words(code: str, bearers: int, somebody: bool, elsewhere: bool, _language: str | None) -> str:
    said = [str(STATES[code])]
    if code != NeedState.WAIVED:
        if bearers:
            said.append(
                ngettext("%(count)s actor aboard", "%(count)s actors aboard", bearers) % {"count": bearers}
            )
        if somebody:
            said.append(_("somebody in the circle"))
        if elsewhere:
            said.append(_("from elsewhere"))
    return escape(", ".join(said))
