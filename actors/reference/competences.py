"""Our own tree of competences, and the official lists that an instance may load beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from actors.models import Competence, CompetenceSynonym
from actors.reference import competence_closure
from territoire.reference import Outcome, read_table

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Entry:
    """One entry of a tree; `parent` is the slug of an entry given before, or empty."""

    slug: str
    name: str
    parent: str = ""
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    source: str = ""
    external_id: str = ""


def load_tree(*, reset: bool = False) -> Outcome:
    """Load the tree shipped with the project (see `load_entries`)."""
    return load_entries(own_entries(), reset=reset)


def own_entries() -> list[Entry]:
    """Return the entries of `actors/data/competences.csv`, parents first."""
    return [
        Entry(**row | {"synonyms": tuple(filter(None, row["synonyms"].split("|")))})  # type: ignore[arg-type]
        for row in read_table(DATA / "competences.csv")
    ]


@transaction.atomic
def load_entries(entries: Iterable[Entry], *, reset: bool = False) -> Outcome:
    """Add the entries that are missing, with their synonyms, and bring the closure up to date.

    What an administrator renamed, moved, merged or approved stays as it is, unless `reset`, which puts name,
    definition, place and synonyms back as given; other people's entries and synonyms are never removed.
    """
    entries = list(entries)
    known = Competence.objects.in_bulk([entry.slug for entry in entries], field_name="slug")
    missing = [entry for entry in entries if entry.slug not in known]
    added = _add(missing, entries, known)
    put_back = sum(_put_back(entry, known) for entry in entries) if reset else 0
    _add_synonyms(entries if reset else missing, known)
    if added or put_back:
        competence_closure.rebuild()
    return Outcome(len(entries), added, put_back)


def _add(missing: list[Entry], entries: list[Entry], known: dict[str, Competence]) -> int:
    """Create the `missing` entries level by level, and put them in `known`; return how many."""
    position = {entry.slug: index for index, entry in enumerate(entries)}
    waiting, added = missing, 0
    while waiting:
        ready = [entry for entry in waiting if not entry.parent or entry.parent in known]
        if not ready:
            raise ValueError(f"No such parent: {waiting[0].parent}")
        created = Competence.objects.bulk_create(
            Competence(position=position[entry.slug], parent=known.get(entry.parent), **_own_fields(entry))
            for entry in ready
        )
        known.update({competence.slug: competence for competence in created})
        added += len(created)
        waiting = [entry for entry in waiting if entry.slug not in known]
    return added


def _own_fields(entry: Entry) -> dict[str, str]:
    return {
        "slug": entry.slug,
        "name": entry.name,
        "definition": entry.definition,
        "source": entry.source,
        "external_id": entry.external_id,
    }


def _put_back(entry: Entry, known: dict[str, Competence]) -> bool:
    """Write name, definition and parent of `entry` where they differ; return whether they did."""
    competence = known[entry.slug]
    wanted = (entry.name, entry.definition, known.get(entry.parent))
    if (competence.name, competence.definition, competence.parent) == wanted:
        return False
    competence.name, competence.definition, competence.parent = wanted
    competence.save(update_fields=["name", "definition", "parent", "updated_at"])
    return True


def _add_synonyms(entries: Iterable[Entry], known: dict[str, Competence]) -> None:
    CompetenceSynonym.objects.bulk_create(
        [
            CompetenceSynonym(competence=known[entry.slug], name=word)
            for entry in entries
            for word in entry.synonyms
        ],
        ignore_conflicts=True,
    )
