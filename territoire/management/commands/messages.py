"""`manage.py messages`: bring the French translations in step with the code."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from territoire import translations

SHOWN = 20


class Command(BaseCommand):
    help = "Collect the messages of the code into locale/, drop those no longer used, compile them."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--check`."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail where French is missing"
        )

    def handle(self, *, check: bool, **options: object) -> None:
        """Update or check the catalogue."""
        if check:
            self._check()
            return
        current = translations.update(settings.BASE_DIR)
        missing = sum(1 for strings in current.values() if not all(strings))
        self.stdout.write(f"{len(current)} messages, {missing} without French.")

    def _check(self) -> None:
        lines = translations.problems(settings.BASE_DIR)
        for line in lines[:SHOWN]:
            self.stderr.write(line)
        if len(lines) > SHOWN:
            self.stderr.write(f"… and {len(lines) - SHOWN} more")
        if lines:
            raise CommandError(
                f"{len(lines)} translations to mend: run `manage.py messages`, then fill in locale/."
            )
        translations.compile_if_stale(settings.BASE_DIR)
        self.stdout.write("Translations: complete.")
