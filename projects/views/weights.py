"""How much each part of a candidate's score counts, moved by hand and kept in the address.

`?proximite=30&liens=30&niveau=20&complementarite=20`: whole numbers from 0 to 100, of which the shares count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.analysis.candidates import WEIGHTS, Parts
from projects.analysis.words import PARTS

PARAMETERS = {
    "proximity": "proximite",
    "ties": "liens",
    "level": "niveau",
    "complementarity": "complementarite",
}
HELP = {
    "proximity": gettext_lazy("near the project's territory"),
    "ties": gettext_lazy("known by those aboard"),
    "level": gettext_lazy("knows it well, or has enough of it"),
    "complementarity": gettext_lazy("would help other needs too"),
}
MOST = 100
BY_DEFAULT = {name: int(weight * MOST) for name, weight in WEIGHTS.each()}


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights asked for; `problem` says why they could not be read: those by default then count."""

    parts: Parts
    numbers: Mapping[str, int]
    problem: str = ""

    @property
    def moved(self) -> bool:
        """Tell whether they are not those by default."""
        return self.parts != WEIGHTS

    @property
    def fields(self) -> list[dict]:
        """Return what a form shows of each."""
        return [
            {
                "parameter": PARAMETERS[name],
                "label": PARTS[name],
                "help": HELP[name],
                "value": self.numbers[name],
                "share": round(weight * MOST),
            }
            for name, weight in self.parts.each()
        ]

    @property
    def query(self) -> dict[str, int]:
        """Return the parameters that ask for them; none by default."""
        return {PARAMETERS[name]: number for name, number in self.numbers.items()} if self.moved else {}


def requested_weights(request: HttpRequest) -> Weights:
    """Return the weights that the address asks for, those by default when it names none or they make no sense."""
    asked = {name: request.GET.get(parameter) for name, parameter in PARAMETERS.items()}
    given = {name: text for name, text in asked.items() if text is not None}
    if not given:
        return Weights(WEIGHTS, BY_DEFAULT)
    numbers = {name: _number(given.get(name, str(BY_DEFAULT[name]))) for name in PARAMETERS}
    total = sum(number or 0 for number in numbers.values())
    if None in numbers.values() or not total:
        return Weights(
            WEIGHTS,
            BY_DEFAULT,
            problem=_(
                "The weights of the address make no sense: each is a whole number from 0 to 100, not all of them 0. "
                "The usual ones are shown."
            ),
        )
    kept = {name: number or 0 for name, number in numbers.items()}
    return Weights(Parts(**{name: Fraction(number, total) for name, number in kept.items()}), kept)


def _number(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else MOST + 1
    return number if number <= MOST else None
