"""How one member of the team sees an actor today: of whom, said, said otherwise the same day, taken back."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actors.models import Actor
from projects.models import Assessment, Involvement, JoinRequest, Project


def assessable(project: Project, user):
    """Return the actors that one may assess in `project`: those who take part, took part or ask to, as `user` sees."""
    aboard = Involvement.objects.visible_to(user).filter(project=project)
    asking = JoinRequest.objects.visible_to(user).pending().filter(project=project)
    near = Q(pk__in=aboard.values("actor")) | Q(pk__in=asking.values("actor"))
    return Actor.objects.visible_to(user).listed().filter(near, restricted_at=None)


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
