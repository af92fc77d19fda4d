"""`manage.py load_official_competences FILE --format rome|esco`: an official list beside our own tree."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from actors.reference import competences, official_competences


class Command(BaseCommand):
    """Load a file given out by France Travail (ROME 4.0) or the European Commission (ESCO)."""

    help = "Load the macro-competences of ROME 4.0, or the skills of ESCO, beside our own tree."

    def add_arguments(self, parser):
        """Take the file and its format."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=list(official_competences.FORMATS), required=True)

    def handle(self, *, file, verbosity, **options):
        """Say what was done, or what is wrong with the file."""
        try:
            entries = official_competences.read(file, options["format"])
        except (OSError, UnicodeDecodeError, official_competences.UnreadableList) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        outcome = competences.load_entries(entries)
        if verbosity:
            self.stdout.write(f"Competences of {options['format']}: {outcome}.")
