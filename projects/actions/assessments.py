"""How one member of the team sees an actor today: said, said otherwise the same day, taken back."""

from django.db import transaction
from django.utils import timezone

from actors.models import Actor
from projects.models import Assessment, Project


@transaction.atomic
def assess(
    project: Project, actor: Actor, *, by, influence: int, interest: int, agreed: bool = False, **more
) -> Assessment:
    """Keep how `by` sees `actor` today; what they said of it earlier the same day is replaced.

    `more` may hold the stance, the legitimacy and the urgency; what is left out is unsaid. `agreed`: it is what a
    workshop settled, which `by` keeps for the project, and not their own judgement.
    """
    said = {"influence": influence, "interest": interest, "stance": "", "legitimacy": None, "urgency": None}
    assessment, _created = Assessment.objects.update_or_create(
        project=project,
        actor=actor,
        assessor=by,
        day=timezone.localdate(),
        agreed=agreed,
        defaults=said | more,
        create_defaults=said | more | {"created_by": by},
    )
    return assessment


@transaction.atomic
def take_back(project: Project, actor: Actor, *, by) -> bool:
    """Delete the last thing that `by` said of `actor`; tell whether there was one."""
    own = Assessment.objects.select_for_update().filter(
        project=project, actor=actor, assessor=by, agreed=False
    )
    last = own.order_by("-day", "-pk").first()
    if last is None:
        return False
    last.delete()
    return True
