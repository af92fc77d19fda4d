"""`manage.py forget_again < LISTS`: erase who was erased since a backup was made (`restore` runs it)."""

import sys

from django.core.management.base import BaseCommand

from territoire.backups import forgotten
from territoire.site import erasure


class Command(BaseCommand):
    """Reads the lists of `territoire.backups.forgotten` on its standard input."""

    help = __doc__

    def handle(self, *args, **options) -> None:
        """Forget, and say how many."""
        lists = forgotten.read(sys.stdin.read())
        erased, objections = erasure.forget_again(lists["erased"], lists["objection"])
        self.stdout.write(f"{erased} erased again; {objections} objections added.")
