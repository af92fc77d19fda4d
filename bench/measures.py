"""Times each case through the whole of Django, its bare SQL beside, and prints the rows of the table.

"Python ms" is the processor time of our own process, mean of all runs: unlike the others it hardly depends on what else
the machine does.
"""

import os
import statistics
import time
from collections.abc import Callable, Sequence

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.case import Case, holder
from territoire.warm_up import warm_up


class NotAnswered(Exception):
    """A page that answers something else than 200."""


def table(cases: Sequence[Case], *, size: str, runs: int) -> int:
    """Print a row per case; return how many could not be measured."""
    warm_up()
    load, cores = os.getloadavg()[0], os.cpu_count()
    print(f"Load of the machine when it began: {load:.1f} on {cores} cores.\n", flush=True)
    print(f"| size {size} | median ms | p95 ms | Python ms | queries | kB | bare SQL ms | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    failed = 0
    for case in cases:
        try:
            print(_row(case, runs), flush=True)
        except NotAnswered as answer:
            failed += 1
            print(f"| {case.name} | {answer} ||||||", flush=True)
    return failed


def _row(case: Case, runs: int) -> str:
    ask = case.job or _asking(case)
    weights = []
    for one in case.addresses:
        case.prepare(one)
        weights.append(len(getattr(ask(one), "content", b"")) / 1000)
    times, python = _times(ask, case.addresses, runs, case.prepare)
    case.prepare(case.addresses[0])
    with CaptureQueriesContext(connection) as queries:
        ask(case.addresses[0])
    bare = _bare(case, runs)
    median = statistics.median(times)
    compared = f"{bare:.1f} | {median / bare:.0f}" if bare else "– | –"
    return (
        f"| {case.name} | {median:.0f} | {_p95(times):.0f} | {python:.0f} | {len(queries)} "
        f"| {statistics.median(weights):.0f} | {compared} |"
    )


def _asking(case: Case) -> Callable:
    """Return the function that asks for an address as a browser does."""
    client = Client()
    if case.signed_in:
        client.force_login(holder())

    def ask(address: str):
        response = client.get(address)
        if response.status_code != 200:
            raise NotAnswered(f"{address} answers {response.status_code}")
        return response

    return ask


def _bare(case: Case, runs: int) -> float:
    """Return the median time of the bare SQL, in milliseconds; 0 without any."""
    if not case.sql:
        return 0
    known = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port", "options")
    with psycopg.connect(**{k: v for k, v in known.items() if k in wanted}, autocommit=True) as plain:

        def run(values: dict) -> None:
            plain.execute(case.sql, values).fetchall()

        _times(run, case.values, 1)
        times, _processor = _times(run, case.values, runs)
        return statistics.median(times)


def _times(
    job: Callable, arguments: Sequence, runs: int, prepare: Callable = lambda _one: None
) -> tuple[list[float], float]:
    """Return the milliseconds of each call, round after round, and the mean of those of our own processor."""
    times, processor = [], 0.0
    for _ in range(runs):
        for argument in arguments:
            prepare(argument)
            start, ours = time.perf_counter(), time.process_time()
            job(argument)
            processor += time.process_time() - ours
            times.append((time.perf_counter() - start) * 1000)
    return times, processor * 1000 / len(times)


def _p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
