"""A project's gaps as tables: the needs, the candidates, and what the file is about."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from projects.analysis.shown import GapReport, NeedReport, ShownCandidate
from projects.exchanges import gap_words
from projects.exchanges.gap_words import About
from territoire.tables import Column, Table

type Ranked = tuple[NeedReport, int, ShownCandidate]


def tables(report: GapReport, about: About) -> list[Table]:
    """Return the sheets of the workbook."""
    return [needs(report), candidates(report), subject(report, about)]


def needs(report: GapReport) -> Table[NeedReport]:
    """Return one row a need, waived ones last, in the order of the page."""
    return Table(
        _("Needs"),
        [
            Column(_("Need"), lambda one: str(one.need.asked), 34),
            Column(_("Kind"), lambda one: one.need.kind.label, 16),
            Column(_("Minimum level"), lambda one: one.need.minimum_level, 10),
            Column(_("How many, or how much"), lambda one: one.need.quantity, 12),
            Column(_("Importance"), lambda one: one.need.get_importance_display(), 12),
            Column(_("State"), gap_words.state_name, 18),
            Column(_("Fragile"), lambda one: one.fragile, 9),
            Column(_("Stands so since"), lambda one: one.since, 14),
            Column(_("Brought by"), lambda one: "\n".join(gap_words.bearers(one)), 40),
            Column(_("Why fragile, who is near"), _notes, 44),
            Column(_("Candidates"), lambda one: one.total, 12),
            Column(
                _("First candidate"), lambda one: one.candidates[0].actor.name if one.candidates else "", 30
            ),
            Column(_("Needed since"), lambda one: one.need.opened_on, 14),
            Column(_("Wanted by"), lambda one: one.need.wanted_by, 14),
            Column(_("No longer needed since"), lambda one: one.need.waived_on, 14),
            Column(_("Why it is no longer needed"), lambda one: one.need.waiver_reason, 30),
            Column(_("In a few words"), lambda one: one.need.description, 40),
            Column(_("Illustrative"), lambda one: one.need.illustrative, 11),
            Column(_("Identifier"), lambda one: str(one.need.uid), 38),
        ],
        [*report.needs, *report.waived],
    )


def _notes(need: NeedReport) -> str:
    return "\n".join((*need.why_fragile, *need.within_reach))


def candidates(report: GapReport) -> Table[Ranked]:
    """Return one row a candidate for each uncovered need, as ranked on the page."""
    return Table(
        _("Candidates"),
        [
            Column(_("Need"), lambda row: str(row[0].need.asked), 34),
            Column(_("Rank"), lambda row: row[1], 7),
            Column(_("Candidate"), lambda row: row[2].actor.name, 36),
            Column(_("Family of actors"), lambda row: row[2].actor.family.name, 24),
            Column(_("Place"), lambda row: row[2].actor.seat.name if row[2].actor.seat else "", 22),
            Column(_("Distance (km)"), lambda row: row[2].km, 10),
            Column(_("Level"), lambda row: row[2].level, 8),
            Column(_("With"), lambda row: ", ".join(one.name for one in row[2].helpers), 28),
            Column(_("Score"), lambda row: row[2].score, 9),
            Column(_("Proximity"), lambda row: row[2].parts.proximity, 10),
            Column(_("Ties"), lambda row: row[2].parts.ties, 9),
            Column(_("Level (part)"), lambda row: row[2].parts.level, 9),
            Column(_("Complementarity"), lambda row: row[2].parts.complementarity, 12),
            Column(_("Introduced by"), lambda row: gap_words.introduction(row[2]), 34),
            Column(_("Reasons"), lambda row: "\n".join(row[2].reasons), 50),
            Column(_("Reserve"), lambda row: row[2].reserve, 40),
            Column(_("Page"), lambda row: row[2].actor.slug, 30),
        ],
        list(_ranked(report)),
    )


def _ranked(report: GapReport) -> Iterator[Ranked]:
    for need in report.needs:
        for rank, candidate in enumerate(need.candidates, 1):
            yield need, rank, candidate


def subject(report: GapReport, about: About) -> Table[tuple[str, object]]:
    """Return what the file is about: project, day, rate, source."""
    rows = [
        (_("Project"), report.project.name),
        (_("Territory"), report.project.territory.name),
        (_("Situation on"), report.day),
        (_("Coverage"), gap_words.rate(report) or _("No need is described.")),
        (_("Order"), gap_words.weights(report)),
        (_("Source"), about.source),
        (_("Made on"), timezone.localdate()),
    ]
    return Table(
        _("About"),
        [Column(_("What"), lambda row: row[0], 18), Column(_("Value"), lambda row: row[1], 80)],
        [row for row in rows if row[1]],
    )
