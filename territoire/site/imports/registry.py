"""Each kind of lines with its importer, in the order in which they are done; the worker that does what waits."""

from pathlib import Path

from actors.exchanges.importing.actors import ActorImporter, PersonImporter
from actors.exchanges.importing.of_actors import (
    AffiliationImporter,
    MasteryImporter,
    PartnershipImporter,
    ResourceImporter,
)
from actors.exchanges.kinds import KINDS as ACTOR_KINDS
from actors.exchanges.reading import read as read_file
from actors.exchanges.reading import read_names
from projects.actions import coverage
from projects.exchanges.importing.of_projects import InvolvementImporter, NeedImporter
from projects.exchanges.importing.projects import ProjectImporter
from projects.exchanges.kinds import KINDS as PROJECT_KINDS
from territoire.exchanges.limits import MOST_BYTES
from territoire.exchanges.sources import Source
from territoire.exchanges.values import Document
from territoire.imports.lines import Importer, Run
from territoire.imports.queue import Worker
from territoire.models import ImportBatch
from territoire.site.imports import after

#: The name of the file of names that were pasted.
PASTED = "liste.noms"
IMPORTERS: dict[str, type[Importer]] = {
    importer.kind.code: importer
    for importer in (
        ActorImporter,
        PersonImporter,
        ProjectImporter,
        MasteryImporter,
        ResourceImporter,
        AffiliationImporter,
        PartnershipImporter,
        InvolvementImporter,
        NeedImporter,
    )
}
KINDS = {kind.code: kind for kind in (*ACTOR_KINDS, *PROJECT_KINDS) if kind.code in IMPORTERS}


def read(content: bytes | Path, name: str) -> Document:
    """Read a file that was sent, or names that were pasted."""
    if name == PASTED:
        return read_names(Source(content, name).read(MOST_BYTES).decode())
    return read_file(content, name, kinds=list(KINDS.values()))


def worker() -> Worker:
    """Return what does the imports that wait."""
    return Worker(IMPORTERS, read, undo=after.undo, applied=after.tell, settle=coverage.settle_all)


def run(batch: ImportBatch) -> Run:
    """Return a run of an import, for what is planned again at once."""
    return Run(batch, batch.created_by, IMPORTERS)
