"""The official lists of competences, read from the files that their publishers give out.

They stand beside our own tree, under one root each, with their source and identifier.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.text import slugify

from actors.reference.competences import Entry


class UnreadableList(Exception):
    """The file is not what its format says; the message tells which column is missing."""


def rome_entries(rows: list[dict[str, str]]) -> Iterator[Entry]:
    """Yield the macro-competences of ROME 4.0: code `4A101` stands under domain 4, stake 4A, goal 4A1.

    The publisher's file has no row for domains, stakes and goals: where it has none they are named by their code.
    """
    root = Entry("rome", "ROME 4.0", source="rome", external_id="rome")
    yield root
    labels = {row["code"]: row for row in rows}
    above = {code[:length] for code in labels for length in (1, 2, 3)} - labels.keys()
    for code in sorted(above | labels.keys()):
        row = labels.get(code) or {"libelle": f"{_ROME_LEVELS[len(code)]} {code}"}
        yield Entry(
            slug=f"rome-{code.lower()}",
            name=row["libelle"][:200],
            parent=f"rome-{code[: _rome_parent_length(code)].lower()}" if len(code) > 1 else root.slug,
            definition=row.get("definition", "")[:500],
            source="rome",
            external_id=code,
        )


_ROME_LEVELS = {1: "Domaine", 2: "Enjeu", 3: "Objectif"}


def _rome_parent_length(code: str) -> int:
    return min(len(code) - 1, 3)


def esco_entries(rows: list[dict[str, str]]) -> Iterator[Entry]:
    """Yield the skills of ESCO, under one group for skills and one for knowledge."""
    root = Entry("esco", "ESCO", source="esco", external_id="esco")
    groups = {
        "skill/competence": Entry(
            "esco-aptitudes", "Aptitudes et compétences (ESCO)", "esco", "", (), "esco", "skill/competence"
        ),
        "knowledge": Entry("esco-savoirs", "Savoirs (ESCO)", "esco", "", (), "esco", "knowledge"),
    }
    yield from (root, *groups.values())
    for row in rows:
        identifier = row["conceptUri"].rsplit("/", 1)[-1]
        yield Entry(
            slug=f"esco-{slugify(row['preferredLabel'])[:50].strip('-')}-{identifier[:8]}",
            name=row["preferredLabel"][:200],
            parent=groups.get(row["skillType"], root).slug,
            definition=" ".join(row["description"].split())[:500],
            synonyms=tuple(
                dict.fromkeys(word.strip()[:200] for word in row["altLabels"].splitlines() if word)
            ),
            source="esco",
            external_id=row["conceptUri"],
        )


FORMATS: dict[str, tuple[Callable, set[str]]] = {
    "rome": (rome_entries, {"code", "libelle"}),
    "esco": (esco_entries, {"conceptUri", "skillType", "preferredLabel", "altLabels", "description"}),
}


def read(path: Path, name: str) -> list[Entry]:
    """Return the entries of the file, in the format `name` of `FORMATS`; raise `UnreadableList` if it is not."""
    make_entries, columns = FORMATS[name]
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := columns - set(reader.fieldnames or ()):
            raise UnreadableList(f"{path.name} has no column {', '.join(sorted(missing))}")
        return list(make_entries(list(reader)))
