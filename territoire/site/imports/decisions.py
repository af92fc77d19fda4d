"""What somebody mends or decides on the page of an import, taken line by line."""

from collections.abc import Mapping

from territoire.enums import LineChoice, Outcome
from territoire.imports.lines import Run
from territoire.imports.planning import plan_again
from territoire.models import ImportLine, ImportSheet

LONGEST_TEXT = 20_000


def take(sheet: ImportSheet, said: Mapping[str, str], run: Run) -> int:
    """Take what a form says of lines of `sheet`, and plan anew those that it changes; return how many there were.

    Names of the form: `m<line>-<column>` a text (`+<field>` for a field without a column), `d<line>` a decision: the
    key of the actor that it is, "another", "out" or nothing; `all` the same decision for all possible duplicates.
    """
    numbers = {number for name in said if (number := _number(name)) is not None}
    lines = {line.number: line for line in ImportLine.objects.filter(sheet=sheet, number__in=numbers)}
    changed = {line.number for line in lines.values() if _taken(line, said, sheet)}
    if said.get("all") in (LineChoice.ANOTHER, LineChoice.OUT):
        doubtful = ImportLine.objects.filter(sheet=sheet, outcome=Outcome.DOUBTFUL, choice="")
        changed |= set(doubtful.values_list("number", flat=True))
        doubtful.update(choice=said["all"])
    if changed:
        plan_again(run, sheet, sorted(changed))
    return len(changed)


def _number(name: str) -> int | None:
    digits = name[1:].partition("-")[0]
    return int(digits) if name[:1] in ("m", "d") and digits.isdecimal() and len(digits) < 10 else None


def _taken(line: ImportLine, said: Mapping[str, str], sheet: ImportSheet) -> bool:
    before = (dict(line.mended), line.choice, line.target)
    for name, text in said.items():
        if name.startswith(f"m{line.number}-"):
            _mend(line, name.partition("-")[2], text.strip()[:LONGEST_TEXT], sheet)
    if f"d{line.number}" in said:
        _decide(line, said[f"d{line.number}"])
    if (line.mended, line.choice, line.target) == before:
        return False
    line.save(update_fields=["mended", "choice", "target"])
    return True


def _mend(line: ImportLine, place: str, text: str, sheet: ImportSheet) -> None:
    if place.startswith("+"):
        before = ""
    elif place.isdecimal() and int(place) < len(sheet.headings):
        before = line.cells[int(place)] if int(place) < len(line.cells) else ""
    else:
        return
    if text == before:
        line.mended.pop(place, None)
    else:
        line.mended[place] = text


def _decide(line: ImportLine, choice: str) -> None:
    known = {str(one["actor"]) for one in line.likely if "actor" in one}
    if choice in known:
        line.choice, line.target = LineChoice.SAME, int(choice)
    elif choice in (LineChoice.ANOTHER, LineChoice.OUT, ""):
        line.choice = choice
