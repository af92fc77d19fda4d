"""Communes that are part of another one today, from the file of former communes."""

import csv
from functools import cache

from territoire.territories.loading import DATA


def commune_of_today(code: str) -> str | None:
    """Return the official code of the commune that the former commune `code` is part of, if it is one."""
    return _successors().get(code)


@cache
def _successors() -> dict[str, str]:
    with (DATA / "former_communes.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["commune"] for row in csv.DictReader(file)}
