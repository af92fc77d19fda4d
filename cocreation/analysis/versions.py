"""Two versions of a diagnosis side by side: which statements moved, from what to what, which came and which went."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cocreation.analysis.board import Line, board
from cocreation.enums import Spread
from cocreation.models import Diagnosis, Statement
from territoire.text import normalise

#: From where it is refused to where it is shared; what is too little said to be told stands nowhere.
TOWARDS = [Spread.REFUSED, Spread.DIVIDED, Spread.OPEN, Spread.AGREED]


@dataclass(frozen=True)
class Pair:
    """A statement of both versions: what voices said of it then, and what they say now."""

    then: Line
    now: Line

    @property
    def has_moved(self) -> bool:
        """Tell whether voices, all of them or those of families, say something else."""
        return bool(self.words) and self.is_told

    @property
    def is_told(self) -> bool:
        """Tell whether enough voices spoke both times."""
        return Spread.FEW not in (self._before, self._after)

    @property
    def words(self) -> str:
        """Say in a sentence what moved; empty when nothing did, or when too few speak to tell."""
        if not self.is_told:
            return ""
        said = [self._of_all(), self._of_families()]
        return " ".join(one for one in said if one)

    @property
    def _before(self) -> Spread:
        return self.then.shared.whole.spread

    @property
    def _after(self) -> Spread:
        return self.now.shared.whole.spread

    def _of_all(self) -> str:
        if self._before == self._after:
            return ""
        nearer = TOWARDS.index(self._after) > TOWARDS.index(self._before)
        words = _("Nearer to being shared.") if nearer else _("Further from being shared.")
        return words if Spread.DIVIDED not in (self._before, self._after) else self._divided()

    def _divided(self) -> str:
        return _("It divides now.") if self._after == Spread.DIVIDED else _("It divides no more.")

    def _of_families(self) -> str:
        before, after = self.then.shared.disagreement, self.now.shared.disagreement
        if before and not after:
            return _("Families differ no more.")
        return _("Families differ now.") if after and not before else ""


@dataclass(frozen=True)
class Comparison:
    """What became of the statements of one version in a later one."""

    then: Diagnosis
    now: Diagnosis
    pairs: list[Pair]
    new: list[Line]
    gone: list[Line]
    voices: tuple[int, int]

    @property
    def moved(self) -> list[Pair]:
        """Return the statements on which voices say something else."""
        return [one for one in self.pairs if one.has_moved]

    @property
    def still(self) -> list[Pair]:
        """Return those on which they say the same."""
        return [one for one in self.pairs if one.is_told and not one.has_moved]

    @property
    def untold(self) -> list[Pair]:
        """Return those on which too few spoke, then or now."""
        return [one for one in self.pairs if not one.is_told]


def compare(then: Diagnosis, now: Diagnosis, user) -> Comparison:
    """Compare two versions as `user` reads them: a statement taken up, or that says the same, is one and the same."""
    before, after = board(then, user), board(now, user)
    former = {line.statement.pk: line for line in before.lines}
    words = {normalise(line.statement.text): line.statement.pk for line in before.lines}
    origins = _origins(line.statement for line in after.lines)
    pairs, new = [], []
    for line in after.lines:
        found = next((key for key in origins[line.statement.pk] if key in former), None)
        line_then = former.pop(found or words.get(normalise(line.statement.text), 0), None)
        if line_then is None:
            new.append(line)
        else:
            pairs.append(Pair(line_then, line))
    return Comparison(then, now, pairs, new, list(former.values()), (before.voices, after.voices))


def _origins(statements: Iterable[Statement]) -> dict[int, list[int]]:
    """Return, by statement (key), those that it was taken up from, version after version: one query a version."""
    chains = {one.pk: [one.origin_id] if one.origin_id else [] for one in statements}
    last = {key for chain in chains.values() for key in chain}
    while last:
        known = Statement.objects.filter(pk__in=last, origin__isnull=False)
        above = {pk: origin for pk, origin in known.values_list("pk", "origin") if origin}
        for chain in chains.values():
            if chain and chain[-1] in above:
                chain.append(above[chain[-1]])
        last = set(above.values())
    return chains
