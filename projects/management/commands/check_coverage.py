"""`manage.py check_coverage`: work out all coverages and summaries again, tell each difference, mend it."""

import sys

from django.core.management.base import BaseCommand

from projects.actions import coverage_check
from territoire.models import Pulse


class Command(BaseCommand):
    """Exit with 1 when something was wrong. Needed once after data was loaded with triggers switched off."""

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Tell each difference, and how many there were."""
        count = 0
        Pulse.objects.beat("check_coverage")
        for count, words in enumerate(coverage_check.check(), 1):  # noqa: B007
            self.stdout.write(words)
        self.stdout.write(f"{count} differences, mended." if count else "All is as it should be.")
        if count:
            sys.exit(1)
