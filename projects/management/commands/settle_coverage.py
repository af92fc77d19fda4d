"""`manage.py settle_coverage`: work out what changed, and what the new day changes; once, or again and again."""

import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from projects.actions import coverage
from territoire.models import Pulse


class Command(BaseCommand):
    """To be run daily at least, and after imports; `--watch 5` stays and looks every five seconds."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often to look."""
        parser.add_argument("--watch", type=float, metavar="SECONDS", help="stay, and look again so often")

    def handle(self, *args, watch: float | None, **options) -> None:
        """Settle, and say how much there was."""
        while True:
            done = coverage.settle_all()
            Pulse.objects.beat("settle_coverage")
            if done or not watch:
                self.stdout.write(f"{done} projects and actors worked out anew.")
            if not watch:
                return
            time.sleep(watch)
