"""Saying that what is registered about projects is still true."""

import pghistory
from django.db import transaction
from django.utils import timezone

from projects.models import Project
from projects.permissions import keep_project
from territoire.models import User


@transaction.atomic
def confirm(*projects: Project, by: User) -> None:
    """Say that all that `projects` say is still true today; who edits them meanwhile is not disturbed."""
    with pghistory.context(user=by.pk):
        Project.objects.filter(pk__in=[project.pk for project in projects]).update(
            confirmed_at=timezone.now()
        )


def confirm_by_saving(project: Project, *, by: User) -> None:
    """Count the form of `project` that one of its keepers saves as a confirmation (not saved here)."""
    if keep_project(by, project):
        project.confirmed_at = timezone.now()
