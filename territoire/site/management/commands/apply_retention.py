"""`manage.py apply_retention`: warn and erase whom nothing is heard of, and drop what is kept for a time only."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from territoire.models import Pulse
from territoire.site import retention


class Command(BaseCommand):
    """To be run daily; without `--apply`, it only says what is due."""

    help = __doc__
    stealth_options = ("now",)  # moves the clock, in tests

    def add_arguments(self, parser) -> None:
        """Do nothing unless asked."""
        parser.add_argument("--apply", action="store_true", help="do it (otherwise: say what would be done)")

    def handle(self, *args, apply: bool, now=None, **options) -> None:
        """Say what is due, or do it and say how much."""
        now = now or timezone.now()
        if not apply:
            for task in retention.tasks(now):
                self.stdout.write(f"{len(list(task.items))} {task.words}")
            self.stdout.write("Nothing was done: add --apply.")
            return
        Pulse.objects.beat("apply_retention")
        for name, count in retention.apply(now).done.items():
            self.stdout.write(f"{count} {name}")
