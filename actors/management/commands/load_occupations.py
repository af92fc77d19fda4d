"""`manage.py load_occupations`: the occupations of ROME 4.0."""

from django.core.management.base import BaseCommand

from actors.reference import vocabulary


class Command(BaseCommand):
    """Load the list of occupations shipped with the project."""

    help = "Load the occupations; what was edited here stays as it is."

    def add_arguments(self, parser):
        """Allow putting everything back."""
        parser.add_argument("--reset", action="store_true", help="Put edited labels back as shipped.")

    def handle(self, *, reset, verbosity, **options):
        """Say what was done."""
        outcome = vocabulary.load_occupations(reset=reset)
        if verbosity:
            self.stdout.write(f"Occupations: {outcome}.")
