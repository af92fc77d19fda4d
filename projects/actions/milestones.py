"""The order of a project's steps."""

from django.db import transaction

from projects.models import Milestone, Project
from territoire.models import User


@transaction.atomic
def add(milestone: Milestone, *, by: User | None) -> Milestone:
    """Save a new step after the others."""
    steps = _locked_steps(milestone.project)
    milestone.position = max((step.position for step in steps), default=-1) + 1
    milestone.created_by = by
    milestone.save()
    return milestone


@transaction.atomic
def move(milestone: Milestone, places: int, *, by: User) -> None:
    """Move a step by so many places (-1: one earlier); at the end of the line it stays there."""
    steps = _locked_steps(milestone.project)
    ids = [step.pk for step in steps]
    if milestone.pk not in ids:
        return
    here = ids.index(milestone.pk)
    there = min(max(here + places, 0), len(steps) - 1)
    steps.insert(there, steps.pop(here))
    for position, step in enumerate(steps):
        if step.position != position:
            step.position = position
            step.save(update_fields=["position", "updated_at"])


def _locked_steps(project: Project) -> list[Milestone]:
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    return list(Milestone.objects.filter(project=project))
