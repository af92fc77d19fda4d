"""`manage.py import_file`: the same as the pages of imports, from a terminal."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from territoire import tables
from territoire.enums import ImportState, Outcome, Visibility
from territoire.exchanges.values import Unreadable
from territoire.imports import left_out, looking, queue
from territoire.models import ImportBatch, Territory, User
from territoire.site.imports import registry


class Command(BaseCommand):
    """Compare a file with what is registered, then write its good lines in one transaction."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whose it is, and what its lines that say nothing are given."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the account that imports")
        parser.add_argument("--source", default="", help="where the file comes from (its name, unless said)")
        parser.add_argument("--kind", default="", choices=["", *registry.KINDS], help="what its lines are")
        parser.add_argument("--family", default="", metavar="CODE", help="family where a line says none")
        parser.add_argument(
            "--place", default="", metavar="CODE", help="place where a line says none (commune-43234)"
        )
        parser.add_argument("--visibility", default=Visibility.PUBLIC, choices=Visibility.values)
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="write nothing if a line is left out"
        )
        parser.add_argument("--dry-run", action="store_true", help="compare, and write nothing")
        parser.add_argument(
            "--left-out", type=Path, metavar="FILE.csv", help="where lines left out are written"
        )

    def handle(self, *args, path: Path, **options) -> None:
        """Look, compare, write, and say what became of the lines."""
        batch = self._look(path, options)
        self._wait(batch, ImportState.TO_READ)
        self._tell(batch)
        self._write_left_out(batch, options["left_out"])
        if options["dry_run"]:
            batch.delete()
            return
        if options["all_or_nothing"] and self._left_out(batch):
            batch.delete()
            raise CommandError("Some lines are left out, so nothing is written.")
        self._wait(batch, ImportState.TO_APPLY)
        self.stdout.write(f"Imported: {batch.uid}")

    def _look(self, path: Path, options: dict) -> ImportBatch:
        by = User.objects.filter(email__iexact=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"No account has the address {options['by']}.")
        place = Territory.objects.filter(code=options["place"]).first() if options["place"] else None
        if options["place"] and place is None:
            raise CommandError(f"No territory has the code {options['place']}.")
        batch = ImportBatch(
            label=path.name[:200],
            created_by=by,
            source=(options["source"] or path.stem)[:200],
            family=options["family"],
            place=place,
            visibility=options["visibility"],
        )
        try:
            looking.look(
                batch, path.read_bytes(), path.name, read=registry.read, kinds=registry.KINDS.values()
            )
        except Unreadable as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{path} cannot be read ({error.strerror}).") from None
        if options["kind"]:
            for sheet in batch.sheets.all():
                looking.match_again(sheet, registry.KINDS[options["kind"]])
        return batch

    def _wait(self, batch: ImportBatch, state: ImportState) -> None:
        queue.ask(batch, state)
        with queue.at_once(registry.worker(), batch):
            pass
        if batch.problem:
            raise CommandError(batch.problem)

    def _tell(self, batch: ImportBatch) -> None:
        for sheet in batch.sheets.all():
            counts = batch.counts.get(str(sheet.position), {})
            said = ", ".join(f"{count} {name}" for name, count in counts.items()) or "left aside"
            self.stdout.write(f"{sheet.name} ({sheet.kind or 'unknown lines'}): {said}")

    def _left_out(self, batch: ImportBatch) -> int:
        names = (Outcome.REFUSED, Outcome.DOUBTFUL)
        return sum(counts.get(name, 0) for counts in batch.counts.values() for name in names)

    def _write_left_out(self, batch: ImportBatch, path: Path | None) -> None:
        if path is None:
            return
        with path.open("w", encoding="utf-8", newline="") as out:
            for table in left_out.tables(batch):
                out.writelines(tables.csv_lines(table))
