"""Who could teach whom: offers beside wishes, sessions to come, and who knows a competence without having said yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from actors.enums import Level
from actors.models import Actor, Competence, CompetenceClosure, Mastery
from cocreation.models import TrainingOffer, TrainingRequest, TrainingSession

#: Of each list on a page.
ON_A_PAGE, NAMED = 30, 8


@dataclass(frozen=True)
class Wish:
    """A wish to learn, and those who are willing to teach it."""

    request: TrainingRequest
    offers: list[TrainingOffer]


@dataclass(frozen=True)
class Board:
    """What is to be learnt and taught, as one reader sees it; the last two, of one competence alone.

    `page` turns the pages of the three lists at once: it is that of the longest.
    """

    page: Page
    sessions: list[TrainingSession]
    wishes: list[Wish]
    offers: list[TrainingOffer]
    could_teach: list[Actor]
    could_learn: list[Actor]


def exchange(user, competence: Competence | None, day: date, number: str = "", most: int = 0) -> Board:
    """Load page `number`, of `most` lines a list; of one competence and what is under it, or of all."""
    offers = TrainingOffer.objects.visible_to(user).open().filter(actor__archived_at=None)
    requests = TrainingRequest.objects.visible_to(user).open().filter(actor__archived_at=None)
    sessions = TrainingSession.objects.visible_to(user).to_come()
    if competence:
        under = CompetenceClosure.objects.filter(ancestor=competence).values("descendant")
        offers, requests = offers.under(competence), requests.under(competence)
        sessions = sessions.filter(competence__in=under)
    offers = offers.select_related("actor__family", "competence").order_by("-pk")
    lists = (
        sessions.select_related("teacher__family", "competence", "territory"),
        requests.select_related("actor__family", "competence").order_by("-pk"),
        offers,
    )
    turned = [Paginator(one, most or ON_A_PAGE) for one in lists]
    page = max(turned, key=lambda one: one.num_pages).get_page(number)
    shown, asked, known = (
        list(one.page(page.number).object_list) if page.number <= one.num_pages else [] for one in turned
    )
    able, near = (
        _masters(user, competence, day, offers.values_list("actor", flat=True)) if competence else ([], [])
    )
    return Board(page, shown, matched(asked, offers), known, able, near)


def matched(requests: Sequence[TrainingRequest], offers: QuerySet) -> list[Wish]:
    """Put beside each wish the offers of others for the competence wished for, or for something under it."""
    under = CompetenceClosure.objects.filter(ancestor__in={one.competence_id for one in requests})
    offers = offers.filter(competence__in=under.values("descendant"))
    pairs = set(
        under.filter(descendant__in=offers.order_by().values("competence")).values_list(
            "ancestor", "descendant"
        )
    )
    found = list(offers) if pairs else []
    return [
        Wish(
            request,
            [
                offer
                for offer in found
                if (request.competence_id, offer.competence_id) in pairs
                and offer.actor_id != request.actor_id
            ][:NAMED],
        )
        for request in requests
    ]


def _masters(user, competence: Competence, day: date, willing: QuerySet) -> tuple[list[Actor], list[Actor]]:
    """Return who could be asked to teach, and who practises or has notions: could learn more."""
    masteries = Mastery.objects.active_on(day).under(competence)
    seen = Actor.objects.visible_to(user).listed().select_related("family").order_by("search_name", "pk")
    able = masteries.filter(level=Level.TEACHES, mobilisable=True).exclude(actor__in=willing)
    near = masteries.filter(level__lt=Level.TEACHES)
    return (
        list(seen.filter(pk__in=able.values("actor"))[:NAMED]),
        list(seen.filter(pk__in=near.values("actor"))[:NAMED]),
    )
