"""Text files whose cells are parted by a character: CSV, TSV and their like, whatever the character."""

import csv
import io
import statistics
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _

from territoire.exchanges.encodings import Encoding, detect
from territoire.exchanges.limits import LONGEST_CELL, MOST_LINES_IN_RECORD
from territoire.exchanges.sources import Source
from territoire.exchanges.values import Row, Unreadable

DELIMITERS = (";", ",", "\t", "|", "~", "^", ":")
# Those that are also punctuation must part every line alike.
PUNCTUATION = (":", "~", "^")
SAMPLE = 400
# Whole records for the head of the file, without reading a whole file to see how it is made.
SAMPLE_CHARACTERS = 200_000


class Delimited:
    """A text file of cells, read as it goes."""

    def __init__(self, source: Source) -> None:
        self.source = source
        with source.open() as file:
            self.encoding: Encoding = detect(file)
        with self._text() as text:
            sample = text.read(SAMPLE_CHARACTERS)
        self.declared = _declared(sample)
        self.delimiter = self.declared or _delimiter(sample)

    def rows(self) -> Iterator[Row]:
        """Go through the records, blank ones left out; `number` counts them as a spreadsheet does."""
        with self._text() as text:
            lines = _Counted(text)
            reader = csv.reader(lines, delimiter=self.delimiter)
            try:
                for number, cells in enumerate(reader, 1):
                    lines.begin_record()
                    if number == 1 and self.declared:
                        continue
                    if any(cells):
                        yield Row(number, tuple(cells))
            except csv.Error as error:
                raise _not_closed(lines.record) from error
            if lines.open_quote:
                raise _not_closed(lines.open_quote)

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(
            self.source.open(), encoding=self.encoding.name, errors=self.encoding.errors, newline=""
        )


class _Counted:
    """Lines of a file, without what no cell may hold; knows on which line the current record began."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._lines = iter(text)
        self._number = 0
        self._odd = False
        self.record = 1
        self.open_quote = 0  # the line where a record began that the file does not end

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            # Quotes come in pairs, those within a cell included: an odd one at the end was never closed.
            if self._odd and self._number > self.record:
                self.open_quote = self.open_quote or self.record
            raise
        self._number += 1
        if self._number - self.record > MOST_LINES_IN_RECORD:
            raise _not_closed(self.record)
        if line.count('"') % 2:
            self._odd = not self._odd
        return line.replace("\x00", "")

    def begin_record(self) -> None:
        """Say that a record ended: the next begins on the next line."""
        self.record, self._odd = self._number + 1, False


def _not_closed(line: int) -> Unreadable:
    return Unreadable(
        _(
            'From line %(line)d on, the cells can no longer be told apart: a quotation mark (") that begins a cell is '
            "never closed, or a cell holds more than %(most)d characters. Mend that line, then send the file again."
        )
        % {"line": line, "most": LONGEST_CELL}
    )


def _declared(sample: str) -> str:
    """Return the delimiter that a first line "sep=;" declares (Excel)."""
    first = sample[:10].splitlines()[0].strip().strip('"') if sample[:10].strip() else ""
    return first[4] if first.lower().startswith("sep=") and len(first) == 5 else ""


def _delimiter(sample: str) -> str:
    """Return the character that parts the lines of `sample` most alike; a comma when nothing does."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    """Return 0 when `delimiter` parts nothing, up to about 3 when it parts all the lines into as many cells."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells in islice(reader, SAMPLE) if any(cells)]
    except csv.Error:
        return 0
    if len(widths) > 2 and len(sample) == SAMPLE_CHARACTERS:
        widths.pop()  # cut in the middle
    usual = statistics.mode(widths) if widths else 1
    if usual < 2:
        usual = max(widths, default=1) if widths and widths[0] > 1 else 1
    if usual < 2:
        return 0
    alike = sum(width == usual for width in widths) / len(widths)
    if delimiter in PUNCTUATION and alike < 1:
        return 0
    return alike * 2 + min(usual, 20) / 20
