"""Statements, ideas and trainings as lines of tables: what their pages show, never a single opinion."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from cocreation.analysis.board import Board
from cocreation.analysis.exchange import Board as Exchange
from cocreation.enums import Agreement
from cocreation.models import Idea, Statement, TrainingOffer, TrainingRequest, TrainingSession
from territoire.exchanges.writing.lists import column
from territoire.exchanges.writing.values import Column, Named, Thing


def statement_columns() -> tuple[Column, ...]:
    """Return the columns of statements; how many agree how far is empty below three voices."""
    return (
        column(Statement, "kind", width=22),
        column(Statement, "text", code="name", width=70),
        Column("voices", _("Voices"), "number", width=8),
        Column("spread", _("What they say together"), width=24),
        *(Column(f"agree-{one.value}", str(one.label), "number", width=11) for one in Agreement),
        column(Statement, "needs", sort="list", width=40),
        column(Statement, "illustrative", sort="yes-no", width=9),
    )


def statements(board: Board, base: str) -> Iterator[Thing]:
    """Go through the statements of a version, part by part."""
    for part in board.parts:
        for line in part.lines:
            one, whole = line.statement, line.shared.whole
            values = {
                "kind": part.title,
                "voices": whole.voices,
                "spread": str(whole.spread.label),
                **{f"agree-{bar.value}": bar.count for bar in whole.bars},
                "needs": tuple(str(need) for need in line.needs),
                "illustrative": one.illustrative,
            }
            yield Thing(
                str(one.uid), one.text, part.title, f"{base}{one.get_absolute_url()[1:]}", values=values
            )


def idea_columns() -> tuple[Column, ...]:
    """Return the columns of ideas."""
    return (
        column(Idea, "name", width=40),
        column(Idea, "text", width=60),
        column(Idea, "territory"),
        column(Idea, "signature"),
        column(Idea, "created_at", sort="day", width=12),
        Column("gathered", _("Persons interested"), "number", width=12),
        Column("asks", _("Asks for"), "list", width=40),
        column(Idea, "project", width=30),
        column(Idea, "illustrative", sort="yes-no", width=9),
        Column("address", _("Page"), width=40),
    )


def ideas(found: Iterable[Idea], seen: dict[int, str], offered: set[int], base: str) -> Iterator[Thing]:
    """Go through ideas; `seen` names the projects, `offered` are the competences, that the reader sees."""
    for one in found:
        asked = (ask for ask in one.asks.all() if ask.competence_id is None or ask.competence_id in offered)
        values = {
            "text": one.text,
            "territory": one.territory.name,
            "signature": one.signature,
            "created_at": timezone.localdate(one.created_at),
            "gathered": one.gathered,  # type: ignore[attr-defined]  # annotated
            "asks": tuple(str(ask) for ask in asked),
            "project": seen.get(one.project_id or 0, ""),
            "illustrative": one.illustrative,
        }
        yield Thing(one.slug, one.name, _("Idea"), f"{base}{one.get_absolute_url()[1:]}", values=values)


def training_columns() -> tuple[Column, ...]:
    """Return the columns of sessions, offers and wishes."""
    return (
        Column("sort", _("What it is"), width=14),
        column(TrainingSession, "competence", code="name", width=36),
        column(TrainingRequest, "level", width=16),
        Column("actor", _("Actor"), width=36),
        column(TrainingOffer, "words", width=50),
        column(TrainingSession, "starts_at", width=18),
        column(TrainingSession, "territory"),
        column(TrainingSession, "place"),
        column(TrainingSession, "places", sort="number", width=10),
        column(TrainingSession, "illustrative", sort="yes-no", width=9),
        Column("address", _("Page"), width=40),
    )


def trainings(board: Exchange, base: str) -> Iterator[Thing]:
    """Go through what the page shows: sessions to come, then offers, then wishes."""
    for session in board.sessions:
        actor = session.teacher
        values = {
            "sort": _("Session"),
            "level": session.get_level_display(),
            "actor": Named(actor.name),
            "starts_at": f"{timezone.localtime(session.starts_at):%Y-%m-%d %H:%M}",
            "territory": session.territory.name,
            "place": session.place,
            "places": session.places,
            "illustrative": session.illustrative,
        }
        address = f"{base}{session.get_absolute_url()[1:]}"
        yield Thing(str(session.uid), str(session.competence), _("Session"), address, values=values)
    for offer in board.offers:
        yield _learning(offer, _("Offer to teach"), base)
    for wish in board.wishes:
        yield _learning(wish.request, _("Wish to learn"), base)


def _learning(one: TrainingOffer | TrainingRequest, sort: str, base: str) -> Thing:
    level = one.get_level_display() if isinstance(one, TrainingRequest) else ""
    values = {
        "sort": sort,
        "level": level,
        "actor": Named(one.actor.name),
        "words": one.words,
        "illustrative": one.illustrative,
    }
    return Thing(
        str(one.uid), str(one.competence), sort, f"{base}{one.actor.get_absolute_url()[1:]}", values=values
    )
