"""What a picture is made from (nodes, ties) and what it is made of (marks, threads): plain values."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

#: The shape that stands for a project, beside those of families.
PROJECT_SHAPE = "project"


class TieNature(StrEnum):
    """What ties two nodes."""

    PARTNERSHIP = "partnership"
    AFFILIATION = "affiliation"
    INVOLVEMENT = "involvement"


@dataclass(frozen=True, slots=True)
class Tie:
    """One reason why two nodes are tied: an axis of a partnership, an affiliation or an involvement.

    `source` and `target` are keys of nodes; `directed` says that it goes from the first to the second only;
    `code` is the kind of partnership; `since` is included, `until` excluded, `None` when not known.
    """

    source: str
    target: str
    nature: TieNature
    label: str
    code: str = ""
    directed: bool = False
    amount: Decimal | None = None
    since: date | None = None
    until: date | None = None
    declared: bool = False
    illustrative: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """The two keys, in alphabetical order."""
        return (self.source, self.target) if self.source < self.target else (self.target, self.source)

    def other(self, key: str) -> str:
        """Return the key at the other end from `key`."""
        return self.target if key == self.source else self.source


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody, or something, to be drawn.

    `size` is a diameter in pixels of the picture; the greater `rank` is named first where names lack room;
    `number` is what stands for a name that finds no room (0: nothing does).
    """

    key: str
    name: str
    shape: str
    size: float = 20
    rank: float = 0
    number: int = 0
    acronym: str = ""
    description: str = ""
    major: bool = True
    aboard: bool = True
    declared: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: where its baseline is."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A node once placed, with its name around it; `arrow` points to a wanted ring."""

    node: Node
    x: float
    y: float
    lines: tuple[TextLine, ...] = ()
    anchor: str = "middle"
    numbered: bool = False
    arrow: str = ""

    @property
    def left(self) -> float:
        """Where the square that holds the shape begins."""
        return self.x - self.node.size / 2

    @property
    def top(self) -> float:
        """Where the square that holds the shape begins."""
        return self.y - self.node.size / 2

    @property
    def css(self) -> str:
        """The classes of the mark."""
        node = self.node
        classes = {
            "map-mark": True,
            "is-major": node.major,
            "is-chosen": node.chosen,
            "is-prospective": not node.aboard,
            "is-declared": node.declared,
            "is-numbered": self.numbered,
        }
        return " ".join(name for name, holds in classes.items() if holds)

    @property
    def hit(self) -> float:
        """Radius of the disc that answers to a finger: 24 px across at least."""
        return max(13.0, self.node.size / 2 + 3)


@dataclass(frozen=True, slots=True)
class Thread:
    """One tie once drawn: `path` and `arrow` are SVG path data; several between the same two make a bundle.

    `lit`: it reaches who is chosen.
    """

    tie: Tie
    path: str
    arrow: str = ""
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """Words of the picture itself (a ring, a sector, a group); `turned` ones are read from the bottom up."""

    x: float
    y: float
    text: str
    css: str = "map-note"
    anchor: str = "middle"
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """A shape drawn apart from any actor: of a family (the head of a sector), or of a state (`sheet` "s")."""

    shape: str
    x: float
    y: float
    size: float
    empty: bool = False
    title: str = ""
    sheet: str = "f"

    @property
    def left(self) -> float:
        """Where the square that holds the shape begins."""
        return self.x - self.size / 2

    @property
    def top(self) -> float:
        """Where the square that holds the shape begins."""
        return self.y - self.size / 2


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the ground: ring, sector, rim."""

    path: str
    css: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture, ready to be drawn by `components/maps/picture.html`; `template` draws what is inside."""

    template: ClassVar[str] = "components/maps/shapes.html"

    width: float
    height: float
    title: str
    marks: tuple[Mark, ...] = ()
    threads: tuple[Thread, ...] = ()
    areas: tuple[Area, ...] = ()
    captions: tuple[Caption, ...] = ()
    symbols: tuple[Symbol, ...] = field(default=())

    @property
    def signs(self) -> tuple[str, ...]:
        """What else its own signs mean, for the legend of a file: one line each."""
        return ()

    @property
    def shows_expected(self) -> bool:
        """Tell whether it draws ties that are expected."""
        return any(area.css.startswith("map-expected") for area in self.areas)

    @property
    def shows_seats(self) -> bool:
        """Tell whether it draws needs that nobody covers."""
        return any(area.css.startswith("map-seat") for area in self.areas)

    @property
    def dense(self) -> bool:
        """Tell whether threads are so many that each must be finer."""
        return len(self.threads) > 110

    @property
    def numbered(self) -> tuple[Mark, ...]:
        """The marks that a number stands for, in the order of numbers."""
        return tuple(sorted((m for m in self.marks if m.numbered), key=lambda mark: mark.node.number))
