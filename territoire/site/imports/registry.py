"""Each kind of lines with its importer, in the order in which they are done; the worker that does what waits."""

from functools import partial

from actors.exchanges.importing.actors import ActorImporter, PersonImporter
from actors.exchanges.kinds import KINDS as ACTOR_KINDS
from actors.exchanges.reading import read as read_file
from actors.exchanges.reading import read_names
from actors.models import CompetenceClosure
from projects.actions import coverage
from projects.exchanges.kinds import KINDS as PROJECT_KINDS
from territoire.exchanges.values import Document
from territoire.imports.lines import Importer
from territoire.imports.queue import Worker
from territoire.imports.undoing import undo

#: The name of the file of names that were pasted.
PASTED = "liste.noms"
IMPORTERS: dict[str, type[Importer]] = {
    importer.kind.code: importer for importer in (ActorImporter, PersonImporter)
}
KINDS = {kind.code: kind for kind in (*ACTOR_KINDS, *PROJECT_KINDS) if kind.code in IMPORTERS}
DERIVED = frozenset({CompetenceClosure})


def read(content: bytes, name: str) -> Document:
    """Read a file that was sent, or names that were pasted."""
    if name == PASTED:
        return read_names(content.decode())
    return read_file(content, name, kinds=list(KINDS.values()))


def worker() -> Worker:
    """Return what does the imports that wait."""
    return Worker(IMPORTERS, read, undo=partial(undo, derived=DERIVED), settle=coverage.settle_all)
