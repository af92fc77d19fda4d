"""A project's gaps as a document to print: the data of `templates/documents/gaps.typ`."""

from collections import Counter
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.analysis import words
from projects.analysis.experiences import Elsewhere, Told
from projects.analysis.shown import GapReport, NeedReport, ShownCandidate
from projects.enums import NeedState
from projects.exchanges import gap_words
from projects.exchanges.gap_words import About
from territoire import documents, rich_text
from territoire.templatetags.ui import COUNTS, STATES, day

# On paper; the workbook and the page have them all.
CANDIDATES_PRINTED = 5
LONGEST_STORY = 400


def pdf(report: GapReport, elsewhere: tuple[Elsewhere, ...], about: About) -> bytes:
    """Draw the document."""
    return documents.pdf("gaps.typ", data(report, elsewhere, about))


def data(report: GapReport, elsewhere: tuple[Elsewhere, ...], about: About) -> dict[str, Any]:
    """Return all that the document says, in plain values; `elsewhere`: what other projects did."""
    nobody = sum(need.state == NeedState.MISSING for need in report.needs)
    lead = words.lead(len(report.needs), nobody) if report.needs else _("No need is described.")
    return {
        "site": about.site,
        "place": report.project.territory.name,
        "title": _("%(project)s: needs and candidates") % {"project": report.project.name},
        "lead": lead,
        "counts": _counts(report),
        "about": [
            line
            for line in (gap_words.situation(report), gap_words.rate(report), gap_words.weights(report))
            if line
        ],
        "source": _("%(source)s – made on %(day)s")
        % {"source": about.source, "day": formats.date_format(timezone.localdate(), "j F Y")},
        "needs": [_need(one) for one in report.needs],
        "waived": [_waived(one) for one in report.waived],
        "families": [
            _("%(family)s: is there a place for them here?") % {"family": family.name}
            for family in report.absent_families
        ],
        "experiences": [_experience(one) for other in elsewhere for one in other.told],
        "how": [
            _(
                "A need is covered when enough actors of the working circle (those who contribute, or more) have what "
                "it asks for and can be called upon."
            ),
            _(
                "Candidates are ranked by proximity, ties, level and what else they would bring. The order is a help, "
                "not a verdict."
            ),
        ],
        "words": {
            "needs": _("The needs"),
            "note": _("To note:"),
            "reserve": _("Reserve:"),
            "score": _("score"),
            "nobody_known": _("Nobody known can bring it yet."),
            "waived": _("Not needed any more"),
            "families": _("Families of actors that are not aboard"),
            "families_text": _("Who else could have a say? Not every project needs them all."),
            "experiences": _("They did it elsewhere"),
            "ask": _("Whom to ask:"),
            "how": _("How it is worked out"),
        },
    }


def _counts(report: GapReport) -> list[dict[str, str]]:
    found = Counter(gap_words.state_sign(need) for need in (*report.needs, *report.waived))
    return [
        {"state": code, "label": str(COUNTS[code] % {"count": found[code]})}
        for code in STATES
        if code in found
    ]


def _need(one: NeedReport) -> dict[str, Any]:
    details = [_("since %(day)s") % {"day": day(one.since)}] if one.since else []
    details.append(str(one.need.get_importance_display()))
    if one.asked:
        details.append(one.asked)
    if one.need.wanted_by:
        details.append(_("by %(day)s") % {"day": day(one.need.wanted_by)})
    if one.need.illustrative:
        details.append(_("Illustrative"))
    return {
        "name": str(one.need.asked),
        "sign": gap_words.state_sign(one),
        "state": gap_words.state_name(one),
        "details": " · ".join(map(str, details)),
        "description": one.need.description,
        "uncovered": one.uncovered,
        "bearers": gap_words.bearers(one),
        "nobody": _("Nobody brings it yet") if one.within_reach else _("Nobody aboard"),
        "why": [*one.why_fragile, *one.within_reach],
        "candidates_title": _candidates_title(one),
        "candidates": [
            _candidate(rank, candidate)
            for rank, candidate in enumerate(one.candidates[:CANDIDATES_PRINTED], 1)
        ],
    }


def _candidates_title(one: NeedReport) -> str:
    said = ngettext("%(count)s candidate", "%(count)s candidates", one.total) % {"count": one.total}
    if one.total <= CANDIDATES_PRINTED:
        return said
    return _("%(candidates)s, of which the first %(count)s") % {
        "candidates": said,
        "count": CANDIDATES_PRINTED,
    }


def _candidate(rank: int, one: ShownCandidate) -> dict[str, Any]:
    return {
        "rank": rank,
        "name": one.actor.name,
        "where": gap_words.where(one),
        "score": formats.number_format(round(float(one.score), 2), 2),
        "reasons": list(one.reasons),
        "reserve": one.reserve,
    }


def _waived(one: NeedReport) -> dict[str, str]:
    return {
        "name": str(one.need.asked),
        "reason": one.need.waiver_reason,
        "since": _("since %(day)s") % {"day": day(one.need.waived_on)},
    }


def _experience(told: Told) -> dict[str, str]:
    one = told.experience
    place = [one.project.name, one.project.territory.name, *([] if told.km is None else [f"{told.km} km"])]
    story = rich_text.plain(one.story)
    return {
        "title": one.title,
        "where": ", ".join(place),
        "story": story if len(story) <= LONGEST_STORY else story[: LONGEST_STORY - 1].rsplit(" ", 1)[0] + "…",
        "ask": one.ask.name if one.ask else "",
    }
