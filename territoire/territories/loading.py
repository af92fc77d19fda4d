"""Load the official territories: all of France in one COPY, upserted by code, nothing that people made touched."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from territoire.models import Territory
from territoire.territories import closure

DATA = Path(__file__).parents[1] / "data"
CENTRE_OF_FRANCE = (46.6, 2.4)

STAGING = """
CREATE TEMPORARY TABLE staging (
    code text, kind text, official_code text, nature text, name text, other_names text, postcodes text,
    population int, latitude float, longitude float, epci text, ept text, departement text, region text
) ON COMMIT DROP
"""
# What an EPCI, a département or a région is must be there before what lies in it.
KINDS = ("country", "region", "departement", "epci", "ept", "commune")
UPSERT = """
INSERT INTO territoire_territory AS known (
    code, kind, official_code, nature, name, postcodes, population, latitude, longitude,
    epci_id, departement_id, region_id, other_names, period
)
SELECT
    new.code, new.kind, new.official_code, new.nature, new.name, new.postcodes, new.population, new.latitude,
    new.longitude, epci.id, departement.id, region.id, new.other_names, '(,)'
FROM staging new
LEFT JOIN territoire_territory epci ON epci.code = new.epci
LEFT JOIN territoire_territory departement ON departement.code = new.departement
LEFT JOIN territoire_territory region ON region.code = new.region
WHERE new.kind = %s
ON CONFLICT (code) DO UPDATE SET
    (nature, name, postcodes, population, latitude, longitude, epci_id, departement_id, region_id, other_names) = (
        excluded.nature, excluded.name, excluded.postcodes, excluded.population, excluded.latitude,
        excluded.longitude, excluded.epci_id, excluded.departement_id, excluded.region_id,
        coalesce(nullif(known.other_names, ''), excluded.other_names)
    )
WHERE (
    known.nature, known.name, known.postcodes, known.population, known.latitude, known.longitude,
    known.epci_id, known.departement_id, known.region_id, known.other_names
) IS DISTINCT FROM (
    excluded.nature, excluded.name, excluded.postcodes, excluded.population, excluded.latitude,
    excluded.longitude, excluded.epci_id, excluded.departement_id, excluded.region_id,
    coalesce(nullif(known.other_names, ''), excluded.other_names)
)
"""
PARTS = """
INSERT INTO territoire_territorypart (whole_id, part_id)
SELECT ept.id, commune.id
FROM staging
JOIN territoire_territory ept ON ept.code = staging.ept
JOIN territoire_territory commune ON commune.code = staging.code
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Outcome:
    """What a loading did."""

    rows: int
    changed: int
    closure_changed: int


def load() -> Outcome:
    """Load the files of `territoire/data/`; a second run changes nothing."""
    rows = list(official_rows())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '0', true)")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [_history_triggers()])
        cursor.execute(STAGING)
        with cursor.copy("COPY staging FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE staging")
        changed = 0
        for kind in KINDS:
            cursor.execute(UPSERT, [kind])
            changed += cursor.rowcount
        cursor.execute(PARTS)
        closure_changed = closure.rebuild(cursor) if changed or cursor.rowcount else 0
        cursor.execute("DROP TABLE staging")
        if changed or closure_changed:
            cursor.execute("ANALYZE territoire_territory, territoire_territoryclosure")
    return Outcome(len(rows), changed, closure_changed)


def _history_triggers() -> str:
    """Return the names of the triggers that write history: official rows have the files as their history."""
    names = [trigger.get_pgid(Territory) for trigger in Territory._meta.triggers]  # type: ignore[attr-defined]
    return "{" + ",".join(names) + "}"


def official_rows() -> Iterator[tuple]:
    """Yield one tuple per territory, in the order of the staging table's columns; France first."""
    former = _former_names()
    with gzip.open(DATA / "territories.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    inhabitants = sum(int(row["population"]) for row in rows if row["kind"] == "region")
    yield ("france", "country", "FR", "", "France", "", "", inhabitants, *CENTRE_OF_FRANCE, *[None] * 4)
    for row in rows:
        yield (
            f"{row['kind']}-{row['code']}",
            row["kind"],
            row["code"],
            row["nature"],
            row["name"],
            "\n".join(former[row["code"]]) if row["kind"] == "commune" else "",
            row["postcodes"],
            int(row["population"]),
            *(float(row[axis]) if row[axis] else None for axis in ("latitude", "longitude")),
            *(
                f"{kind}-{row[kind]}" if row[kind] else None
                for kind in ("epci", "ept", "departement", "region")
            ),
        )


def _former_names() -> dict[str, list[str]]:
    """Return the names of the former communes by code of their commune today."""
    names = defaultdict(list)
    with (DATA / "former_communes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row["commune"]].append(row["name"])
    return names
