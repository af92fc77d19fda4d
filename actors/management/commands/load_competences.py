"""`manage.py load_competences`: our own tree of competences."""

from django.core.management.base import BaseCommand

from actors.reference import competences


class Command(BaseCommand):
    """Load the tree of competences shipped with the project."""

    help = "Load the tree of competences; what was edited or proposed here stays as it is."

    def add_arguments(self, parser):
        """Allow putting everything back."""
        parser.add_argument("--reset", action="store_true", help="Put edited entries back as shipped.")

    def handle(self, *, reset, verbosity, **options):
        """Say what was done."""
        outcome = competences.load_tree(reset=reset)
        if verbosity:
            self.stdout.write(f"Competences: {outcome}.")
