"""`manage.py run_imports`: do the imports that wait; once, or again and again."""

import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from territoire.models import Pulse
from territoire.site.imports.registry import worker


class Command(BaseCommand):
    """The worker of the site: `--watch 1` stays and looks every second. Killed, it leaves all or nothing."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often to look."""
        parser.add_argument("--watch", type=float, metavar="SECONDS", help="stay, and look again so often")

    def handle(self, *args, watch: float | None, **options) -> None:
        """Do what waits."""
        while True:
            self._work(patient=bool(watch))
            if not watch:
                return
            time.sleep(watch)

    def _work(self, *, patient: bool) -> None:
        try:
            Pulse.objects.beat("run_imports")
            while worker().work():
                self.stdout.write("Done.")
        except (OperationalError, InterfaceError) as error:
            if not patient:
                raise
            # The database is away: what waits still does when it comes back.
            self.stderr.write(str(error).strip())
            connection.close()
        finally:
            close_old_connections()
