"""The tree of competences as columns of a table: branches that open and close, only where somebody or a need is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from actors.models import Competence, CompetenceClosure

#: Above this many columns, all branches are closed until one opens them.
MOST_OPEN = 30
ALL, NONE = "tout", "rien"


@dataclass(frozen=True, slots=True)
class Branch:
    """A competence and what it stands under ("" at the top)."""

    slug: str
    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Folds:
    """Which branches are closed: all or none of them (`base`, "" for as many as there is room), but `besides`."""

    base: str = ""
    besides: frozenset[str] = frozenset()

    def closed(self, slug: str) -> bool:
        """Tell whether the branch `slug` is closed."""
        return (self.base == ALL) != (slug in self.besides)

    def toggled(self, slug: str) -> list[str]:
        """Return `besides` once the branch `slug` is opened or closed, as an address says it."""
        return sorted(self.besides ^ {slug})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a competence, or a closed branch with all that it covers; `path` are the open branches above it."""

    slug: str
    name: str
    covers: frozenset[str]
    path: tuple[str, ...] = ()
    closed: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of an open branch over its columns; without `slug`, the empty room over those that have none."""

    span: int
    slug: str = ""
    name: str = ""


@dataclass(frozen=True)
class Tree:
    """The competences of a map and what they stand under, in the order of the tree."""

    branches: tuple[Branch, ...] = ()

    @cached_property
    def named(self) -> dict[str, Branch]:
        """The branches by address."""
        return {branch.slug: branch for branch in self.branches}

    @cached_property
    def under(self) -> dict[str, list[Branch]]:
        """What stands right under each branch, "" being the top."""
        found = defaultdict(list)
        for branch in self.branches:
            found[branch.parent if branch.parent in self.named else ""].append(branch)
        return found

    def columns(self, used: frozenset[str], folds: Folds) -> tuple[Column, ...]:
        """Return the columns of the competences `used`."""
        return tuple(c for top in self.under[""] for c in self._columns(top, used, folds, ()))

    def folded(self, used: frozenset[str], folds: Folds) -> Folds:
        """Return `folds` with its base chosen: all open where there is room for it."""
        if folds.base in {ALL, NONE}:
            return folds
        return Folds(ALL if len(used) > MOST_OPEN else NONE, folds.besides)

    def _columns(
        self, branch: Branch, used: frozenset[str], folds: Folds, path: tuple[str, ...]
    ) -> Iterator[Column]:
        covers = used & self._covered(branch.slug)
        if not covers:
            return
        if len(covers) == 1:
            (only,) = covers
            yield Column(only, self.named[only].name, covers, path)
        elif folds.closed(branch.slug):
            yield Column(branch.slug, branch.name, covers, path, closed=True)
        else:
            path = (*path, branch.slug)
            if branch.slug in used:
                yield Column(branch.slug, branch.name, frozenset({branch.slug}), path, whole=True)
            for child in self.under[branch.slug]:
                yield from self._columns(child, used, folds, path)

    def _covered(self, slug: str) -> frozenset[str]:
        covered, wave = {slug}, [slug]
        while wave:
            wave = [
                child.slug for one in wave for child in self.under.get(one, ()) if child.slug not in covered
            ]
            covered.update(wave)
        return frozenset(covered)

    def headings(self, columns: Iterable[Column]) -> list[list[Heading]]:
        """Return a row of heads for each depth of open branches, from the top down."""
        columns = tuple(columns)
        depth = max((len(column.path) for column in columns), default=0)
        return [self._row(columns, level) for level in range(depth)]

    def _row(self, columns: tuple[Column, ...], level: int) -> list[Heading]:
        runs = groupby(columns, lambda c: c.path[: level + 1] if len(c.path) > level else ())
        return [
            Heading(len(list(run)), path[-1] if path else "", self.named[path[-1]].name if path else "")
            for path, run in runs
        ]


def load_tree(slugs: frozenset[str], user) -> Tree:
    """Return the tree above the competences `slugs`, in one query; what `user` is not offered is left out above."""
    above = CompetenceClosure.objects.filter(descendant__slug__in=slugs).values("ancestor")
    found = Competence.objects.filter(pk__in=above).filter(
        pk__in=Competence.objects.offered_to(user)
    ) | Competence.objects.filter(slug__in=slugs)
    rows = found.order_by("position", "name", "pk").values_list("slug", "name", "parent__slug")
    return Tree(tuple(Branch(slug, name, parent or "") for slug, name, parent in rows))
