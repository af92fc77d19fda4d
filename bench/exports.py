"""Measure what leaves: each format of the list of actors, and the whole package.

`python -m bench.exports [S|M|L] [csv kumu.json package…]`: of one size, all of them or those named.

The world is that of `make bench`. Each file is read as a server sends it, and forgotten: what the process grew by at
its highest is what a file costs in memory. Beside: PostgreSQL writing as many rows of the same table by itself (COPY).
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

MB = 1_000_000
PACKAGE = "package"


def main() -> None:
    """Print a table: a row for each format."""
    size = (sys.argv[1:] or ["S"])[0].upper()
    os.environ["BENCH_SIZE"] = size
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    from django.db import connection

    from bench import database
    from territoire.exchanges.writing import formats

    named = sys.argv[2:] or [*formats.ACTORS, PACKAGE]
    with database.server():
        database.prepare(size, new=False)
        # Each file is measured in a process that opens its own.
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
        print(f"Load of the machine when it began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
        print(f"| size {size} | seconds | of processor | MB | MB/s | memory grew by (MB) |")
        print("|---|---:|---:|---:|---:|---:|")
        print(_row("bare COPY of the table of actors", _copied), flush=True)
        for name in named:
            if name == PACKAGE:
                print(_row("`export_package`", _package), flush=True)
            else:
                print(_row(f"`/acteurs/export.{name}`", lambda ending=name: _asked(ending)), flush=True)


def _row(name: str, pieces: Callable[[], Iterator[int]]) -> str:
    """Measure one file in a process of its own, so that what another one took is not counted."""
    read, written = os.pipe()
    if (child := os.fork()) == 0:
        os.close(read)
        with os.fdopen(written, "w") as out:
            out.write(_measured(pieces))
        os._exit(0)
    os.close(written)
    with os.fdopen(read) as told:
        line = told.read()
    os.waitpid(child, 0)
    return f"| {name} | {line or 'failed |||| '}|"


def _measured(pieces: Callable[[], Iterator[int]]) -> str:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, processor = time.perf_counter(), time.process_time()
    size = sum(pieces()) / MB
    taken, worked = time.perf_counter() - start, time.process_time() - processor
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    return f"{taken:.1f} | {worked:.1f} | {size:.1f} | {size / taken:.1f} | {grown:.0f} "


def _asked(ending: str) -> Iterator[int]:
    from django.test import Client

    response = Client().get(f"/acteurs/export.{ending}")
    if response.status_code != 200:
        raise SystemExit(f"{ending}: {response.status_code}")
    yield from map(len, response)


def _copied() -> Iterator[int]:
    from django.db import connection

    from actors.models import Actor

    table = Actor._meta.db_table
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT (FORMAT csv)") as copy:
        yield from map(len, copy)


def _package() -> Iterator[int]:
    from territoire.site import packages

    with tempfile.TemporaryFile() as held:
        packages.export(held, reader=None)
        yield held.tell()


if __name__ == "__main__":
    main()
