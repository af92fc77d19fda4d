"""What concerns one person: projects, actors, requests, what waits, what changed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from actors.enums import CompetenceStatus
from actors.models import Actor, Claim, Competence, visible_actor
from actors.permissions import spoken_for_by
from cocreation.enums import InscriptionState
from cocreation.models import Inscription, TrainingSession
from projects.actions import guests
from projects.analysis.cards import Card, cards
from projects.enums import IntroductionState
from projects.models import (
    Experience,
    GuestRequest,
    Introduction,
    Involvement,
    JoinRequest,
    Milestone,
    Need,
    Pledge,
    Project,
    Proposal,
    Support,
    visible_project,
)
from territoire import history
from territoire.enums import Role
from territoire.models import Membership, SavedView, Territory, User
from territoire.moderation import moderates
from territoire.site import pending
from territoire.site.keeping import Questions, questions
from territoire.site.pending import Sent
from workshops.models import Guest, Workshop, led_by

PROJECTS, ACTORS, REQUESTS, CHANGES, TO_CONFIRM = 12, 12, 10, 8, 5
INTRODUCTIONS, VIEWS, WORKSHOPS = 20, 12, 12
VOICES, TRAININGS = 20, 12
# What a project's story is made of: models with their key to the project.
STORY = {
    Project: "pgh_obj__in",
    Involvement: "project__in",
    Need: "project__in",
    Milestone: "project__in",
    JoinRequest: "project__in",
    Experience: "project__in",
    Pledge: "need__project__in",
}


@dataclass(frozen=True)
class MyProject:
    """A project of mine: its card, my role, how many requests wait for me."""

    card: Card
    role: Role
    waiting: int


@dataclass(frozen=True)
class MyTraining:
    """A session to come: whether I teach there, and who of mine has a place or waits for one."""

    session: TrainingSession
    teaches: bool
    learners: list[Inscription]


@dataclass(frozen=True)
class Space:
    """All that the page shows."""

    projects: list[MyProject]
    actors: list[Actor]
    sent: list[JoinRequest]
    guests: list[tuple[GuestRequest, str]]
    to_decide: list[JoinRequest]
    guests_to_decide: list[GuestRequest]
    voices: list[Proposal]
    proposed: list[Competence]
    claims: list[Claim]
    facilitated: list[Territory]
    archived_projects: list[Project]
    archived_actors: list[Actor]
    changes: list[history.Change]
    to_confirm: Questions
    my_proposals: list[Sent]
    my_reports: list[Sent]
    introductions: list[Introduction]
    asked_to_meet: list[Introduction]
    asked_to_support: list[Support]
    saved_views: list[SavedView]
    workshops: list[Workshop]
    trainings: list[MyTraining]

    @property
    def waits(self) -> bool:
        """Tell whether something waits for an answer."""
        asked = self.asked_to_meet or self.asked_to_support or self.introductions or self.proposed
        return bool(asked or self.to_decide or self.guests_to_decide or self.voices)

    @property
    def is_new(self) -> bool:
        """Tell whether nothing was done yet with this account."""
        return not (self.projects or self.actors or self.sent or self.facilitated)


def space(user: User, day: date) -> Space:
    """Gather what concerns `user`."""
    roles = dict(Membership.objects.filter(user=user).values_list("team", "role"))
    mine = Project.objects.of(user).select_related("territory__departement").order_by("-updated_at", "pk")
    to_decide = _requests(
        JoinRequest.objects.pending().filter(project__in=Project.objects.of(user, Role.HOLDER))
    )
    current = list(mine.listed()[:PROJECTS])
    unnamed = _guests_to_decide(user)
    waiting = [one.project_id for one in to_decide] + [one.project_id for one in unnamed]
    shown = cards(current, user=user, day=day)
    actors = (
        Actor.objects.filter(created_by=user).select_related("family", "seat").order_by("-updated_at", "pk")
    )
    return Space(
        projects=[
            MyProject(card, Role(roles[card.project.team_id]), waiting.count(card.project.pk))
            for card in shown
        ],
        actors=list(actors.listed()[:ACTORS]),
        sent=_requests(JoinRequest.objects.filter(created_by=user))[:REQUESTS],
        guests=[(one, guests.path_of(one)) for one in _guests(user)],
        to_decide=to_decide,
        guests_to_decide=unnamed,
        voices=_voices(user, day),
        proposed=_proposed(user),
        claims=_claims(user),
        facilitated=list(Territory.objects.filter(facilitations__user=user).order_by("name")),
        archived_projects=list(Project.objects.of(user, Role.HOLDER).exclude(archived_at=None)[:PROJECTS]),
        archived_actors=list(actors.exclude(archived_at=None).filter(merged_into=None)[:ACTORS]),
        changes=lately([project.pk for project in current], user),
        to_confirm=questions(user, timezone.localdate(), TO_CONFIRM),
        my_proposals=pending.proposed(user),
        my_reports=pending.reported(user),
        introductions=_introductions(user),
        asked_to_meet=_asked_to_meet(user),
        asked_to_support=_asked_to_support(user),
        saved_views=list(SavedView.objects.filter(user=user)[:VIEWS]),
        workshops=_workshops(user),
        trainings=_trainings(user),
    )


def _guests_to_decide(user: User) -> list[GuestRequest]:
    """Return the requests sent without an account that `user` answers."""
    held = Project.objects.of(user, Role.HOLDER)
    asked = ("need__competence", "need__occupation", "need__resource_kind", "need__family")
    waiting = GuestRequest.objects.visible_to(user).pending().filter(project__in=held)
    return list(waiting.select_related("project", "wanted_degree", *asked)[:50])


def _voices(user: User, day: date) -> list[Proposal]:
    """Return the proposals that wait for the voice of `user`, those that are decided first before."""
    waiting = Proposal.objects.waiting_for(user, day).select_related("project")
    return list(waiting.order_by("decide_on", "pk")[:VOICES])


def _trainings(user: User) -> list[MyTraining]:
    """Return the sessions to come in which somebody of `user` teaches, learns or waits."""
    teachers = Claim.objects.of(user).values("actor")
    learn = Inscription.objects.visible_to(user).filter(actor__in=spoken_for_by(user).values("pk"))
    learn = learn.exclude(state=InscriptionState.WITHDRAWN)
    mine = Q(teacher__in=teachers) | Q(pk__in=learn.values("session"))
    sessions = TrainingSession.objects.visible_to(user).to_come().filter(mine)
    found = list(
        sessions.select_related("competence", "teacher", "territory").order_by("starts_at", "pk")[:TRAININGS]
    )
    own = set(Claim.objects.of(user).values_list("actor", flat=True)) if found else set()
    learners = list(learn.filter(session__in=found).select_related("actor")) if found else []
    return [
        MyTraining(one, one.teacher_id in own, [who for who in learners if who.session_id == one.pk])
        for one in found
    ]


def _workshops(user: User) -> list[Workshop]:
    """Return the workshops to come that `user` leads, or to which somebody for whom they speak is invited."""
    own = Guest.objects.speaking(user).values("workshop")
    mine = Workshop.objects.filter(led_by(user) if not user.is_superuser else Q(created_by=user))
    found = Workshop.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=own))
    return list(found.to_come(timezone.now()).with_what_is_shown()[:WORKSHOPS])


def _introductions(user: User) -> list[Introduction]:
    """Return what is due of the introductions that `user` is in charge of, in projects that still go on."""
    mine = Introduction.objects.visible_to(user).due_by(timezone.localdate()).filter(in_charge=user)
    going_on = mine.filter(project__archived_at=None).with_what_is_shown()
    return list(going_on.order_by("due_on", "pk")[:INTRODUCTIONS])


def _asked_to_meet(user: User) -> list[Introduction]:
    """Return the proposals that wait for the answer of `user`, in projects that they still see."""
    told = Introduction.objects.told_to(user).filter(visible_project(user, "project__"))
    return list(told.filter(state=IntroductionState.CONTACTED).with_what_is_shown().order_by("told_at"))


def _asked_to_support(user: User) -> list[Support]:
    """Return the public words that wait for who speaks for the actor, in projects that they still see."""
    asked = Support.objects.visible_to(user).asked_of(user).filter(project__archived_at=None)
    return list(asked.select_related("project", "actor").order_by("pk")[:INTRODUCTIONS])


def _claims(user: User) -> list[Claim]:
    """Return what became of the claims of `user`, of actors that they still see."""
    seen = Claim.objects.filter(visible_actor(user, "actor__"), user=user)
    return list(seen.select_related("actor__family")[:ACTORS])


def lately(projects: list[int], reader: User) -> list[history.Change]:
    """Return what changed lately on these projects."""
    if not projects:
        return []
    events = [_story(model, key, projects) for model, key in STORY.items()]
    return history.changes(events, reader=reader, most=CHANGES)


def _story(model, key: str, projects: list[int]):
    if key == "need__project__in":
        return history.events_of(model, need__in=Need.objects.filter(project__in=projects).values("pk"))
    return history.events_of(model, **{key: projects})


def _requests(requests) -> list[JoinRequest]:
    asked = ("need__competence", "need__occupation", "need__resource_kind", "need__family")
    return list(requests.select_related("project", "actor__family", "wanted_degree", *asked)[:50])


def _guests(user: User) -> list[GuestRequest]:
    """Return the requests that `user` sent without an account, by an address that the account has confirmed since."""
    return list(guests.those_of(user).select_related("project").order_by("-created_at", "-pk")[:REQUESTS])


def _proposed(user: User) -> list[Competence]:
    """Return the competences that wait for a facilitator, if `user` is one."""
    if not moderates(user):
        return []
    return list(
        Competence.objects.filter(status=CompetenceStatus.PROPOSED)
        .select_related("parent", "created_by")
        .order_by("created_at", "pk")[:20]
    )
