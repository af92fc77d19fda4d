"""What may be wrong with an instance, each in one line that says how to mend it (`manage.py doctor`, `/sante/detail/`).

Nothing here names anybody: what is found may be sent to who helps.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from projects.models import CoverageDue
from territoire.backups import making
from territoire.database import checks
from territoire.models import ImportBatch, Pulse

#: How long what runs beside the site may be silent: its command, and how often it is to run.
BESIDE = {
    "run_imports": timedelta(minutes=5),
    "settle_coverage": timedelta(minutes=10),
    "apply_retention": timedelta(hours=36),
    "measure_network": timedelta(hours=36),
    "check_coverage": timedelta(hours=36),
}
LATE = timedelta(minutes=10)
OLDEST_BACKUP = timedelta(hours=36)
MOST_DRIFT = timedelta(seconds=5)
LEAST_FREE = 0.1


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether all is well, and in words what was found, or how to mend it."""

    what: str
    well: bool
    words: str


def findings() -> Iterator[Finding]:
    """Look at everything, the database first: without it nothing else is asked."""
    first = database()
    yield first
    if not first.well:
        return
    for look in LOOKS:
        yield from look()


def database() -> Finding:
    """Look whether the database answers, is new enough and has its extensions."""
    problem = checks.problem(connection.settings_dict)
    if problem:
        return Finding(_("Database"), False, problem)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        return Finding(_("Database"), True, f"PostgreSQL {cursor.fetchone()[0]}")


def migrations() -> Iterator[Finding]:
    """Look for tables of a version before."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    words = (
        _("%(count)s to apply: run manage.py migrate.") % {"count": pending} if pending else _("none waits")
    )
    yield Finding(_("Migrations"), not pending, words)


def deployment() -> Iterator[Finding]:
    """Look at the settings that keep the door (Django's own checks of deployment)."""
    wrong = [one for one in run_checks(include_deployment_checks=True) if one.is_serious()]
    words = "; ".join(f"{one.msg} {one.hint or ''}".strip() for one in wrong)
    yield Finding(_("Settings"), not wrong, words or _("as they should be"))


def clock() -> Iterator[Finding]:
    """Compare the clock of the database with ours: days and rhythms hang on both."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        drift = abs(cursor.fetchone()[0] - timezone.now())
    words = _("%(seconds)s s apart from the database’s; time zone: %(zone)s") % {
        "seconds": round(drift.total_seconds(), 1),
        "zone": settings.TIME_ZONE,
    }
    yield Finding(_("Clock"), drift < MOST_DRIFT, words)


def mails() -> Iterator[Finding]:
    """Knock at the door where mails leave; nothing is sent."""
    try:
        door = mail.mailers["default"]
        door.open()
        door.close()
    except Exception as error:
        words = _("nothing leaves (%(reason)s): look at TERRITOIRE_SMTP_HOST and the rest.") % {
            "reason": error
        }
        yield Finding(_("Mails"), False, words)
    else:
        yield Finding(
            _("Mails"), True, _("the server answers; to see one arrive: manage.py doctor --mail ADDRESS")
        )


def beside() -> Iterator[Finding]:
    """Look for signs of life of what runs beside the site."""
    last = dict(Pulse.objects.values_list("name", "at"))
    now = timezone.now()
    for name, longest in BESIDE.items():
        at = last.get(name)
        if at is None:
            yield Finding(name, False, _("never ran: start it, or set its timer (docs/running.md)."))
            continue
        words = _("last on %(moment)s") % {"moment": _moment(at)}
        yield Finding(name, now - at < longest, words)


def waiting() -> Iterator[Finding]:
    """Look for what has waited too long for the workers."""
    before = timezone.now() - LATE
    imports = ImportBatch.objects.waiting().filter(asked_at__lt=before).count()
    marks = CoverageDue.objects.filter(at__lt=before).count()
    words = _("%(imports)s imports and %(marks)s coverages for more than ten minutes") % {
        "imports": imports,
        "marks": marks,
    }
    yield Finding(_("What waits"), not imports and not marks, words)


def disk() -> Iterator[Finding]:
    """Look how much room is left where the instance keeps things."""
    there = next(one for one in (settings.VAR_DIR, *settings.VAR_DIR.parents) if one.exists())
    usage = shutil.disk_usage(there)
    free = usage.free / usage.total
    words = _("%(percent)s %% free (%(gigabytes)s GB)") % {
        "percent": round(100 * free),
        "gigabytes": round(usage.free / 1e9, 1),
    }
    yield Finding(_("Disk"), free > LEAST_FREE, words)


def backups() -> Iterator[Finding]:
    """Look how old the newest backup is, where the environment says where they are."""
    folder = os.environ.get("TERRITOIRE_BACKUPS", "")
    if not folder:
        yield Finding(
            _("Backups"), False, _("say where they are: TERRITOIRE_BACKUPS; make one: manage.py backup.")
        )
        return
    newest = max(making.made(Path(folder)), default=None)
    if newest is None:
        yield Finding(
            _("Backups"), False, _("none in %(folder)s: run manage.py backup.") % {"folder": folder}
        )
        return
    words = _("the last on %(moment)s") % {"moment": _moment(newest)}
    yield Finding(_("Backups"), datetime.now(UTC) - newest < OLDEST_BACKUP, words)


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    migrations,
    deployment,
    clock,
    mails,
    beside,
    waiting,
    disk,
    backups,
)
