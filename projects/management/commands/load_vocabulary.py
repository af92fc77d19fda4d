"""`manage.py load_vocabulary`: the short reference tables whose labels an administrator may edit."""

from django.core.management.base import BaseCommand

import actors.reference.vocabulary as of_actors
import projects.reference.vocabulary as of_projects

TABLES = {
    "Families of actors": of_actors.load_families,
    "Kinds of partnerships": of_actors.load_partnership_kinds,
    "Kinds of resources": of_actors.load_resource_kinds,
    "Degrees of involvement": of_projects.load_degrees,
    "Themes": of_projects.load_themes,
    "Values": of_projects.load_values,
}


class Command(BaseCommand):
    """Load families, kinds, degrees, themes and values (after the competences, which themes name)."""

    help = "Load the short reference tables; labels edited here stay as they are."

    def add_arguments(self, parser):
        """Allow putting everything back."""
        parser.add_argument("--reset", action="store_true", help="Put edited labels back as shipped.")

    def handle(self, *, reset, verbosity, **options):
        """Say what was done to each table."""
        for label, load in TABLES.items():
            outcome = load(reset=reset)
            if verbosity:
                self.stdout.write(f"{label}: {outcome}.")
