"""`manage.py personal_data`: write the register of what is done with personal data into docs/."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from territoire.site import processing


class Command(BaseCommand):
    help = "Write docs/personal-data.md from the register of the site."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--check`."""
        parser.add_argument("--check", action="store_true", help="change nothing; fail when it is stale")

    def handle(self, *, check: bool, **options: object) -> None:
        """Write it, or compare."""
        path = settings.BASE_DIR / "docs" / "personal-data.md"
        with override("en"):
            text = processing.markdown()
        if not check:
            path.write_text(text, encoding="utf-8")
            self.stdout.write("docs/personal-data.md: written.")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError("docs/personal-data.md is stale: run `manage.py personal_data`.")
