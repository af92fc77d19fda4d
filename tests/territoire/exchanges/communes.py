"""All the communes of France for tests, from the project's own file rather than from a database."""

import csv
import gzip
from functools import cache

from territoire.exchanges.places import Commune, Places
from territoire.territories.loading import DATA


class PlacesOfTheFile(Places):
    """Places as they are once territories are loaded; keys are positions in the file."""

    def __init__(self):
        super().__init__()
        rows, former = _rows()
        self.__dict__["_communes"] = [
            (
                Commune(
                    number, row["code"], row["name"], row["departement"], row["region"], row["postcodes"],
                    *(float(row[axis]) if row[axis] else None for axis in ("latitude", "longitude")),
                ),
                former.get(row["code"], ""),
            )
            for number, row in enumerate(rows)
            if row["kind"] == "commune"
        ]  # fmt: skip
        self.__dict__["_wide"] = [
            (number, f"{row['kind']}-{row['code']}", row["kind"], row["code"], row["name"])
            for number, row in enumerate(rows)
            if row["kind"] != "commune"
        ]


@cache
def places_of_the_file() -> PlacesOfTheFile:
    """Return them, made once for all tests: they only read."""
    return PlacesOfTheFile()


@cache
def _rows():
    with gzip.open(DATA / "territories.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    former: dict[str, str] = {}
    with (DATA / "former_communes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            former[row["commune"]] = f"{former.get(row['commune'], '')}\n{row['name']}".strip()
    return rows, former
