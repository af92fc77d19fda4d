"""`manage.py measure_network`: find who links the groups of the network, and who is alone."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from projects.actions import network


class Command(BaseCommand):
    """To be run daily: some seconds for thousands of actors, a minute or two for a hundred thousand."""

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Measure, and say how many actors there are."""
        self.stdout.write(f"{network.measure(timezone.localdate())} actors have a place in the network.")
