"""`manage.py export_package FILE`: the whole domain as a Frictionless Data Package, the neutral backup."""

import os
from argparse import ArgumentParser
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.base import BaseCommand, CommandError

from territoire.models import User
from territoire.site import packages


class Command(BaseCommand):
    help = "Write actors, projects and what ties them into FILE (a zip): everything, or what one account may see."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to write, and for whom."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--as", dest="email", metavar="EMAIL", help="what this account may see, nothing else"
        )

    def handle(self, *, file: Path, email: str | None, **options: object) -> None:
        """Write beside, then put in place: a file of this name is whole, or is the one of before."""
        reader = None
        if email:
            reader = User.objects.filter(email__iexact=email, is_active=True).first()
            if reader is None:
                raise CommandError(f"No account has the address {email}.")
        try:
            with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as held:
                try:
                    counts = packages.export(held, reader=reader)
                except BaseException:
                    Path(held.name).unlink()
                    raise
            # It holds what is not public: nobody else on this machine reads it.
            os.chmod(held.name, 0o600)
            os.replace(held.name, file)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        for table, count in counts.items():
            self.stdout.write(f"{count:>10}  {table}")
        self.stdout.write(f"{file}: written.")
