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

from projects.analysis.gaps import UNCOVERED
from projects.enums import NeedState
from projects.review.heat_map import Cell
from projects.review.territory import Table
from territoire.templatetags.ui import COUNTS, STATES

# Where the address of a project stands in that of its gaps.
SLUG = "-0-"
EMPTY = '<td role="cell"></td>'
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
    # Sixty addresses looked for one by one take as long as the middleware.
    before, after = reverse("projects:gaps", args=[SLUG]).split(SLUG)
    return [
        Head(
            column.project.pk,
            escape(column.project.name),
            f"{before}{column.project.slug}{after}?le={table.day:%Y-%m-%d}",
            column.described,
        )
        for column in table.columns
    ]


def head_cells(columns: Iterable[Head], *, crowded: bool) -> SafeString:
    """Return the cells of the head of the table, written upwards where it is `crowded`."""
    css = "small fw-semibold align-bottom v" if crowded else "small fw-semibold align-bottom"
    bare = f' <em class="fw-normal">{escape(_("not described"))}</em>'
    return mark_safe(  # noqa: S308 (names are escaped, the rest is ours)
        "".join(
            f'<th scope="col" role="columnheader" class="{css}"><span title="{one.name}">'
            f'<a href="{one.url}">{one.name}</a>{"" if one.described else bare}</span></th>'
            for one in columns
        )
    )


class Cells:
    """Writes the cells of the lines of one table."""

    def __init__(self, columns: Iterable[Head], uids: Mapping[int, str]) -> None:
        """Work out what the cells of a column share."""
        self.uids, self.language = uids, get_language()
        self.columns = [(one.pk, one.name, f"{one.url}#besoin-") for one in columns]

    def row(self, name: str, asked: Mapping[int, Cell]) -> SafeString:
        """Return the cells of the line called `name`, given by project: an empty one where nothing is asked."""
        line = escape(name)
        cells = (
            self._cell(asked[pk], project, url, line) if pk in asked else EMPTY
            for pk, project, url in self.columns
        )
        return mark_safe("".join(cells))  # noqa: S308 (names are escaped above, the rest is ours)

    def _cell(self, cell: Cell, project: str, url: str, line: str) -> str:
        need, _project, _competence, code, _lack, *who = cell.worst
        if len(cell.needs) == 1:
            number, words = _one(code, *who, self.language)
        else:
            number, words = _several(cell.codes, self.language)
        uid = self.uids.get(need, "")
        # The sign's own box is in the sprite.
        return (
            f'<td role="cell" class="{code}" data-l="{project}"><a href="{url}{uid}">'
            f'<svg aria-hidden="true"><use href="#s-{code}"/></svg><b aria-hidden="true">{number}</b>'
            f'<span class="t-mot"><span class="visually-hidden">{project}, {line}, </span>{words}</span></a></td>'
        )


@lru_cache(maxsize=4_096)
def _several(codes: tuple[str, ...], _language: str | None) -> tuple[str, str]:
    """Return how many of several needs lack, and what is said to who does not see it."""
    asked, lacking = sum(code != NeedState.WAIVED for code in codes), sum(code in UNCOVERED for code in codes)
    said = (str(COUNTS[code] % {"count": codes.count(code)}) for code in STATES if code in codes)
    return f"{lacking}/{asked}" if asked else "", escape(", ".join(said))


@lru_cache(maxsize=4_096)
def _one(code: str, bearers: int, somebody: bool, elsewhere: bool, _language: str | None) -> tuple[str, str]:
    """Return how many are seen to bring the one need, and what is said to who does not see it."""
    said = [str(STATES[code])]
    if code == NeedState.WAIVED:
        return ELSEWHERE if elsewhere else "", escape(said[0])
    if bearers:
        said.append(
            ngettext("%(count)s actor aboard", "%(count)s actors aboard", bearers) % {"count": bearers}
        )
    if somebody:
        said.append(_("somebody in the circle"))
    if elsewhere:
        said.append(_("from elsewhere"))
    number = f"{bearers or ''}+" if somebody else str(bearers)
    return number + (ELSEWHERE if elsewhere else ""), escape(", ".join(said))
