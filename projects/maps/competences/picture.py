"""Actors and competences as a table: who masters what, at which level, and what nobody here masters.

The row of gaps comes first. Columns follow the tree of competences, whose branches open and close.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.maps.competences.branches import Column, Folds, Tree, load_tree
from projects.maps.competences.matrix import URGENCY, Asked, Cell, Head, Matrix, Row
from projects.maps.competences.words import sentences
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import NeedMark, Stakeholder, StakeholderMap
from territoire.templatetags.ui import LEVELS, STATES
from territoire.text import normalise

#: What an actor holds, by place of a column: best level, and the words of all that it masters there.
type Cells = dict[int, tuple[int, tuple[str, ...]]]

#: How many actors the table holds: those beyond are in the table of all actors.
MOST = 300
#: Words of the address that sort rows, besides the address of a competence.
BY_NAME, BY_FAMILY, BY_NUMBER = "nom", "famille", "nombre"
OF_COMPETENCE = "competence"
AS_ROOM_ALLOWS = Folds()


def settings(data: QueryDict) -> dict[str, object]:
    """Return what the address says of the table: closed branches and order of the rows."""
    folds = Folds(data.get("plis", ""), frozenset(filter(None, data.getlist("sauf"))))
    return {"folds": folds, "sort": data.get("rang", "")}


def complete(stakeholder_map: StakeholderMap, subject, user) -> StakeholderMap:
    """Return the map with the tree above the competences that it names."""
    return replace(stakeholder_map, more=load_tree(_used(stakeholder_map), user))


def draw(
    stakeholder_map: StakeholderMap,
    *,
    chosen: str = "",
    compact: bool = False,
    folds: Folds = AS_ROOM_ALLOWS,
    sort: str = "",
) -> Matrix:
    """Draw the map as a table of competences; phones have the same one."""
    tree: Tree = stakeholder_map.more or Tree()
    used = _used(stakeholder_map) & tree.named.keys()
    folds = tree.folded(used, folds)
    columns = tree.columns(used, folds)
    held = _held(stakeholder_map.stakeholders, columns)
    holders = Counter(place for cells in held.values() for place in cells)
    needs = _needs_by_key(stakeholder_map)
    tops = (((top, folds.toggled(top.slug)) for top in row) for row in tree.headings(columns))
    actors = sorted(stakeholder_map.stakeholders, key=lambda actor: _rank(actor, sort, columns, held))
    matrix = Matrix(
        _("Competences: who masters what, at which level"),
        heads=tuple(
            Head(
                column,
                folds.toggled(column.slug),
                holders[place],
                _asked([need for slug in column.covers for need in needs.get(slug, ())]),
                sorted=column.slug == sort,
            )
            for place, column in enumerate(columns)
        ),
        rows=tuple(_row(actor, held[actor.slug], len(columns), chosen) for actor in actors),
        tops=tuple(map(tuple, tops)),
        folds=folds,
        sort=sort,
        needs_besides=sum(need.sort != OF_COMPETENCE for need in stakeholder_map.needs),
    )
    return replace(matrix, words=tuple(sentences(matrix)))


def _used(stakeholder_map: StakeholderMap) -> frozenset[str]:
    """Return the competences that somebody masters or that a need asks for."""
    asked = {need.key for need in stakeholder_map.needs if need.sort == OF_COMPETENCE}
    return frozenset(asked | {skill.slug for actor in stakeholder_map.stakeholders for skill in actor.skills})


def _needs_by_key(stakeholder_map: StakeholderMap) -> dict[str, list[NeedMark]]:
    needs = defaultdict(list)
    for need in stakeholder_map.needs:
        if need.sort == OF_COMPETENCE:
            needs[need.key].append(need)
    return needs


def _held(stakeholders: Iterable[Stakeholder], columns: tuple[Column, ...]) -> dict[str, Cells]:
    """Return, by actor and by place of a column, the best level there and all that it masters there in words."""
    places = {slug: place for place, column in enumerate(columns) for slug in column.covers}
    found: dict[str, Cells] = {}
    for actor in stakeholders:
        cells = found.setdefault(actor.slug, {})
        for skill in actor.skills:
            if skill.slug in places:
                best, words = cells.get(places[skill.slug], (0, ()))
                said = f"{skill.name} ({str(LEVELS[skill.level]).lower()})"
                cells[places[skill.slug]] = (max(best, skill.level), (*words, said))
    return found


def _rank(actor: Stakeholder, sort: str, columns: tuple[Column, ...], held: Mapping[str, Cells]) -> tuple:
    """Return what an actor is sorted by: the best of the column asked for first, else the most involved."""
    cells = held[actor.slug]
    if sort == BY_NAME:
        return (normalise(actor.name), actor.slug)
    if sort == BY_FAMILY:
        return (normalise(actor.family_name), actor.weight)
    if sort == BY_NUMBER:
        return (-len(actor.skills), actor.weight)
    place = next((number for number, column in enumerate(columns) if column.slug == sort), -1)
    return (-cells.get(place, (0, ()))[0], actor.weight)


def _row(actor: Stakeholder, cells: Cells, width: int, chosen: str) -> Row:
    drawn, last = [], -1
    for place, (level, words) in sorted(cells.items()):
        drawn.append(Cell(place - last - 1, level, len(words), ", ".join(words)))
        last = place
    total = sum(cell.count for cell in drawn)
    return Row(actor, shape_of(actor.family), tuple(drawn), width - last - 1, total, actor.slug == chosen)


def _asked(needs: list[NeedMark]) -> Asked:
    if not needs:
        return Asked()
    needs = sorted(needs, key=lambda need: (URGENCY.index(shown_state(need)), -need.importance, need.name))
    words = " ; ".join(f"{need.name} ({str(STATES[shown_state(need)]).lower()})" for need in needs)
    state = shown_state(needs[0])
    return Asked(state, sum(shown_state(need) == state for need in needs), words, _address(needs))


def _address(needs: list[NeedMark]) -> str:
    """Return where these needs are told, with those who could meet them; nowhere when of several projects."""
    project, uid = needs[0].project, needs[0].uid
    if len({need.project for need in needs}) > 1 or not project:
        return ""
    if len(needs) > 1:
        return reverse("projects:gaps", args=[project])
    return reverse("projects:gap-of-need", args=[project, uid])


def shown_state(need: NeedMark) -> str:
    """Return the state of a need as it is shown: covered by too little is fragile."""
    return "fragile" if need.fragile and need.state == "covered" else need.state
