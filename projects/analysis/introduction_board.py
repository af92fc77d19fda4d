"""The board of introductions: what is open by state, what is over folded, as one viewer may see it."""

from dataclasses import dataclass
from datetime import date

from actors.models import Actor
from projects.actions.introductions import NEXT
from projects.enums import IntroductionState
from projects.models import Introduction, Project

OPEN_SHOWN, CLOSED_SHOWN = 200, 60
ICONS = {
    IntroductionState.TO_CONTACT: "telephone",
    IntroductionState.CONTACTED: "chat-dots",
    IntroductionState.AGREED: "hand-thumbs-up",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One introduction: whether it is late, the states a button moves it to, through whom (if that may be seen)."""

    introduction: Introduction
    late: bool
    moves: tuple[IntroductionState, ...]
    via: Actor | None

    @property
    def version(self) -> str:
        """Return what a gesture must send back, so that it undoes nothing unseen."""
        return self.introduction.updated_at.isoformat()


@dataclass(frozen=True, slots=True)
class Column:
    """The open introductions of one state."""

    state: IntroductionState
    icon: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Columns of what is open; `closed`, the latest first, is shown folded; `more` were left out."""

    columns: tuple[Column, ...]
    closed: tuple[Introduction, ...]
    more: int

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing at all."""
        return not self.closed and not self.open_count

    @property
    def open_count(self) -> int:
        """Count what is open and shown."""
        return sum(len(column.cards) for column in self.columns)


def board(introductions, user, day: date) -> Board:
    """Lay out a queryset of introductions that `user` sees, as they are on `day`."""
    shown = introductions.with_what_is_shown()
    opened = shown.open().order_by("due_on", "pk")
    found = list(opened[: OPEN_SHOWN + 1])
    more = opened.count() - OPEN_SHOWN if len(found) > OPEN_SHOWN else 0
    vias = _vias(found, user)
    cards = [_card(one, vias, day) for one in found[:OPEN_SHOWN]]
    return Board(
        columns=tuple(
            Column(state, icon, tuple(one for one in cards if one.introduction.state == state))
            for state, icon in ICONS.items()
        ),
        closed=tuple(shown.closed().order_by("-closed_on", "-pk")[:CLOSED_SHOWN]),
        more=more,
    )


def card(introduction: Introduction, user, day: date) -> Card:
    """Return one introduction as it is on `day`."""
    return _card(introduction, _vias([introduction], user), day)


def _card(introduction: Introduction, vias: dict[int, Actor], day: date) -> Card:
    return Card(
        introduction=introduction,
        late=introduction.is_late_on(day),
        moves=NEXT.get(IntroductionState(introduction.state), ()),
        via=vias.get(introduction.via_id or 0),
    )


def _vias(introductions: list[Introduction], user) -> dict[int, Actor]:
    named = {one.via_id for one in introductions if one.via_id}
    return {one.pk: one for one in Actor.objects.visible_to(user).filter(pk__in=named)} if named else {}


def underway(project: Project, user) -> dict[tuple[int | None, int], Introduction]:
    """Return the open introductions of a project that `user` may see, by need and candidate."""
    found = Introduction.objects.visible_to(user).open().filter(project=project)
    return {(one.need_id, one.actor_id): one for one in found}
