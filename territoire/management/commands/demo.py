"""`manage.py demo`: from nothing to a site that one can try, in one command (`make demo`)."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from territoire import database, preflight, serving, translations, var
from territoire.actions import demo_accounts
from territoire.database import checks, embedded

# Each may be run again and changes nothing that people entered. In the order of what needs what.
DATA = ("load_territories", "load_competences", "load_occupations", "load_vocabulary")
DEMONSTRATION = "load_demonstration"


class Command(BaseCommand):
    help = "Prepare the database and the demonstration, then serve the site on this machine."
    requires_system_checks = ()

    def handle(self, **options: object) -> None:
        """Check, prepare, serve, until Ctrl-C or SIGTERM."""
        port = preflight.port()
        preflight.require_free_port(port)
        preflight.require_writable(settings.VAR_DIR)
        try:
            with ExitStack() as stack:
                stack.enter_context(serving.stopping_on_signals())
                stack.enter_context(self._alone())
                stack.enter_context(self._database())
                password = self._prepare()
                server = stack.enter_context(serving.web_server(preflight.HOST, port))
                stack.enter_context(serving.worker())
                self._tell(port, password)
                raise CommandError(f"The web server stopped by itself (code {server.wait()}).")
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")
        except (database.DatabaseProblem, serving.DidNotStart) as problem:
            raise CommandError(problem) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with var.held(settings.VAR_DIR, "demo"):
                yield
        except var.InUse as process:
            raise CommandError(
                f"Another demonstration (process {process}) runs on {settings.VAR_DIR}: "
                "stop it, or give another folder in TERRITOIRE_VAR."
            ) from None

    @contextmanager
    def _database(self) -> Iterator[None]:
        with ExitStack() as stack:
            if not database.url():
                self._say("Starting the database…")
                stack.enter_context(embedded.server(settings.VAR_DIR, say=self._say))
            if problem := checks.problem(settings.DATABASES["default"]):
                raise database.DatabaseProblem(problem)
            yield

    def _prepare(self) -> str:
        """Bring everything up to date and return the password of the demonstration's accounts."""
        self._say("Preparing the database…")
        translations.compile_if_stale(settings.BASE_DIR)
        call_command("migrate", interactive=False, verbosity=0)
        known = get_commands()
        for command in DATA:
            if command in known:
                self._say(f"{command.replace('_', ' ').capitalize()}…")
                call_command(command, verbosity=0)
        password = demo_accounts.ensure(settings.VAR_DIR)
        if DEMONSTRATION in known:
            call_command(DEMONSTRATION, verbosity=0)
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
        return password

    def _tell(self, port: int, password: str) -> None:
        changed = demo_accounts.changed(password)
        self._say(f"\nTerritoire is ready: http://{preflight.HOST}:{port}/")
        self._say("")
        for account in demo_accounts.ACCOUNTS:
            said = "(password changed on the site)" if account.email in changed else password
            self._say(f"  {account.email:<28} {said}")
        self._say("\nCtrl-C stops it.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
