"""`manage.py load_territories`: the official territories of France."""

from time import monotonic

from django.core.management.base import BaseCommand

from territoire.territories import loading


class Command(BaseCommand):
    """Load communes, EPCI, EPT, départements, régions and France, and what lies within what."""

    help = "Load the official territories of France; run again, it changes only what the files changed."

    def handle(self, *, verbosity, **options):
        """Say how many rows there are, how many changed, and how long it took."""
        start = monotonic()
        outcome = loading.load()
        if verbosity:
            self.stdout.write(
                f"Territories: {outcome.rows} read, {outcome.changed} changed, "
                f"{outcome.closure_changed} inclusions changed ({monotonic() - start:.1f} s)."
            )
