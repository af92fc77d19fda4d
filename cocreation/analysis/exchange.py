"""Who could teach whom: offers beside wishes, sessions to come, and who knows a competence without having said yes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from actors.enums import Level
from actors.models import Actor, Competence, CompetenceClosure, Mastery
from cocreation.models import TrainingOffer, TrainingRequest, TrainingSession

SHOWN, NAMED = 60, 8


@dataclass(frozen=True)
class Wish:
    """A wish to learn, and those who are willing to teach it."""

    request: TrainingRequest
    offers: list[TrainingOffer]


@dataclass(frozen=True)
class Board:
    """What is to be learnt and taught, as one reader sees it; the last two, of one competence alone."""

    sessions: list[TrainingSession]
    wishes: list[Wish]
    offers: list[TrainingOffer]
    could_teach: list[Actor]
    could_learn: list[Actor]


def exchange(user, competence: Competence | None, day: date) -> Board:
    """Load what the page of training shows, of one competence and what is under it, or of all."""
    offers = TrainingOffer.objects.visible_to(user).open().filter(actor__archived_at=None)
    requests = TrainingRequest.objects.visible_to(user).open().filter(actor__archived_at=None)
    sessions = TrainingSession.objects.visible_to(user).to_come()
    if competence:
        under = CompetenceClosure.objects.filter(ancestor=competence).values("descendant")
        offers, requests = offers.under(competence), requests.under(competence)
        sessions = sessions.filter(competence__in=under)
    known = list(offers.select_related("actor__family", "competence").order_by("-pk")[:SHOWN])
    asked = list(requests.select_related("actor__family", "competence").order_by("-pk")[:SHOWN])
    able, near = _masters(user, competence, day, {one.actor_id for one in known}) if competence else ([], [])
    return Board(
        list(sessions.select_related("teacher__family", "competence", "territory")[:SHOWN]),
        matched(asked, known),
        known,
        able,
        near,
    )


def matched(requests: Iterable[TrainingRequest], offers: Iterable[TrainingOffer]) -> list[Wish]:
    """Put beside each wish the offers of others for the competence wished for, or for something under it."""
    requests, offers = list(requests), list(offers)
    pairs = set(
        CompetenceClosure.objects.filter(
            ancestor__in={one.competence_id for one in requests},
            descendant__in={one.competence_id for one in offers},
        ).values_list("ancestor", "descendant")
    )
    return [
        Wish(
            request,
            [
                offer
                for offer in offers
                if (request.competence_id, offer.competence_id) in pairs
                and offer.actor_id != request.actor_id
            ],
        )
        for request in requests
    ]


def _masters(user, competence: Competence, day: date, willing: set[int]) -> tuple[list[Actor], list[Actor]]:
    """Return who could be asked to teach, and who practises or has notions: could learn more."""
    masteries = Mastery.objects.active_on(day).under(competence)
    seen = Actor.objects.visible_to(user).listed().select_related("family").order_by("search_name", "pk")
    able = masteries.filter(level=Level.TEACHES, mobilisable=True).exclude(actor__in=willing)
    near = masteries.filter(level__lt=Level.TEACHES)
    return (
        list(seen.filter(pk__in=able.values("actor"))[:NAMED]),
        list(seen.filter(pk__in=near.values("actor"))[:NAMED]),
    )
