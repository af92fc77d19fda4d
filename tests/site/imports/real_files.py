"""Real registers, imported: what becomes of their lines, as counted and checked by hand (docs/exchanges.md).

They are not the project's to hold: they are read where `TERRITOIRE_REAL_FILES` says, or beside the project.
"""

from collections.abc import Iterable

from territoire.enums import ImportState
from territoire.imports import looking, queue
from territoire.models import ImportBatch, User
from territoire.site.imports import registry
from tests.actors.exchanges.test_real_files import FOLDER

type Counts = dict[str, dict[str, int]]
#: Those that name no place: read with the families and kinds alone. Files of one list are imported one after another.
NOWHERE: list[dict[str, Counts]] = []
#: Those that need all the territories of France.
PLACED: list[dict[str, Counts]] = []


def imported(names: Iterable[str], user: User) -> tuple[dict[str, Counts], dict[str, Counts]]:
    """Import files one after another; return what became of their lines, then what would of the same again."""
    first, again = {}, {}
    for name in names:
        batch = _planned(name, user)
        first[name] = _counts(batch)
        _do(batch, ImportState.TO_APPLY)
        again[name] = _counts(_planned(name, user))
    return first, again


def _planned(name: str, user: User) -> ImportBatch:
    path = FOLDER / name
    batch = ImportBatch(label=path.name, created_by=user, source=path.stem)
    looking.look(batch, path.read_bytes(), path.name, read=registry.read, kinds=registry.KINDS.values())
    return _do(batch, ImportState.TO_READ)


def _do(batch: ImportBatch, state: ImportState) -> ImportBatch:
    assert queue.ask(batch, state)
    with queue.at_once(registry.worker(), batch):
        pass
    assert not batch.problem, batch.problem
    return batch


def _counts(batch: ImportBatch) -> Counts:
    return {sheet.kind: batch.counts.get(str(sheet.position), {}) for sheet in batch.sheets.all()}
