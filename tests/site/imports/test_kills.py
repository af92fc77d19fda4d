"""A worker killed while it writes leaves nothing, and the next one takes the import up again."""

import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from actors.models import Actor
from territoire.enums import ImportState
from territoire.imports import queue
from territoire.models import ImportBatch
from territoire.site.imports import registry

pytestmark = pytest.mark.django_db(transaction=True)
#: Stops in the middle of the transaction, where a test can kill it.
STOPS = """
import os, sys, time
import django
django.setup()
from django.db import connection
from territoire.imports import applying
from territoire.site.imports.registry import worker
def stop(batch):
    print("written", flush=True)
    time.sleep(60)
applying._forget = stop
connection.settings_dict["NAME"] = sys.argv[1]
worker().work_on(int(sys.argv[2]))
"""


@pytest.mark.parametrize("victim", ["worker", "session"])
def test_killed_while_writing(imports, victim):
    batch = imports.plan("Nom;Famille\n" + "".join(f"Acteur {n};asso\n" for n in range(20)))
    queue.ask(batch, ImportState.TO_APPLY)
    command = [sys.executable, "-c", STOPS, connection.settings_dict["NAME"], str(batch.pk)]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as worker:
        assert worker.stdout.readline() == b"written\n"
        assert not registry.worker().work_on(batch.pk)
        if victim == "session":
            _end_sessions()
        worker.kill()

    assert not Actor.objects.exists()
    _wait_for_the_lock(batch)
    assert Actor.objects.count() == 20


def _end_sessions() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()"
        )


def _wait_for_the_lock(batch: ImportBatch) -> None:
    """The database sees within a moment that a killed worker is no more."""
    deadline = time.monotonic() + 20
    while not registry.worker().work_on(batch.pk):
        assert time.monotonic() < deadline
        time.sleep(0.1)
