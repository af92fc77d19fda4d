"""What the demonstration tells, read from its TOML files: one file per project, with the actors around it."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "demonstration"
Fact = dict[str, Any]


@dataclass(frozen=True)
class Chapter:
    """One file: who registers it, a project, and the territories, actors and partnerships around it."""

    name: str
    registered_by: str
    project: Fact
    team: dict[str, str]
    territories: list[Fact] = field(default_factory=list)
    actors: list[Fact] = field(default_factory=list)
    partnerships: list[Fact] = field(default_factory=list)
    milestones: list[Fact] = field(default_factory=list)
    involvements: list[Fact] = field(default_factory=list)
    needs: list[Fact] = field(default_factory=list)
    experiences: list[Fact] = field(default_factory=list)
    join_requests: list[Fact] = field(default_factory=list)
    assessments: list[Fact] = field(default_factory=list)
    proposals: list[Fact] = field(default_factory=list)
    reports: list[Fact] = field(default_factory=list)
    introductions: list[Fact] = field(default_factory=list)
    indicators: list[Fact] = field(default_factory=list)
    supports: list[Fact] = field(default_factory=list)
    news: list[Fact] = field(default_factory=list)
    common: Fact = field(default_factory=dict)


def read(folder: Path = FOLDER) -> list[Chapter]:
    """Return the chapters, in the order of their names."""
    return [
        Chapter(name=path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.toml"))
    ]
