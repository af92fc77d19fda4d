"""`manage.py backup FOLDER`: one file with the whole instance, consistent while people write."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from territoire.backups import BackupProblem, elsewhere, encryption, keeping, making


class Command(BaseCommand):
    """To be run daily; `--keep` deletes those that the rule does not keep, once the new one is whole."""

    help = __doc__

    def add_arguments(self, parser) -> None:
        """Say where to, for whom, and what to keep."""
        parser.add_argument(
            "folder", nargs="?", type=Path, help="where backups are (on another disk, if possible)"
        )
        parser.add_argument(
            "--copy-to",
            default=os.environ.get("TERRITOIRE_BACKUPS_COPY", ""),
            help="also send it there: s3://bucket/folder (AWS_* variables say who asks)",
        )
        parser.add_argument("--recipient", default="", help="encrypt for this public key of age (age1…)")
        parser.add_argument("--keep", type=str, help='how many days, weeks and months to keep: "7d 4w 12m"')
        parser.add_argument(
            "--new-key", type=Path, help="make a pair of keys, the secret one in this file; no backup"
        )

    def handle(
        self, *args, folder: Path | None, copy_to: str, recipient: str, keep: str | None, new_key, **options
    ) -> None:
        """Make the backup, then forget old ones."""
        try:
            if new_key:
                self._new_key(new_key)
                return
            if folder is None:
                raise BackupProblem("Say where to: manage.py backup FOLDER.")
            if copy_to and not elsewhere.is_place(copy_to):
                raise BackupProblem("--copy-to is an address: s3://bucket/folder.")
            rule = keeping.Rule.read(keep) if keep else None
            path = making.make(
                folder, database=connection.settings_dict, media=settings.MEDIA_ROOT, key=recipient
            )
            self.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
            # What is here is forgotten once what is elsewhere is whole.
            if copy_to:
                elsewhere.send(path, copy_to)
                self.stdout.write(f"sent to {copy_to}")
            for gone in making.forget(folder, rule) if rule else []:
                self.stdout.write(f"deleted: {gone.name}")
            for name in elsewhere.forget(copy_to, rule) if rule and copy_to else []:
                self.stdout.write(f"deleted there: {name}")
        except BackupProblem as problem:
            raise CommandError(str(problem)) from None

    def _new_key(self, path: Path) -> None:
        try:
            public = encryption.new_key(path)
        except OSError as error:
            raise BackupProblem(f"{path} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"Public key, for --recipient: {public}")
        self.stdout.write(f"{path} opens the backups: keep it away from this server, twice.")
