"""One pass of retention over the whole site: what is due, done one thing at a time, and written down in numbers."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from actors.actions import retention as of_actors
from projects.actions import daily as of_projects
from territoire.actions import retention as of_ground_floor
from territoire.models import RetentionRun
from territoire.retention import Task
from workshops.actions import forgetting as of_workshops

logger = logging.getLogger(__name__)


def tasks(now: datetime) -> Iterator[Task]:
    """Yield all that is due, persons before accounts, then what is sent to those who stay."""
    yield from of_actors.tasks(now)
    yield from of_ground_floor.tasks(now)
    yield from of_projects.tasks(now)
    yield from of_workshops.tasks(now)


def apply(now: datetime) -> RetentionRun:
    """Do all that is due; what fails is logged, and left for the next pass."""
    done, failed = {}, 0
    for task in tasks(now):
        done[task.name] = 0
        for item in [task.items] if task.at_once else task.items:
            try:
                with transaction.atomic():
                    number = task.act(item)
                done[task.name] += number if task.at_once else 1
            except Exception:
                failed += 1
                logger.exception("Retention: %s failed on number %s", task.name, getattr(item, "pk", item))
    done["failed"] = failed
    logger.info(
        "Retention: %s", ", ".join(f"{name} {count}" for name, count in done.items() if count) or "nothing"
    )
    return RetentionRun.objects.create(at=now, done=done)
