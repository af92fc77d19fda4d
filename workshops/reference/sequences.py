"""The sequences of questions that come with the project (`workshops/data/sequences.toml`)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "sequences.toml"


@dataclass(frozen=True)
class Shipped:
    """A sequence: its code, its name, what it is for, its questions as `Sequence.questions` holds them."""

    code: str
    name: str
    summary: str
    questions: tuple[dict, ...]


@cache
def shipped() -> tuple[Shipped, ...]:
    """Read them once."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))["sequences"]
    return tuple(Shipped(one["code"], one["name"], one["summary"], tuple(one["questions"])) for one in read)
