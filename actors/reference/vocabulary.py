"""Families of actors, kinds of partnerships, kinds of resources, occupations."""

from pathlib import Path

from actors.models import ActorFamily, Occupation, PartnershipKind, ResourceKind
from territoire.reference import Outcome, load_table, ordered, read_table

DATA = Path(__file__).parents[1] / "data"


def load_families(*, reset: bool = False) -> Outcome:
    """Load the families of actors."""
    return load_table(ActorFamily, ordered(_rows("families.csv")), key="code", reset=reset)


def load_partnership_kinds(*, reset: bool = False) -> Outcome:
    """Load the kinds of axes of partnerships."""
    rows = [row | {"symmetric": row["symmetric"] == "yes"} for row in _rows("partnership_kinds.csv")]
    return load_table(PartnershipKind, ordered(rows), key="code", reset=reset)


def load_resource_kinds(*, reset: bool = False) -> Outcome:
    """Load the kinds of resources with their unit."""
    return load_table(ResourceKind, ordered(_rows("resource_kinds.csv")), key="code", reset=reset)


def load_occupations(*, reset: bool = False) -> Outcome:
    """Load the occupations of ROME 4.0."""
    return load_table(Occupation, _rows("occupations.csv"), key="code", reset=reset)


def _rows(name: str) -> list[dict[str, str]]:
    return read_table(DATA / name)
