"""`manage.py doctor`: what is wrong with this instance, and how to mend it."""

import sys

from django.core.mail import send_mail
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from territoire.site import doctor


class Command(BaseCommand):
    """Exit with 1 when something is wrong."""

    help = __doc__
    # What the checks refuse is told with the rest.
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        """Take an address to write to."""
        parser.add_argument("--mail", metavar="ADDRESS", help="really send a mail, to see it arrive")

    def handle(self, *args, **options) -> None:
        """Say what was found, a line each."""
        found = list(doctor.findings())
        for one in found:
            self.stdout.write(f"{'  ok ' if one.well else 'WRONG'}  {one.what}: {one.words}")
        if options["mail"]:
            send_mail(_("A mail to try"), _("Mails of this site arrive."), None, [options["mail"]])
            self.stdout.write(_("A mail left for %(address)s.") % {"address": options["mail"]})
        if not all(one.well for one in found):
            sys.exit(1)
