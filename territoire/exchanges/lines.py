"""A line being matched: takes the cells of a row one by one, gathers values and problems."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from territoire.exchanges import cells
from territoire.exchanges.places import PlaceWords
from territoire.exchanges.values import Matched, Problem

#: What people write in a cell to say that there is nothing.
NOTHING = frozenset(
    {"-", "--", "–", "—", "/", ".", "?", "@", "N/A", "n/a", "NA", "NC", "nc", "N.C.", "ND", "néant", "Néant"}
)


class Line:
    """The cells of one row, by field code, and what was made of them."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self.said = {code: text for code, text in said.items() if text not in NOTHING}
        self.values: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.assumed: set[str] = set()

    def matched(self) -> Matched:
        """Return what was made of the row."""
        return Matched(self.values, tuple(self.problems), frozenset(self.assumed))

    def assume(self, code: str, value: Any) -> None:
        """Give a field its usual value, until a cell says another."""
        self.values[code] = value
        self.assumed.add(code)

    def text(self, code: str, longest: int, *, required: bool = False) -> str:
        """Keep a text as it is; refuse one that is too long, or missing."""
        text = self.said.get(code, "")
        if not text:
            if required:
                self.problem(Problem(_("This cell is empty."), _("Fill it, or remove the line."), code))
            return ""
        if len(text) > longest:
            self.problem(
                Problem(
                    _("This text has %(count)d characters; at most %(most)d are kept.")
                    % {"count": len(text), "most": longest},
                    _("Shorten it."),
                    code,
                )
            )
            return ""
        self.values[code] = text
        return text

    def read(self, code: str, reader: Callable[[str], Any], *, refuses: bool = True, to: str = "") -> Any:
        """Keep what `reader` makes of a cell, under `to` when it is not the same name; gather its problem."""
        text = self.said.get(code, "")
        if not text:
            return None
        value = reader(text)
        if isinstance(value, Problem):
            self.problem(value.about(code, refuses=refuses and value.refuses))
            return None
        self.values[to or code] = value
        self.assumed.discard(to or code)
        return value

    def each(
        self, code: str, reader: Callable[[str], Any], *, refuses: bool = False, to: str = ""
    ) -> list[Any]:
        """Keep what `reader` makes of each value of a cell that holds several."""
        found: list[Any] = []
        if code not in self.said:
            return found
        for text in cells.several(self.said[code]):
            value = reader(text)
            if isinstance(value, Problem):
                self.problem(value.about(code, refuses=refuses and value.refuses))
            elif value not in found:
                found.append(value)
        if found:
            self.values[to or code] = found
        return found

    def period(self) -> None:
        """Keep the first and the last day of a period (`start`, `end`, both included)."""
        start = self.read("start", cells.day)
        end = self.read("end", lambda text: cells.day(text, last=True))
        if start and end and end < start:
            self.problem(
                Problem(
                    _("The end comes before the beginning."), _("Exchange the two days, or mend one."), "end"
                )
            )

    def place_words(self) -> PlaceWords:
        """Return all that the line says of a place."""
        said = self.said.get
        return PlaceWords(
            name=said("seat", ""),
            postcode=said("postcode", ""),
            insee=said("insee", ""),
            departement=said("departement", ""),
            region=said("region", ""),
            address=said("address", ""),
            latitude=said("latitude", ""),
            longitude=said("longitude", ""),
            x=said("x", ""),
            y=said("y", ""),
            coordinates=said("coordinates", ""),
        )

    def problem(self, problem: Problem) -> None:
        """Gather a problem."""
        self.problems.append(problem)
