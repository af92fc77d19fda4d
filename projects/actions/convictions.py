"""What an actor holds in a project: said at once, in the place of what it said before."""

from collections.abc import Iterable

from django.db import transaction

from actors.models import Actor
from projects.models import Aim, Conviction, Project, SharedValue
from territoire.models import User


@transaction.atomic
def say(
    project: Project, actor: Actor, *, values: Iterable[SharedValue], aims: Iterable[Aim], by: User
) -> None:
    """Hold these values and objectives, and no others; holding none is an answer too."""
    Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    wanted: set[tuple[int | None, int | None]] = {(value.pk, None) for value in values}
    wanted |= {(None, aim.pk) for aim in aims}
    wanted = wanted or {(None, None)}
    known = {
        (one.value_id, one.aim_id): one for one in Conviction.objects.filter(project=project, actor=actor)
    }
    for key, one in known.items():
        if key not in wanted:
            one.delete()
    for value, aim in sorted(wanted - known.keys(), key=str):
        Conviction.objects.create(project=project, actor=actor, value_id=value, aim_id=aim, created_by=by)
