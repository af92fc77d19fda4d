"""Who can introduce a project to somebody: the shortest chain from its working circle, as one viewer sees it."""

from datetime import date

from actors.models import Actor
from projects.analysis.acquaintances import Acquaintances
from projects.analysis.ties import surroundings, third_ties
from projects.models import Involvement, Project


def chain_to(actor: Actor, project: Project, user, day: date) -> tuple[Actor, ...]:
    """Return the actors from somebody aboard to `actor`, itself last; empty when nobody leads there."""
    aboard = Involvement.objects.visible_to(user).active_on(day).working().filter(project=project)
    circle = frozenset(aboard.values_list("actor_id", flat=True))
    neighbours = Acquaintances(user, project, day)
    around = surroundings(circle, neighbours, neighbours.names)
    chain = around.chain(actor.pk)
    if not chain:
        chain = third_ties(around, frozenset({actor.pk}), neighbours, neighbours.names).get(actor.pk, ())
    seen = {one.pk: one for one in Actor.objects.visible_to(user).filter(pk__in=chain)}
    return tuple(seen[key] for key in chain) if len(seen) == len(chain) else ()
