"""Tables: CSV, and workbooks (XLSX) with a sheet for what the file is about."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from territoire import tables
from territoire.exchanges.writing.values import Column, Export, Link, Thing, text

#: What the code of a column says that is not among the values of the thing itself.
OF_THE_THING = {"name": "name", "description": "description", "address": "address"}


def csv(export: Export) -> Iterator[str]:
    """Write the things as lines.

    The format has no place for what the file is about: a last column, with nothing under it, has it for its heading.
    """
    table = _things(export)
    about = tables.Column[Thing](export.about.sentence(), lambda thing: None)
    return tables.csv_lines(tables.Table(table.name, [*table.columns, about], table.rows))


def csv_of_links(export: Export) -> Iterator[str]:
    """Write what ties them as lines."""
    table = _links(export)
    about = tables.Column[Link](export.about.sentence(), lambda link: None)
    return tables.csv_lines(tables.Table(table.name, [*table.columns, about], table.rows))


def workbook(export: Export) -> Iterator[bytes]:
    """Write a workbook: the things, what ties them, and what it is about."""
    sheets: list[tables.Table] = [_things(export)]
    if export.link_columns:
        sheets.append(_links(export))
    sheets.append(
        tables.Table(
            _("About"),
            [
                tables.Column(_("What"), lambda row: row[0], 18),
                tables.Column(_("Value"), lambda row: row[1], 80),
            ],
            list(export.about.lines()),
        )
    )
    return tables.xlsx_pieces(sheets, title=export.about.title)


def _things(export: Export) -> tables.Table[Thing]:
    return tables.Table(export.name, [_of_thing(column) for column in export.columns], export.things())


def _of_thing(column: Column) -> tables.Column[Thing]:
    own = OF_THE_THING.get(column.code)
    if own:
        return tables.Column(column.heading, lambda thing: getattr(thing, own), column.width)
    return tables.Column(column.heading, lambda thing: _cell(thing.values.get(column.code)), column.width)


def _links(export: Export) -> tables.Table[Link]:
    names = {thing.key: thing.name for thing in export.things()}
    ends = [
        tables.Column[Link](_("From"), lambda link: names.get(link.source, link.source), 34),
        tables.Column[Link](_("To"), lambda link: names.get(link.target, link.target), 34),
        tables.Column[Link](_("Tie"), lambda link: link.label, 24),
        tables.Column[Link](_("One way"), lambda link: link.directed, 9),
        tables.Column[Link](_("Since"), lambda link: link.since, 12),
        tables.Column[Link](_("Until"), lambda link: link.until, 12),
    ]
    more = [
        tables.Column[Link](one.heading, partial(_said, one.code), one.width) for one in export.link_columns
    ]
    return tables.Table(_("Ties"), [*ends, *more], export.links())


def _said(code: str, link: Link):
    return _cell(link.values.get(code))


def _cell(value):
    return text(value) if isinstance(value, tuple | list) else value
