"""The table of competences as a picture, for files and posters: every actor, every column, the same figures."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from actors.maps import labels
from actors.maps.values import Area, Caption, Mark, Node, Picture, Symbol, TextLine
from projects.maps.competences.matrix import Matrix, Row
from projects.maps.competences.picture import draw
from projects.maps.shared.values import StakeholderMap
from territoire.templatetags.ui import LEVELS, STATES

NAMES, CELL, LINE, TALLEST, LEAST_WIDTH = 252, 27, 21, 210, 720
#: The row of gaps and the row of totals, over the actors.
ABOVE = 2


def sheet(stakeholder_map: StakeholderMap, **settings) -> Picture:
    """Draw the table as a picture, with the branches open or closed as the address says."""
    matrix = draw(stakeholder_map, **settings)
    left, top = NAMES, _height_of_heads(matrix)
    bottom = top + LINE * (ABOVE + len(matrix.rows))
    width: float = max(LEAST_WIDTH, left + CELL * (len(matrix.heads) + 1) + 24)
    key, key_symbols, key_cells, end = _key(matrix, bottom + 34)
    width = max(width, end)
    return Picture(
        width,
        bottom + 48,
        matrix.title,
        marks=tuple(_marks(matrix, top)),
        areas=(
            *_lines(matrix, left, top),
            *_cells(matrix.rows, left, top),
            *_holes(matrix, left, top),
            *key_cells,
        ),
        captions=(*_heads(matrix, left, top), *_figures(matrix, left, top), *key),
        symbols=(*_states(matrix, left, top), *key_symbols),
    )


def _height_of_heads(matrix: Matrix) -> float:
    longest = max((labels.width_of(head.name) for head in matrix.heads), default=0)
    return min(TALLEST, longest) + 18 + LINE * len(matrix.tops)


def _marks(matrix: Matrix, top: float) -> Iterator[Mark]:
    for number, row in enumerate(matrix.rows):
        y = top + LINE * (ABOVE + number + 0.5)
        skills = ", ".join(cell.words for cell in row.cells) or _("no competence said")
        node = Node(
            row.actor.slug,
            row.actor.name,
            row.shape,
            size=14,
            number=number + 1,
            description=f"{row.actor.name}, {row.actor.family_name}, {skills}",
            major=False,
            aboard=not row.actor.prospective,
            declared=row.actor.declared,
        )
        name = TextLine(34, y + 4.5, labels.fitting(row.actor.name, NAMES - 42))
        yield Mark(node, 20, y, (name,), anchor="start")


def _lines(matrix: Matrix, left: float, top: float) -> Iterator[Area]:
    right = left + CELL * (len(matrix.heads) + 1)
    for number in range(len(matrix.rows) + 1):
        y = top + LINE * (ABOVE + number)
        yield Area(f"M12 {y:.1f}H{right:.1f}", "map-rule")
    for level, row in enumerate(matrix.tops):
        x = left
        for heading, _toggled in row:
            if heading.slug:
                y = LINE * (level + 1) + 3
                yield Area(f"M{x + 2:.1f} {y:.1f}H{x + CELL * heading.span - 2:.1f}", "map-ring")
            x += CELL * heading.span


def _placed(row: Row) -> Iterator[tuple[int, int]]:
    """Yield the place and the level of each cell of a row that is not empty."""
    place = -1
    for cell in row.cells:
        place += cell.before + 1
        yield place, cell.level


def _cells(rows: Iterable[Row], left: float, top: float) -> Iterator[Area]:
    for number, row in enumerate(rows):
        for place, level in _placed(row):
            x, y = left + CELL * place + 1.5, top + LINE * (ABOVE + number) + 1.5
            yield Area(_box(x, y, CELL - 3, LINE - 3), f"map-cell-{level}")


def _holes(matrix: Matrix, left: float, top: float) -> Iterator[Area]:
    """Frame the total of what is sought and nobody masters."""
    for place, head in enumerate(matrix.heads):
        if head.hole:
            yield Area(_box(left + CELL * place + 2, top + LINE + 2, CELL - 4, LINE - 4), "map-hole")


def _heads(matrix: Matrix, left: float, top: float) -> Iterator[Caption]:
    for level, row in enumerate(matrix.tops):
        x = left
        for heading, _toggled in row:
            if heading.slug:
                name = labels.fitting(heading.name, CELL * heading.span - 8, bold=True)
                yield Caption(x + 3, LINE * (level + 1) - 3, name, "map-head", "start")
            x += CELL * heading.span
    for place, head in enumerate(matrix.heads):
        x = left + CELL * (place + 0.5) + 4
        yield Caption(x, top - 6, labels.fitting(head.name, TALLEST), "map-legend", "start", turned=True)
    yield Caption(12, top + LINE * 0.5 + 4, _("Coverage of the need"), "map-head", "start")
    yield Caption(12, top + LINE * 1.5 + 4, _("How many master it"), "map-note", "start")


def _figures(matrix: Matrix, left: float, top: float) -> Iterator[Caption]:
    for place, head in enumerate(matrix.heads):
        yield Caption(left + CELL * (place + 0.5), top + LINE * 1.5 + 4.5, str(head.holders))
    for number, row in enumerate(matrix.rows):
        y = top + LINE * (ABOVE + number + 0.5) + 4.5
        for place, level in _placed(row):
            css = "map-figure-3" if level == 3 else "map-figure-1"
            yield Caption(left + CELL * (place + 0.5), y, str(level), css)
        if row.total:
            yield Caption(left + CELL * (len(matrix.heads) + 0.5), y, str(row.total))


def _states(matrix: Matrix, left: float, top: float) -> Iterator[Symbol]:
    for place, head in enumerate(matrix.heads):
        if head.asked.state:
            title = f"{head.name}: {head.asked.words}"
            x, y = left + CELL * (place + 0.5), top + LINE * 0.5
            yield Symbol(head.asked.state, x, y, 16, title=title, sheet="s")


def _key(matrix: Matrix, y: float) -> tuple[list[Caption], list[Symbol], list[Area], float]:
    """Say what levels and states mean, in one line; tell where it ends."""
    captions, symbols, areas, x = [], [], [], 14.0
    for level, label in LEVELS.items():
        word = str(label)
        areas.append(Area(_box(x, y - 13, 20, 17), f"map-cell-{level}"))
        captions.append(Caption(x + 10, y, str(level), "map-figure-3" if level == 3 else "map-figure-1"))
        captions.append(Caption(x + 26, y, word, "map-note", "start"))
        x += 44 + labels.width_of(word)
    for state in matrix.states:
        word = str(STATES[state])
        symbols.append(Symbol(state, x + 8, y - 4, 16, title=word, sheet="s"))
        captions.append(Caption(x + 22, y, word, "map-note", "start"))
        x += 40 + labels.width_of(word)
    return captions, symbols, areas, x


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.1f} {y:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"
