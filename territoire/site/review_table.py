"""The table of a territory's review as a file: a line per need, what is on the screen and nothing more."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.review import territory
from projects.review.heat_map import Asked
from territoire.tables import Column, Table
from territoire.templatetags.ui import STATES


@dataclass(frozen=True, slots=True)
class _Row:
    project: territory.Named
    competence: territory.Branch
    need: Asked


def needs(table: territory.Table) -> Table[_Row]:
    """Return a line per project and need for a competence, in the order of the screen."""
    projects = {column.project.pk: column.project for column in table.columns}
    rows = [
        _Row(projects[need.project], table.competences[need.competence], need)
        for line in table.lines
        if not line.heading or line.folded
        for cell in line.cells.values()
        for need in cell.needs
    ]
    columns = [
        Column(_("Competence"), lambda row: row.competence.name, 32),
        Column(_("Project"), lambda row: row.project.name, 40),
        Column(_("Territory"), lambda row: row.project.place, 24),
        Column(_("State"), lambda row: str(STATES[row.need.state]), 18),
        Column(_("Fragile"), lambda row: _("yes") if row.need.fragile else _("no"), 8),
        Column(_("Actors aboard"), lambda row: row.need.bearers, 12),
        Column(_("Somebody else aboard"), lambda row: _("yes") if row.need.somebody else _("no"), 12),
        Column(_("From elsewhere"), lambda row: _("yes") if row.need.elsewhere else _("no"), 12),
        Column(_("Day"), lambda row: table.day, 12),
    ]
    return Table(_("Review of gaps"), columns, rows)
