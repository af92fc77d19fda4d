"""Saying that what is registered about actors is still true."""

import pghistory
from django.db import transaction
from django.utils import timezone

from actors.models import Actor
from actors.permissions import keep_actor
from territoire.models import User


@transaction.atomic
def confirm(*actors: Actor, by: User) -> None:
    """Say that all that is registered about `actors` is still true today; who edits them meanwhile is not disturbed."""
    with pghistory.context(user=by.pk):
        Actor.objects.filter(pk__in=[actor.pk for actor in actors]).update(confirmed_at=timezone.now())


def confirm_by_saving(actor: Actor, *, by: User) -> None:
    """Count the form of `actor` that one of its keepers saves as a confirmation (not saved here)."""
    if keep_actor(by, actor):
        actor.confirmed_at = timezone.now()
