"""`manage.py load_demonstration`: the network of the fiche, to try the site on."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actors.models import Competence
from projects.actions import coverage, network
from projects.demonstration import loading, story
from projects.models import Degree
from territoire.models import Territory


class Command(BaseCommand):
    """Register the demonstration, once: run again, it leaves everything as people left it."""

    help = "Register the demonstration (territories, competences and vocabulary must be loaded)."

    def handle(self, *, verbosity, **options):
        """Say what was done, or what must be done before."""
        for model, command in (
            (Territory, "load_territories"),
            (Competence, "load_competences"),
            (Degree, "load_vocabulary"),
        ):
            if not model.objects.exists():
                raise CommandError(f"Run manage.py {command} first.")
        registered = loading.load(story.read())
        coverage.settle_all()
        network.measure(timezone.localdate())
        if verbosity:
            self.stdout.write(
                f"Demonstration: {registered} actors and projects registered."
                if registered
                else "Demonstration: already there, left as it is."
            )
