"""`manage.py measure_network`: find who links the groups of the network, who is alone, and where each stands."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from projects.actions import layouts, network
from territoire.models import Pulse


class Command(BaseCommand):
    """To be run daily: some seconds for thousands of actors, a minute or two for a hundred thousand."""

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Measure, and say how many actors there are."""
        today = timezone.localdate()
        Pulse.objects.beat("measure_network")
        self.stdout.write(f"{network.measure(today)} actors have a place in the network.")
        self.stdout.write(f"{layouts.lay_out(today)} large maps are laid out.")
