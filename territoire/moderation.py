"""What waits for who moderates: within how many days, and whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from territoire.accounts.sign_in import is_facilitator
from territoire.enums import ReportReason
from territoire.models import TerritoryClosure

#: The widest first: who facilitates the narrowest territory around a place is named.
KINDS = ["country", "region", "departement", "custom", "epci", "ept", "commune"]


class Waiting(models.TextChoices):
    """What waits in the queue; the values stand in its address."""

    ACTOR = "acteur", gettext_lazy("New actor")
    PROJECT = "projet", gettext_lazy("New project")
    COMPETENCE = "competence", gettext_lazy("Proposed competence")
    CLAIM = "revendication", gettext_lazy("Claim")
    REPORT = "signalement", gettext_lazy("Report")


#: Days to answer, by kind; what is said of a person cannot wait.
DELAYS = {
    Waiting.ACTOR: 14,
    Waiting.PROJECT: 14,
    Waiting.COMPETENCE: 14,
    Waiting.CLAIM: 7,
    Waiting.REPORT: 7,
}
PERSONAL_DELAY = 2


def moderates(user) -> bool:
    """Tell whether `user` decides on anything at all: who facilitates a territory, and admins."""
    return user.is_authenticated and (user.is_superuser or is_facilitator(user))


def delay(kind: Waiting, reason: str = "") -> timedelta:
    """Return how long who moderates has to answer; `reason` is that of a report."""
    return timedelta(days=PERSONAL_DELAY if reason == ReportReason.PERSONAL else DELAYS[kind])


def due_on(kind: Waiting, since: datetime, reason: str = "") -> date:
    """Return the day by which what waits since then should be answered."""
    return timezone.localtime(since + delay(kind, reason)).date()


def deciders(places: Iterable[int | None]) -> dict[int | None, str]:
    """Say for each place (key of a territory) who moderates there: its nearest facilitators, else the admins.

    One query, whatever the number of places.
    """
    places = set(places)
    found = TerritoryClosure.objects.filter(
        descendant__in=[place for place in places if place], ancestor__facilitations__isnull=False
    ).values_list("descendant", "ancestor__kind", "ancestor__name")
    nearest: dict[int | None, tuple[int, str]] = {}
    for place, kind, name in found:
        nearest[place] = max(nearest.get(place, (-1, "")), (KINDS.index(kind), name))
    return {
        place: _("who facilitates %(territory)s") % {"territory": nearest[place][1]}
        if place in nearest
        else _("the site’s administration")
        for place in places
    }


def decider(place: int | None) -> str:
    """Say who moderates at one place."""
    return deciders([place])[place]


@dataclass(frozen=True)
class Standing:
    """Where a record stands with who moderates, as its keepers are told; `who` and `until` when it waits."""

    is_new: bool
    who: str
    until: date | None
    can_moderate: bool

    @property
    def is_late(self) -> bool:
        """Tell whether it waits for too long."""
        return self.until is not None and self.until < timezone.localdate()


def standing(record, user) -> Standing:
    """Return where `record` stands, for `user` who keeps or moderates it."""
    records = type(record).objects
    place = getattr(record, f"{records.all().place}_id")
    is_new = records.to_review().contains(record)
    kind = Waiting.PROJECT if records.all().place == "territory" else Waiting.ACTOR
    return Standing(
        is_new=is_new,
        who=decider(place) if is_new else "",
        until=due_on(kind, since(record)) if is_new else None,
        can_moderate=records.in_care_of(user).contains(record),
    )


def since(record) -> datetime:
    """Return since when a new record waits: shown again after it was hidden, since that change."""
    return record.updated_at if record.hidden_from else record.created_at
