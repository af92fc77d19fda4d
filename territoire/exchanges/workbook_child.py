"""Reads one workbook and writes its sheets as lines of JSON: run as a program of its own, never imported by the site.

A hostile or damaged workbook can at worst stop this process, whose memory and time are bounded. Usage:
`python workbook_child.py FILE BYTES SECONDS CELLS ROWS`. A line is {"sheet": …, "hidden": …} or [row number, [cells]].
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta

# What is told to the site when it cannot read, by exit code.
LOCKED, TOO_BIG, DAMAGED = 3, 4, 5


def main() -> int:
    """Read the workbook named first on the command line."""
    path, (memory, seconds, cells, rows) = sys.argv[1], map(int, sys.argv[2:6])
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        resource.setrlimit(limit, (value, value))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    import python_calamine

    try:
        workbook = python_calamine.load_workbook(path)
        for sheet in workbook.sheets_metadata:
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
                _write({"sheet": sheet.name, "hidden": hidden})
                if not hidden and (code := _write_rows(workbook.get_sheet_by_name(sheet.name), cells, rows)):
                    return code
    except python_calamine.PasswordError:
        return LOCKED
    except (python_calamine.CalamineError, OSError, ValueError):
        return DAMAGED
    except MemoryError:
        return TOO_BIG
    return 0


def _write_rows(sheet, most_cells: int, most_rows: int) -> int:
    width = sheet.total_width + 1
    if sheet.total_height >= most_rows or sheet.total_height * width > most_cells:
        return TOO_BIG
    merged = _Merged(sheet)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = merged.fill(number - 1, [_text(cell) for cell in cells])
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            _write([number, texts])
    return 0


class _Merged:
    """Cells merged downwards: each of their rows says what the first says."""

    def __init__(self, sheet) -> None:
        self.starts: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _right) in (getattr(sheet, "merged_cell_ranges", None) or [])[:100_000]:
            if bottom > top:
                self.starts.setdefault(top, []).append((left, bottom))
        self.open: dict[int, tuple[int, str]] = {}

    def fill(self, row: int, texts: list[str]) -> list[str]:
        """Return the texts of a row, completed by those of the merged cells that it goes through."""
        if not self.starts:
            return texts
        for column, (bottom, text) in list(self.open.items()):
            if row > bottom:
                del self.open[column]
            elif column < len(texts) and not texts[column]:
                texts[column] = text
        for column, bottom in self.starts.get(row, ()):
            if column < len(texts) and texts[column]:
                self.open[column] = (bottom, texts[column])
        return texts


def _text(cell) -> str:
    """Return a cell as a person sees it: days ISO, whole numbers without decimals, yes and no in French."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _write(value) -> None:
    sys.stdout.write(json.dumps(value) + "\n")


if __name__ == "__main__":
    sys.exit(main())
