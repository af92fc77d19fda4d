"""`manage.py import_package FILE`: bring the database up to a package, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from territoire.exchanges.package.reading import PackageProblem
from territoire.site import packages


class Command(BaseCommand):
    help = "Add what FILE (made by export_package) holds and bring up to date what is known; the same twice is once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to read."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        """Read it, say what became of each table, work out what depends on it."""
        try:
            read = packages.load(file)
        except PackageProblem as problem:
            raise CommandError(f"Nothing was changed. {problem}") from problem
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        for one in read:
            self.stdout.write(f"{one.rows:>10}  {one.table}: {one.added} added, {one.changed} changed")
        call_command("settle_coverage", stdout=self.stdout)
