"""Measures the whole network, in the background."""

from datetime import date
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from actors.models import Actor, Affiliation, PartnershipAxis
from projects.models import Involvement, NetworkPlace
from projects.review.network import Place, places

_BATCH = 5_000


@transaction.atomic
def measure(day: date) -> int:
    """Measure, from what everyone may see on `day`, the place of each actor; return how many have one."""
    visitor = AnonymousUser()
    actors = Actor.objects.visible_to(visitor).listed().values_list("pk", flat=True)
    axes = PartnershipAxis.objects.visible_to(visitor).active_on(day).order_by()
    belongings = Affiliation.objects.visible_to(visitor).active_on(day).order_by()
    at_work = Involvement.objects.visible_to(visitor).active_on(day).working().order_by()
    ties = chain(
        axes.values_list("partnership__first_id", "partnership__second_id").iterator(),
        belongings.values_list("member_id", "organisation_id").iterator(),
    )
    parts = at_work.filter(project__archived_at=None).values_list("actor_id", "project_id").iterator()
    found = places(actors, ties, parts)
    NetworkPlace.objects.all().delete()
    NetworkPlace.objects.bulk_create((_row(place, day) for place in found), batch_size=_BATCH)
    return len(found)


def _row(place: Place, day: date) -> NetworkPlace:
    return NetworkPlace(
        actor_id=place.actor,
        ties=place.ties,
        between=place.between,
        links=[[str(sort), key] for sort, key in place.links],
        alone=place.alone,
        brokers=len(place.links) > 1,
        day=day,
    )
