"""Make a world once, measure the pages in it, print a table: `python -m bench [S|M|L] [--new]`."""

import argparse
import os
import statistics
import time
from collections.abc import Callable


def main() -> None:
    """Read the arguments, prepare the database of that size, measure."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("size", nargs="?", default="S", choices=["S", "M", "L"])
    parser.add_argument("--new", action="store_true", help="make the world again")
    parser.add_argument(
        "--runs", type=int, default=3, help="rounds over the addresses of a case, after a warm-up"
    )
    parser.add_argument("--only", default="", help="measure the cases whose name holds this")
    arguments = parser.parse_args()
    os.environ["BENCH_SIZE"] = arguments.size
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

    import django

    django.setup()
    from bench import database, pages

    database.prepare(arguments.size, new=arguments.new)
    print(f"| size {arguments.size} | median ms | p95 ms | queries | kB | bare SQL ms | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for case in pages.cases():
        if arguments.only in case.name:
            print(_row(case, arguments.runs), flush=True)


def _row(case, runs: int) -> str:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()

    def ask(address: str):
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        return response

    for address in case.addresses:
        ask(address)
    times = _times(ask, case.addresses, runs)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        weight = len(ask(case.addresses[0]).content) / 1000
    bare = _bare(case, runs)
    median, p95 = statistics.median(times), _p95(times)
    compared = f"{bare:.1f} | {median / bare:.0f}" if bare else "– | –"
    return f"| {case.name} | {median:.0f} | {p95:.0f} | {len(queries)} | {weight:.0f} | {compared} |"


def _bare(case, runs: int) -> float:
    """Return the median time of the bare SQL, in milliseconds; 0 without any."""
    if not case.sql:
        return 0
    import psycopg
    from django.db import connection

    parameters = connection.get_connection_params()
    parameters = {
        k: v for k, v in parameters.items() if k in ("dbname", "user", "password", "host", "port", "options")
    }
    with psycopg.connect(**parameters, autocommit=True) as plain:
        return statistics.median(
            _times(lambda values: plain.execute(case.sql, values).fetchall(), case.values, runs + 1)[
                len(case.values) :
            ]
        )


def _times(job: Callable, arguments: list, runs: int) -> list[float]:
    """Return the milliseconds of each call, round after round."""
    times = []
    for _ in range(runs):
        for argument in arguments:
            start = time.perf_counter()
            job(argument)
            times.append((time.perf_counter() - start) * 1000)
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


if __name__ == "__main__":
    main()
