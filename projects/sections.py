"""What this app adds to the page of an actor: the projects it takes part in."""

from datetime import date
from typing import Any

from django.db.models import Q

from actors.models import Actor
from projects.models import Involvement

MOST_SHOWN = 50


def projects_of(actor: Actor, user, day: date) -> dict[str, Any] | None:
    """Return the involvements of `actor`, its own and those it is engaged through, as `user` may see them."""
    shown = (
        Involvement.objects.visible_to(user)
        .active_on(day)
        .filter(Q(actor=actor) | Q(engagements__person=actor), project__archived_at=None)
        .select_related("project", "actor", "degree")
        .order_by("-degree__value", "project__name", "pk")
        .distinct()
    )
    involvements = list(shown[: MOST_SHOWN + 1])
    return {
        "actor": actor,
        "involvements": involvements[:MOST_SHOWN],
        "more": len(involvements) > MOST_SHOWN,
    }
