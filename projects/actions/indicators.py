"""What a project counts: added in its order, measured."""

from django.db import transaction
from django.db.models import Max

from projects.models import Indicator, Measure, Project
from territoire.models import User


@transaction.atomic
def add(indicator: Indicator, *, by: User) -> Indicator:
    """Save a new indicator after the others."""
    Project.objects.select_for_update(no_key=True).get(pk=indicator.project_id)
    last = Indicator.objects.filter(project=indicator.project_id).aggregate(last=Max("position"))["last"]
    indicator.position = 0 if last is None else last + 1
    indicator.created_by = by
    indicator.save()
    return indicator


def measure(record: Measure, *, by: User) -> Measure:
    """Save what was counted; a measure is not made up because its indicator's start was."""
    record.created_by = by
    record.save()
    return record
