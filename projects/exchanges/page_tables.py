"""Proposals, suggestions and measures as lines of tables: what their pages show to who asks."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from projects.analysis import differences
from projects.models import Indicator, Measure, Proposal, Suggestion
from territoire.exchanges.writing.lists import column
from territoire.exchanges.writing.values import Column, Thing


def proposal_columns() -> tuple[Column, ...]:
    """Return the columns of proposals."""
    return (
        Column("name", _("What it changes"), width=36),
        Column("before", _("Before"), "list", width=50),
        Column("after", _("After"), "list", width=50),
        column(Proposal, "reason", width=50),
        column(Proposal, "actor", width=30),
        column(Proposal, "created_at", sort="day", width=12),
        column(Proposal, "state", width=16),
        column(Proposal, "decided_at", sort="day", width=12),
        column(Proposal, "decision", width=40),
        Column("address", _("Page"), width=40),
    )


def proposals(found: Iterable[Proposal], seen: set[int], told: set[int], base: str) -> Iterator[Thing]:
    """Go through proposals; `seen` are the actors that the reader sees, `told` the proposals whose reason is theirs."""
    for one in found:
        changes = differences.changes(one)
        values = {
            "before": tuple(f"{change.label} : {change.before}" for change in changes if change.before),
            "after": tuple(f"{change.label} : {change.after}" for change in changes if change.after),
            "reason": one.reason if one.pk in told else "",
            "actor": _by(one.actor, seen, _("The team of the project")),
            "created_at": timezone.localdate(one.created_at),
            "state": str(one.get_state_display()),
            "decided_at": one.decided_at and timezone.localdate(one.decided_at),
            "decision": one.decision,
        }
        yield Thing(
            str(one.uid), str(one), _("Proposal"), f"{base}{one.get_absolute_url()[1:]}", values=values
        )


def suggestion_columns() -> tuple[Column, ...]:
    """Return the columns of suggestions."""
    return (
        column(Suggestion, "name", width=36),
        column(Suggestion, "kind"),
        column(Suggestion, "brings", width=40),
        column(Suggestion, "why", width=40),
        column(Suggestion, "known_how", width=30),
        column(Suggestion, "need", width=30),
        column(Suggestion, "speaker", width=30),
        column(Suggestion, "created_at", sort="day", width=12),
        column(Suggestion, "state", width=16),
        column(Suggestion, "actor", width=30),
        column(Suggestion, "reason", width=30),
    )


def suggestions(found: Iterable[Suggestion], seen: set[int], base: str) -> Iterator[Thing]:
    """Go through suggestions; `seen` are the actors that the reader sees."""
    for one in found:
        values = {
            "kind": str(one.get_kind_display()),
            "brings": one.brings,
            "why": one.why,
            "known_how": one.known_how,
            "need": str(one.need or ""),
            "speaker": _by(one.speaker, seen, ""),
            "created_at": timezone.localdate(one.created_at),
            "state": str(one.get_state_display()),
            "actor": one.actor.name if one.actor and one.actor.pk in seen else "",
            "reason": one.reason,
        }
        yield Thing(str(one.uid), one.name, _("Suggestion"), base, values=values)


def measure_columns() -> tuple[Column, ...]:
    """Return the columns of measures: a line each, and one for what was not measured yet."""
    return (
        column(Indicator, "name", width=40),
        column(Indicator, "unit"),
        column(Indicator, "start_value", sort="number", width=12),
        column(Indicator, "start_day", sort="day", width=12),
        column(Indicator, "target_value", sort="number", width=12),
        column(Indicator, "target_day", sort="day", width=12),
        column(Measure, "day", sort="day", width=12),
        column(Measure, "value", sort="number", width=12),
        column(Measure, "source", width=30),
        column(Measure, "comment", width=40),
        column(Indicator, "method", width=40),
        column(Indicator, "illustrative", sort="yes-no", width=9),
    )


def measures(found: Iterable[Indicator], base: str) -> Iterator[Thing]:
    """Go through the measures of indicators."""
    for one in found:
        of_all = {
            name: getattr(one, name)
            for name in ("unit", "start_value", "start_day", "target_value", "target_day", "method")
        }
        counted: list[Measure | None] = [*one.measures.all()]
        for measure in counted or [None]:
            told = {name: getattr(measure, name, None) for name in ("day", "value", "source", "comment")}
            values = {**of_all, **told, "illustrative": one.illustrative}
            yield Thing(str(one.uid), one.name, _("Indicator"), base, values=values)


def _by(actor, seen: set[int], nobody: str) -> str:
    if actor is None:
        return nobody
    return actor.name if actor.pk in seen else _("Somebody in the circle")
