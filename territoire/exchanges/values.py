"""What reading a file gives: documents made of sheets made of rows of text, and what may be wrong with them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language


class Unreadable(Exception):
    """The file cannot be read at all. Its message is translated and says how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `number` is where a person finds it in their file (1 is the first line of the file).

    Cells are text as a person sees them: days as 2026-11-23, whole numbers without ".0", nothing as "". They are
    stripped of the spaces around them, and as many as the headings of their sheet.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under headings. `rows()` may be called again, and reads as it goes: memory stays flat.

    `kind` is the code of a `Kind` when the format itself says what its lines are, else "". Headings are single
    lines of text; one without any word is "Colonne C" (its letter). No two are the same.
    """

    name: str
    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds. `format` is its code (see docs/exchanges.md); `notes` say, translated, what was left aside."""

    format: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a line may say. Its label is its heading in our own files; synonyms are other headings.

    Labels are data, as those of the reference tables are: files carry them whatever the language of the screen.
    `several`: a cell may hold several values. `telling`: such a heading says by itself of which kind the lines are.
    """

    code: str
    label: str
    english: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    several: bool = False
    telling: bool = False

    def __str__(self) -> str:
        return _in_language(self.label, self.english)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of lines: actors, persons, masteries… with what they may say."""

    code: str
    label: str
    english: str
    fields: tuple[Field, ...]

    def __str__(self) -> str:
        return _in_language(self.label, self.english)

    def field(self, code: str) -> Field:
        """Return the field named `code`; `KeyError` when there is none."""
        for field in self.fields:
            if field.code == code:
                return field
        raise KeyError(code)

    @property
    def required(self) -> tuple[Field, ...]:
        """Return the fields without which a line is refused."""
        return tuple(field for field in self.fields if field.required)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a line: what, and how to mend it (both translated).

    `field` is the code of the field concerned ("" for the whole line). When it does not refuse, the line can be
    registered all the same, without that value.
    """

    message: str
    mend: str
    field: str = ""
    refuses: bool = True

    def about(self, field: str, *, refuses: bool | None = None) -> "Problem":
        """Return the same problem, said of `field`."""
        return replace(self, field=field, refuses=self.refuses if refuses is None else refuses)


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a reference table that a cell stands for: its key in the database, and its name to show."""

    pk: int
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Proposed:
    """A word that a moderated vocabulary does not know yet, and that could be proposed as it was written."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Matched:
    """What a line says once its cells are matched: values by field code (absent when the cell is empty), problems.

    `assumed` are the fields that the line says nothing of, to which a usual value was given: a new record takes it, one
    that is there already keeps its own.
    """

    values: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    assumed: frozenset[str] = frozenset()

    @property
    def refused(self) -> bool:
        """Tell whether the line cannot be registered as it is."""
        return any(problem.refuses for problem in self.problems)


def _in_language(french: str, english: str) -> str:
    return english if (get_language() or "fr").startswith("en") else french
