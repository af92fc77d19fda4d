"""Who could give an idea what it asks for: actors of its territory, as far as its reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actors.models import Actor, Mastery, Resource
from cocreation.models import Idea, IdeaAsk

SHOWN = 5


@dataclass(frozen=True)
class Served:
    """One thing that an idea asks for, and who on the territory could serve it; `more` than those named."""

    ask: IdeaAsk
    actors: list[Actor]
    more: bool


def served(idea: Idea, asks: Iterable[IdeaAsk], user, day: date) -> list[Served]:
    """Tell, for each thing asked for, the actors of the territory who have it on `day`: one query for each."""
    here = Actor.objects.visible_to(user).listed().within(idea.territory).select_related("family", "seat")
    found = []
    for ask in asks:
        actors = list(_who(ask, here, day).order_by("search_name", "pk")[: SHOWN + 1])
        found.append(Served(ask, actors[:SHOWN], len(actors) > SHOWN))
    return found


def _who(ask: IdeaAsk, here, day: date):
    if ask.competence:
        able = Mastery.objects.active_on(day).under(ask.competence)
        able = able.filter(level__gte=ask.minimum_level or 1, mobilisable=True)
        return here.filter(pk__in=able.values("actor"))
    if ask.occupation:
        return here.filter(practised__occupation=ask.occupation, practised__period__contains=day).distinct()
    if ask.resource_kind:
        owners = Resource.objects.active_on(day).filter(kind=ask.resource_kind)
        return here.filter(pk__in=owners.values("actor"))
    return here.filter(family=ask.family)
