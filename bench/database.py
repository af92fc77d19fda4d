"""The database of one size: made once, kept for the next measure."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from actors.models import Actor
from bench import stored, world
from projects.models import CompetenceSummary
from territoire import database, translations
from territoire.database import checks, embedded

REFERENCE = ("load_territories", "load_vocabulary", "load_occupations", "load_competences")


@contextmanager
def server() -> Iterator[None]:
    """Use the server of `DATABASE_URL`, else run the embedded one, as `make demo` does."""
    if database.url():
        if problem := checks.problem(settings.DATABASES["default"] | {"NAME": "postgres"}):
            raise database.DatabaseProblem(problem)
        yield
        return
    with embedded.server(settings.VAR_DIR, say=print):
        try:
            yield
        finally:
            connection.close()


def prepare(size: str, *, new: bool) -> None:
    """Make the database and its world unless they are there (`new` makes them again), and bring them up to date."""
    name = settings.DATABASES["default"]["NAME"]
    translations.compile_if_stale(settings.BASE_DIR)
    if _exists(name) and (new or not _filled()):
        connection.close()
        _run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    if not _exists(name):
        print(f"Making the world {size} (once)…", flush=True)
        _create(name)
        _fill(size)
    call_command("migrate", verbosity=0)
    if not CompetenceSummary.objects.exists():
        start = time.perf_counter()
        stored.work_out(os.cpu_count() or 1)
        print(f"Worked out in {time.perf_counter() - start:.0f} s.\n", flush=True)


@contextmanager
def copied(purpose: str) -> Iterator[None]:
    """Work on a copy of the database, thrown away at the end: what is measured in it leaves no trace."""
    world = settings.DATABASES["default"]["NAME"]
    name = f"{world}_{purpose}"
    copy = "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"
    _use(name)
    _run(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    _run(sql.SQL(copy).format(sql.Identifier(name), sql.Identifier(world)))
    try:
        yield
    finally:
        _use(world)
        _run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _use(name: str) -> None:
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def _create(name: str) -> None:
    """Make an empty database, whatever the server's own locale is."""
    words = "CREATE DATABASE {} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    _run(sql.SQL(words).format(sql.Identifier(name)))


def _fill(size: str) -> None:
    """Load the reference data, then copy the world."""
    call_command("migrate", verbosity=0)
    for command in REFERENCE:
        call_command(command, verbosity=0)
    start = time.perf_counter()
    made = world.build(size)
    counts = ", ".join(f"{n:,} {model}" for model, n in made.items())
    print(f"World {size} made in {time.perf_counter() - start:.0f} s: {counts}", flush=True)


def _filled() -> bool:
    return Actor._meta.db_table in connection.introspection.table_names() and Actor.objects.exists()


def _server() -> psycopg.Connection:
    """Connect to the server's own database, to make and drop others."""
    keys = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {ours: settings.DATABASES["default"].get(theirs) for theirs, ours in keys.items()}
    return psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in given.items() if v})


def _exists(name: str) -> bool:
    with _server() as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _run(statement: sql.Composed) -> None:
    with _server() as server:
        server.execute(statement)
