"""What this app adds to the page of an actor: the projects it takes part in."""

from datetime import date
from typing import Any

from django.db.models import Q

from actors.models import Actor
from actors.permissions import speak_for_actor
from projects.models import Engagement, Involvement

MOST_SHOWN = 50


def projects_of(actor: Actor, user, day: date) -> dict[str, Any] | None:
    """Return the involvements of `actor`, its own and those it is engaged through, as `user` may see them."""
    engaged = Engagement.objects.filter(person=actor).values("involvement")
    shown = (
        Involvement.objects.visible_to(user)
        .active_on(day)
        .filter(Q(actor=actor) | Q(pk__among=engaged), project__archived_at=None)
        .select_related("project", "actor", "degree")
        .order_by("-degree__value", "project__name", "pk")
    )
    involvements = list(shown[: MOST_SHOWN + 1])
    return {
        "actor": actor,
        "speaks": speak_for_actor(user, actor),
        "involvements": involvements[:MOST_SHOWN],
        "more": len(involvements) > MOST_SHOWN,
    }
