"""Where names go around marks, so that they cover neither marks nor one another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from actors.maps.values import Caption, Mark, TextLine

Box = tuple[float, float, float, float]
Index = defaultdict[tuple[int, int], set[int]]

FONT = 13
LINE = 14.5
LONGEST_LINE = 20
CELL = 48
THREAD_CELL = 12
#: A name that overlaps more than this share of itself gives way to its number.
TOLERANCE = 0.06

_NARROW = frozenset("ijlt.,;:'’|!()[]fr -I")
_WIDE = frozenset("mwMWŒœ@%&—…")


def width_of(text: str, size: float = FONT) -> float:
    """Return about how wide `text` is in our text font."""
    ems = sum(0.33 if c in _NARROW else 0.88 if c in _WIDE else 0.69 if c.isupper() else 0.57 for c in text)
    return ems * size


def fitting(name: str, room: float, *, bold: bool = False) -> str:
    """Return `name`, cut where it would take more than `room` pixels."""
    room /= 1.08 if bold else 1
    if width_of(name) <= room:
        return name
    while name and width_of(name + "…") > room:
        name = name[:-1]
    return name.rstrip() + "…"


def wrapped(name: str, acronym: str = "", longest: int = LONGEST_LINE) -> tuple[str, ...]:
    """Return `name` on two lines at most, as even as can be; what is too long is its acronym, else is cut.

    A line may be a little longer than `longest`, rather than cut a name.
    """
    if len(name) > 2 * longest + 6 and acronym:
        name = acronym
    if len(name) <= longest:
        return (name,)
    words = name.split()
    halves = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    best = min(halves, key=lambda lines: max(map(len, lines)), default=(name, ""))
    if max(map(len, best)) <= longest + 4:
        return best
    return _cut(words, longest + 2)


def _cut(words: list[str], longest: int) -> tuple[str, ...]:
    """Fill two lines and cut the rest."""
    first = words[0]
    count = 1
    while count < len(words) and len(first) + 1 + len(words[count]) <= longest:
        first, count = f"{first} {words[count]}", count + 1
    second = " ".join(words[count:])
    lines = [
        line if len(line) <= longest else line[: longest - 1].rstrip(" ,;:-'’") + "…"
        for line in (first, second)
    ]
    return tuple(line for line in lines if line)


def place(
    marks: Sequence[Mark],
    width: float,
    height: float,
    *,
    obstacles: Iterable[Box] = (),
    threads: Iterable[tuple[float, float, float, float]] = (),
    longest: int = LONGEST_LINE,
) -> tuple[Mark, ...]:
    """Return `marks` with the lines of their names; who finds no room gets its number, if it has one.

    `threads` are segments (x1, y1, x2, y2) that names avoid where they can.
    """
    names = [_Name(mark, wrapped(mark.node.name, mark.node.acronym, longest)) for mark in marks]
    ground = _Ground(width, height, [_around(mark) for mark in marks], obstacles, threads)
    order = sorted(range(len(names)), key=lambda i: (-marks[i].node.rank, marks[i].node.key))
    for _ in range(3):
        for i in order:
            ground.choose(i, names[i])
    for i in reversed(order):
        if not marks[i].node.chosen and ground.crowding(i, names[i]) > TOLERANCE:
            ground.drop(i)
            names[i].shown = False
    for i in order:
        if not names[i].shown and marks[i].node.number:
            names[i] = _Name(marks[i], (str(marks[i].node.number),), shown=True, numbered=True)
            ground.choose(i, names[i])
    return tuple(name.written() for name in names)


def box_of(caption: Caption) -> Box:
    """Return the room that a caption takes."""
    wide = width_of(caption.text) * 1.06
    left = caption.x - {"start": 0, "middle": wide / 2, "end": wide}[caption.anchor]
    return (left, caption.y - 11, left + wide, caption.y + 3)


class _Name:
    """A name and the eight places it can take around its mark, best first."""

    def __init__(self, mark: Mark, lines: tuple[str, ...], *, shown: bool = True, numbered: bool = False):
        self.mark, self.lines, self.shown, self.numbered = mark, lines, shown, numbered
        self.choice = 0
        self.fixed: list[tuple[float, float, float]] = []
        size = FONT - 1.5 if numbered else FONT
        bold = 1.06 if mark.node.major or numbered else 1
        wide, high = bold * max(width_of(line, size) for line in lines), LINE * len(lines)
        x, y, e = mark.x, mark.y, mark.node.size / 2
        under, over, right, left = y + e + 1, y - e - 2 - high, x + e + 3, x - e - 3 - wide
        corner = e * 0.6
        self.places = [
            ("middle", x - wide / 2, under),
            ("start", right, y - high / 2),
            ("end", left, y - high / 2),
            ("middle", x - wide / 2, over),
            ("start", x + corner, under - e * 0.4),
            ("end", x - corner - wide, under - e * 0.4),
            ("start", x + corner, over + e * 0.4),
            ("end", x - corner - wide, over + e * 0.4),
        ]
        self.boxes: list[Box] = [(u, v, u + wide, v + high) for _, u, v in self.places]

    def written(self) -> Mark:
        if not self.shown:
            return self.mark
        anchor = self.places[self.choice][0]
        left, top, right, _ = self.boxes[self.choice]
        x = {"start": left, "middle": (left + right) / 2, "end": right}[anchor]
        lines = tuple(TextLine(x, top + LINE * (n + 0.78), line) for n, line in enumerate(self.lines))
        return replace(self.mark, lines=lines, anchor=anchor, numbered=self.numbered)


class _Ground:
    """What is already on the picture, found by squares of `CELL` pixels."""

    def __init__(self, width, height, marks, obstacles, threads):
        self.width, self.height = width, height
        self.marks, self.fixed = marks, list(obstacles)
        self.by_mark: Index = defaultdict(set)
        self.by_fixed: Index = defaultdict(set)
        self.by_name: Index = defaultdict(set)
        self.taken: dict[int, Box] = {}
        self.crossed: dict[tuple[int, int], int] = defaultdict(int)
        for i, box in enumerate(marks):
            self._enter(self.by_mark, i, box)
        for i, box in enumerate(self.fixed):
            self._enter(self.by_fixed, i, box)
        for segment in threads:
            for cell in set(_sampled(*segment)):
                self.crossed[cell] += 1

    def _enter(self, index, i: int, box: Box) -> None:
        for cell in _cells(box, CELL):
            index[cell].add(i)

    def drop(self, i: int) -> None:
        """Take name `i` away."""
        for cell in _cells(self.taken.pop(i), CELL):
            self.by_name[cell].discard(i)

    def choose(self, i: int, name: _Name) -> None:
        """Give name `i` the place that disturbs least."""
        if i in self.taken:
            self.drop(i)
        # Marks, captions and threads stay where they are: what they cost is worked out once, names are moved thrice.
        name.fixed = name.fixed or [self._fixed_costs(i, box) for box in name.boxes]
        costs = [
            on_ground + 4 * self._on_names(i, box) + outside + crossed + 7 * n
            for n, (box, (on_ground, outside, crossed)) in enumerate(zip(name.boxes, name.fixed, strict=True))
        ]
        name.choice = costs.index(min(costs))
        self.taken[i] = name.boxes[name.choice]
        self._enter(self.by_name, i, self.taken[i])

    def crowding(self, i: int, name: _Name) -> float:
        """Return the share of name `i` that covers marks, names and captions, or leaves the picture."""
        box = name.boxes[name.choice]
        area = (box[2] - box[0]) * (box[3] - box[1])
        covered = sum(self._on_ground(i, box)) + self._on_names(i, box)
        return (covered + LINE * self._outside(box)) / area

    def _fixed_costs(self, i: int, box: Box) -> tuple[float, float, float]:
        on_marks, on_fixed = self._on_ground(i, box)
        crossed = sum(self.crossed.get(cell, 0) for cell in _cells(box, THREAD_CELL)) if self.crossed else 0
        return 3 * on_marks + 4 * on_fixed, 300 * self._outside(box), 5 * crossed

    def _on_ground(self, i: int, box: Box) -> tuple[float, float]:
        near_marks, near_fixed = set(), set()
        for cell in _cells(box, CELL):
            near_marks |= self.by_mark.get(cell, set())
            near_fixed |= self.by_fixed.get(cell, set())
        return (
            sum(_common(box, self.marks[j]) for j in near_marks if j != i),
            sum(_common(box, self.fixed[j]) for j in near_fixed),
        )

    def _on_names(self, i: int, box: Box) -> float:
        near_names = set()
        for cell in _cells(box, CELL):
            near_names |= self.by_name.get(cell, set())
        return sum(_common(box, self.taken[j]) for j in near_names if j != i)

    def _outside(self, box: Box) -> float:
        return (
            max(0, 2 - box[0])
            + max(0, 2 - box[1])
            + max(0, box[2] - self.width + 2)
            + max(0, box[3] - self.height + 2)
        )


def _around(mark: Mark) -> Box:
    half = mark.node.size / 2 + 1
    return (mark.x - half, mark.y - half, mark.x + half, mark.y + half)


def _common(p: Box, q: Box) -> float:
    wide = min(p[2], q[2]) - max(p[0], q[0])
    high = min(p[3], q[3]) - max(p[1], q[1])
    return wide * high if wide > 0 and high > 0 else 0


def _cells(box: Box, side: int) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // side), int(box[2] // side) + 1):
        for row in range(int(box[1] // side), int(box[3] // side) + 1):
            yield column, row


def _sampled(x1: float, y1: float, x2: float, y2: float) -> Iterator[tuple[int, int]]:
    steps = int(max(abs(x2 - x1), abs(y2 - y1)) // THREAD_CELL) + 1
    for step in range(steps + 1):
        x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
        yield int(x // THREAD_CELL), int(y // THREAD_CELL)
