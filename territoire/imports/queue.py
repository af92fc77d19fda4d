"""What waits for the worker, one import at a time, each in a transaction that leaves all of it or nothing.

An import waits in its own row, by its state: there is no other queue to lose. Who works on one holds a lock of the
database for the time of the transaction: a worker that is killed, or a database that stops, lets go of it and leaves
the import waiting, for the next worker to begin again. One that brings workers down again and again is set aside.
"""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models.functions import Length
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from territoire.enums import WAITING, ImportState
from territoire.exchanges.values import Unreadable
from territoire.imports.applying import LookAgain, apply
from territoire.imports.lines import Importer, Run
from territoire.imports.looking import Reader
from territoire.imports.planning import plan
from territoire.imports.progress import Progress
from territoire.imports.undoing import undo
from territoire.models import ImportBatch, ImportFile, ImportLine, ImportSheet

logger = logging.getLogger(__name__)
_LOCK = 0x7E44_0010
#: How often one import may bring a worker down.
MOST_ATTEMPTS = 5


class Worker:
    """Does what waits, with the readers and importers of the site."""

    def __init__(
        self,
        kinds: dict[str, type[Importer]],
        read: Reader,
        *,
        undo: Callable[..., None] = undo,
        applied: Callable[[ImportBatch], None] = lambda batch: None,
        settle: Callable[[], object] = lambda: None,
    ) -> None:
        """Know the kinds of lines; `applied` is told what was imported, `settle` works out what that touched."""
        self.kinds, self.read, self.undo, self.applied, self.settle = kinds, read, undo, applied, settle

    def work(self) -> bool:
        """Do one thing that waits; tell whether there was one."""
        waiting = list(ImportBatch.objects.waiting().values_list("pk", flat=True))
        return any(self.work_on(key) for key in waiting)

    def work_on(self, key: int) -> bool:
        """Do what this import waits for, unless somebody else does; tell whether it was done, or given up."""
        try:
            with transaction.atomic():
                if not _taken(key):
                    return False
                batch = ImportBatch.objects.filter(pk=key, state__in=WAITING).first()
                if batch is None:
                    return False
                self._do(batch)
        except (OperationalError, InterfaceError):
            raise  # the database went away: the import waits for it
        except Exception as error:
            _set_aside(key, error)
            return True
        if batch.state in (ImportState.APPLIED, ImportState.UNDONE):
            self._follow(batch)
        return True

    def _follow(self, batch: ImportBatch) -> None:
        """Do what follows, which can be done later as well: all that was asked for is written."""
        try:
            if batch.state == ImportState.APPLIED:
                self.applied(batch)
            self.settle()
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("What follows import %s failed", batch.pk)

    def _do(self, batch: ImportBatch) -> None:
        progress = Progress(batch, _size(batch))
        try:
            with translation.override("fr"), _few_collections():
                if batch.attempts >= MOST_ATTEMPTS:
                    raise LookAgain(
                        _("The import stopped the site’s worker several times: cut the file in pieces.")
                    )
                progress.tell(attempts=batch.attempts + 1)
                self._go_on(batch, progress)
        finally:
            progress.close()

    def _go_on(self, batch: ImportBatch, progress: Progress) -> None:
        if batch.created_by is None or not batch.created_by.is_active:
            raise LookAgain(_("The account that sent this file is no more."))
        state, run = batch.state, Run(batch, batch.created_by, self.kinds)
        if state == ImportState.TO_READ:
            plan(run, read=self.read, progress=progress)
            batch.state = ImportState.READY
        elif state == ImportState.TO_APPLY:
            apply(run, read=self.read, progress=progress)
        else:
            self.undo(batch, by=batch.created_by)
        progress.close()
        batch.attempts, batch.problem, batch.asked_at = 0, "", None
        batch.done = batch.total = progress.total
        batch.save()


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for cycles of objects far less often: lines hold none, and that was a fifth of the time of comparing."""
    first, *others = gc.get_threshold()
    gc.set_threshold(50 * first, *others)
    try:
        yield
    finally:
        gc.set_threshold(first, *others)


def ask(batch: ImportBatch, state: ImportState) -> bool:
    """Let an import wait for the worker; tell whether it could be asked for, from where it stands."""
    values = {"asked_at": timezone.now(), "attempts": 0, "done": 0, "total": 0, "problem": ""}
    standing = ImportBatch.objects.filter(pk=batch.pk, state__in=[WAITING[state], *ALSO.get(state, ())])
    return bool(standing.update(state=state, **values))


#: Columns may be matched anew once compared.
ALSO = {ImportState.TO_READ: [ImportState.READY]}


def _taken(key: int) -> bool:
    with connection.cursor() as cursor:
        # A whole file takes longer than any page may.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, key % 2**31])
        return cursor.fetchone()[0]


def _set_aside(key: int, error: Exception) -> None:
    """Say why it could not be done, and put it back where it was; nothing of it is written."""
    known = isinstance(error, Unreadable | LookAgain)
    if not known:
        logger.exception("Import %s failed", key)
    with translation.override("fr"):
        words = str(error) if known else _words(error)
    for waiting, rest in WAITING.items():
        ImportBatch.objects.filter(pk=key, state=waiting).update(
            state=rest, problem=words, attempts=0, asked_at=None
        )


def _words(error: Exception) -> str:
    if isinstance(error, DatabaseError):
        return _("The database refused it, so nothing is written: compare the file again, then try again.")
    return _(
        "Something unforeseen stopped it, and nothing is written. Try again; if it lasts, tell who runs the site."
    )


def _size(batch: ImportBatch) -> int:
    """Return about how many lines there are to go through, for the progress that is shown."""
    if batch.state == ImportState.TO_READ:
        known = sum(
            rows or 0 for rows in ImportSheet.objects.filter(batch=batch).values_list("rows", flat=True)
        )
        return known or max(1, _weight(batch) // 120)
    return ImportLine.objects.filter(sheet__batch=batch).count()


def _weight(batch: ImportBatch) -> int:
    """Return how many bytes its file has, without reading it."""
    return ImportFile.objects.filter(batch=batch).values_list(Length("content"), flat=True).get()


@contextmanager
def at_once(worker: Worker, batch: ImportBatch) -> Iterator[None]:
    """Do here, after the block, what it asks for: for commands and tests, where nobody else works."""
    yield
    worker.work_on(batch.pk)
    batch.refresh_from_db()
