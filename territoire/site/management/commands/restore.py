"""`manage.py restore FILE --database NAME --var FOLDER`: a backup into an empty database, checked.

Who was erased since the backup was made is erased again.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from territoire.backups import BackupProblem, archive, elsewhere, forgotten, making, restoring, tools


class Command(BaseCommand):
    """The database in use is only read: it is for who runs the site to name the other one, once they looked at it."""

    help = __doc__
    # What is restored may be all there is: nothing of the database in use is needed.
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        """Say what, and where to."""
        parser.add_argument(
            "file",
            help="a backup, or s3://bucket/folder/name (without a name: the newest; AWS_* say who asks)",
        )
        parser.add_argument("--check", action="store_true", help="only say whether the file is whole")
        parser.add_argument(
            "--database", help="its name; made on the same server where there is none, else empty"
        )
        parser.add_argument(
            "--var", type=Path, help="a folder without pictures: the TERRITOIRE_VAR of what is restored"
        )
        parser.add_argument(
            "--identity", type=Path, help="the file of the secret key, when the backup is encrypted"
        )

    def handle(self, *args, file: str, check: bool, database: str, var: Path, identity, **options) -> None:
        """Restore, compare with what was counted, erase again who was erased since."""
        if not check and not (database and var):
            raise CommandError("Say where to: --database NAME --var FOLDER.")
        with ExitStack() as stack:
            try:
                if elsewhere.is_place(file):
                    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="territoire-restore-"))
                    path = elsewhere.fetch(file, Path(folder))
                    self.stdout.write(f"Fetched: {path.name}")
                else:
                    path = Path(file)
                if check:
                    self._check(path, identity)
                else:
                    self._restore(path, database, var, identity)
            except BackupProblem as problem:
                raise CommandError(str(problem)) from None

    def _restore(self, file: Path, database: str, var: Path, identity: Path | None) -> None:
        lists = self._forgotten_since(file, identity)
        done = restoring.restore(
            file,
            server=connection.settings_dict,
            name=database,
            media=var / "media",
            identity=identity,
        )
        self.stdout.write(
            f"Backup of {done.made_at}: {done.tables} tables and {done.rows} rows, the same as when it was made; "
            f"{done.pictures} pictures."
        )
        self.stdout.write(self._forget_again(database, var, lists))
        self.stdout.write(
            f"To serve it: TERRITOIRE_VAR={var}, and {database} as the database of DATABASE_URL."
        )

    def _check(self, file: Path, identity: Path | None) -> None:
        with restoring.opened(file, identity) as (manifest, _laid):
            rows = sum(int(one["rows"]) for one in manifest.tables.values())
            self.stdout.write(f"Whole: {len(manifest.tables)} tables, {rows} rows, of {manifest.made_at}.")

    def _forgotten_since(self, file: Path, identity: Path | None) -> str:
        """Return the lists of the database in use and of the newest backup beside this one."""
        found = ""
        try:
            with tools.connect(tools.connection_parameters(connection.settings_dict)) as server:
                found = forgotten.listed(server)
        except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
            self.stderr.write(
                "The database in use holds nothing: who was erased since is taken from backups alone."
            )
        newest = max(making.made(file.parent).items(), default=(None, file))[1]
        # A newer one that is damaged must not stop the restoring of an older one.
        with suppress(BackupProblem), restoring.opened(newest, identity) as (_manifest, laid):
            found += (laid / archive.FORGOTTEN).read_text()
        return found

    def _forget_again(self, database: str, var: Path, lists: str) -> str:
        """Run `forget_again` on what was restored, in a process that has it as its database."""
        parameters = tools.connection_parameters(connection.settings_dict, database)
        environment = os.environ | {"DATABASE_URL": tools.address(parameters), "TERRITOIRE_VAR": str(var)}
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "forget_again"]
        done = subprocess.run(
            command, env=environment, input=lists, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["no reason"])[-1]
            raise BackupProblem(f"Restored, but who was erased since is still there: {said}")
        return done.stdout.strip()
