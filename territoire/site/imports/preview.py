"""What the page that shows a plan holds: counts, a tab by outcome, the lines of one page."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from actors.models import Actor, ActorFamily
from territoire.enums import LineChoice, Outcome
from territoire.models import ImportBatch, ImportLine, ImportSheet
from territoire.site.imports.forms import PlaceForm
from territoire.site.imports.registry import KINDS

BY_PAGE = 25
#: What has to be looked at comes first.
TABS = (Outcome.REFUSED, Outcome.DOUBTFUL, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
ICONS = {
    "refused": "x-octagon",
    "doubtful": "files",
    "changed": "pencil",
    "new": "check-circle-fill",
    "same": "dash-circle",
}
#: What tells namesakes apart, in the order in which it is shown.
TELLING = (
    "external_id",
    "acronym",
    "family",
    "postcode",
    "seat",
    "territory",
    "siret",
    "organisation",
    "carriers",
)
#: What tells a line whose name is missing, besides.
NAMELESS = ("address", "email", "website")
BETWEEN = " · "
READY = (Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class Tab:
    """Lines of one outcome: how many, and whether they are shown."""

    code: str
    label: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A text to mend: its name in the form, what field it is, what it says now."""

    name: str
    label: str
    text: str
    options: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line, with what it says besides its name, what may be mended in it and whom it may be."""

    line: ImportLine
    told: str
    cells: list[Cell]
    problems: list[dict]
    candidates: list[dict]
    actor: Actor | None
    changes: list[dict]


def shown(batch: ImportBatch, request: HttpRequest) -> dict[str, Any]:
    """Return what the page shows."""
    sheets = [sheet for sheet in batch.sheets.all() if sheet.kind]
    sheet = _chosen(sheets, request.GET.get("feuille", ""))
    counts = batch.counts.get(str(sheet.position), {}) if sheet else {}
    tab = _tab(request.GET.get("onglet", ""), counts)
    lines = _lines(sheet, tab) if sheet else ImportLine.objects.none()
    page = Paginator(lines, BY_PAGE).get_page(request.GET.get("page"))
    return {
        "batch": batch,
        "sheets": [(one, sum(batch.counts.get(str(one.position), {}).values())) for one in sheets],
        "sheet": sheet,
        "kind": KINDS.get(sheet.kind) if sheet else None,
        "tabs": [
            Tab(c, Outcome(c).label, ICONS[c], counts.get(c, 0), c == tab) for c in TABS if counts.get(c)
        ]
        + (
            [Tab("out", LineChoice.OUT.label, "slash-circle", counts["out"], tab == "out")]
            if counts.get("out")
            else []
        ),
        "tab": tab,
        "page_obj": page,
        "rows": _rows(list(page.object_list), sheet, batch),
        "families": ActorFamily.objects.all() if tab == Outcome.REFUSED else [],
        "ready": _total(batch, *READY),
        "doubtful": _total(batch, Outcome.DOUBTFUL),
        "refused": _total(batch, Outcome.REFUSED),
        "aside": left_out(batch),
        "placeless": _placeless(sheet) if sheet else 0,
        "place_form": PlaceForm(),
        "same": _total(batch, Outcome.SAME),
    }


def _chosen(sheets: list[ImportSheet], position: str) -> ImportSheet | None:
    return next((sheet for sheet in sheets if str(sheet.position) == position), sheets[0] if sheets else None)


def _tab(wanted: str, counts: dict[str, int]) -> str:
    if wanted and counts.get(wanted):
        return wanted
    return next((code for code in TABS if counts.get(code)), str(Outcome.NEW))


def _lines(sheet: ImportSheet, tab: str):
    lines = ImportLine.objects.filter(sheet=sheet).order_by("number")
    if tab == "out":
        return lines.filter(choice=LineChoice.OUT)
    return lines.filter(outcome=tab).exclude(choice=LineChoice.OUT)


def _total(batch: ImportBatch, *outcomes: str) -> int:
    return sum(counts.get(outcome, 0) for counts in batch.counts.values() for outcome in outcomes)


def left_out(batch: ImportBatch) -> int:
    """Return how many lines stay aside as they stand, those left out by choice not counted."""
    return _total(batch, Outcome.REFUSED, Outcome.DOUBTFUL)


def _placeless(sheet: ImportSheet) -> int:
    """Count the new actors that nothing places."""
    if sheet.kind not in ("actors", "persons"):
        return 0
    new = ImportLine.objects.filter(sheet=sheet, outcome=Outcome.NEW, place=None)
    return new.exclude(choice=LineChoice.OUT).count()


def _rows(lines: list[ImportLine], sheet: ImportSheet | None, batch: ImportBatch) -> list[Shown]:
    if sheet is None:
        return []
    keys = {one["actor"] for line in lines for one in line.likely if "actor" in one}
    if sheet.kind in ("actors", "persons"):
        keys |= {line.target for line in lines if line.target and line.outcome != Outcome.NEW}
    visible = Actor.objects.visible_to(batch.created_by).select_related("family", "seat")
    actors = visible.in_bulk(keys)
    numbers = {one["line"] for line in lines for one in line.likely if "line" in one}
    others = {line.number: line for line in ImportLine.objects.filter(sheet=sheet, number__in=numbers)}
    return [
        Shown(
            line,
            told(line, sheet),
            _cells(line, sheet),
            [
                one | {"label": _label(sheet, one["field"]) if one["field"] and one["refuses"] else ""}
                for one in line.problems
            ],
            [_candidate(one, sheet, actors, others) for one in line.likely],
            actors.get(line.target),
            [change | {"label": _label(sheet, change["field"])} for change in line.changes],
        )
        for line in lines
    ]


def _candidate(
    one: dict, sheet: ImportSheet, actors: dict[int, Actor], others: dict[int, ImportLine]
) -> dict[str, Any]:
    """Return what a line may be: an actor, or another line, with what is known of it besides its name."""
    actor, other = actors.get(one.get("actor", 0)), others.get(one.get("line", 0))
    words, label = "", ""
    if actor is not None:
        words = BETWEEN.join(filter(None, (actor.acronym, actor.family.name, actor.seat and actor.seat.name)))
    elif other is not None:
        words, label = told(other, sheet), other.label
    return one | {"actor": actor, "key": one.get("actor"), "told": words, "label": label}


def told(line: ImportLine, sheet: ImportSheet) -> str:
    """Return by what a line is told from its namesakes, as the file writes it; one without name by its address too."""
    places = {code: place for place, code in reversed(sheet.matching.items())}
    wanted = TELLING if line.label else (*TELLING, *NAMELESS)
    return BETWEEN.join(filter(None, (_text(line, places[code]) for code in wanted if code in places)))


def _cells(line: ImportLine, sheet: ImportSheet) -> list[Cell]:
    """Return the texts that a problem is about."""
    wanted = dict.fromkeys(problem["field"] for problem in line.problems if problem["refuses"])
    found = []
    for code in filter(None, wanted):
        columns = [index for index, field in sheet.matching.items() if field == code]
        for place in columns or [f"+{code}"]:
            found.append(
                Cell(f"m{line.number}-{place}", _label(sheet, code), _text(line, place), _options(code))
            )
    return found


def _text(line: ImportLine, place: str) -> str:
    if place in line.mended:
        return line.mended[place]
    return line.cells[int(place)] if place.isdecimal() and int(place) < len(line.cells) else ""


def _label(sheet: ImportSheet, code: str) -> str:
    kind = KINDS.get(sheet.kind)
    try:
        return str(kind.field(code)) if kind else code
    except KeyError:
        return code


def _options(code: str) -> str:
    return "families" if code == "family" else ""
