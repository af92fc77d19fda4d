"""Random worlds: a plan drawn by hypothesis, and the same laid in the database."""

import uuid
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import strategies as st

from actors.models import (
    Actor,
    ActorOccupation,
    Affiliation,
    Claim,
    Competence,
    ContactPoint,
    Mastery,
    Note,
    Partnership,
    PartnershipAxis,
    Resource,
)
from cocreation.models import (
    Diagnosis,
    Idea,
    Inscription,
    Statement,
    TrainingOffer,
    TrainingRequest,
    TrainingSession,
)
from projects.models import (
    Assessment,
    CandidateChoice,
    Conviction,
    Experience,
    GuestRequest,
    Introduction,
    Involvement,
    JoinRequest,
    Need,
    News,
    Pledge,
    Project,
    Proposal,
    ProposalComment,
    Suggestion,
    Support,
)
from territoire.models import Facilitation, ImportBatch, Membership, TerritoryClosure
from tests.factories import actors, projects
from tests.factories.territoire import TeamFactory, TerritoryFactory, UserFactory
from tests.rights.oracle import ADMIN, MEMBERS, PLACES, PUBLIC, TEAM, TEAMS, USERS, Plan
from workshops.models import Guest, Outcome, Question, Round, RoundActor, Sequence, Workshop
from workshops.models import Note as PostIt

USER, TEAM_NUMBER, PLACE = (st.integers(0, most - 1) for most in (USERS, TEAMS, PLACES))
ACTORS = 5
ACTOR = st.integers(0, ACTORS - 1)
VISIBILITY = st.sampled_from([TEAM, TEAM, MEMBERS, PUBLIC])
AUTHOR = st.none() | st.integers(0, USERS - 2)
PAIR = st.tuples(ACTOR, ACTOR).filter(lambda pair: pair[0] < pair[1])


def _some(most: int = 4, **fields):
    return st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=most)


def _once(things, *names: str):
    """Leave out what the database would refuse beside the others."""
    return things.map(lambda found: list({tuple(one[name] for name in names): one for one in found}.values()))


def _hidden_until_consent(actor):
    restricted = actor["restricted"] and actor["person"]
    hidden = restricted or actor["erased"] or (actor["person"] and not actor["agreed"])
    return {**actor, "restricted": restricted, "visibility": TEAM if hidden else actor["visibility"]}


PROJECT = st.fixed_dictionaries(
    {
        "visibility": VISIBILITY,
        "place": PLACE,
        "author": AUTHOR,
        "open": st.booleans(),
        "archived": st.booleans(),
    }
)
ONE_ACTOR = st.fixed_dictionaries(
    {
        "visibility": VISIBILITY,
        "person": st.booleans(),
        "agreed": st.booleans(),
        "restricted": st.sampled_from([False, False, True]),
        "erased": st.sampled_from([False, False, False, True]),
        "author": AUTHOR,
        "team": st.none() | TEAM_NUMBER,
        "seat": st.none() | PLACE,
        "archived": st.booleans(),
    }
).map(_hidden_until_consent)
PLANS = st.builds(
    Plan,
    # A place lies in places of a smaller number, in several of them or in none.
    wholes=st.tuples(*(st.sets(st.integers(0, n - 1)) if n else st.just(set()) for n in range(PLACES))).map(
        list
    ),
    facilitations=st.sets(st.tuples(USER, PLACE), max_size=4),
    roles=st.dictionaries(
        st.tuples(USER, TEAM_NUMBER), st.sampled_from(["reader", "contributor", "holder"]), max_size=8
    ),
    projects=st.lists(PROJECT, min_size=TEAMS, max_size=TEAMS),
    actors=st.lists(ONE_ACTOR, min_size=ACTORS, max_size=ACTORS),
    claims=_once(
        _some(user=USER, actor=ACTOR, state=st.sampled_from(["pending", "accepted", "declined"])),
        "user",
        "actor",
    ),
    partnerships=_once(
        _some(ends=PAIR, visibility=VISIBILITY, author=AUTHOR, team=st.none() | TEAM_NUMBER), "ends", "team"
    ),
    contacts=_some(6, actor=ACTOR, visibility=VISIBILITY),
    affiliations=_once(_some(ends=PAIR), "ends"),
    involvements=_once(_some(5, project=TEAM_NUMBER, actor=ACTOR), "project", "actor"),
    requests=_once(_some(project=TEAM_NUMBER, actor=ACTOR, author=AUTHOR), "project", "actor"),
    notes=_some(actor=ACTOR, team=st.none() | TEAM_NUMBER, place=PLACE),
    imports=_some(author=AUTHOR),
    competences=_some(status=st.sampled_from(["approved", "proposed", "rejected"]), author=AUTHOR),
)


class Base:
    """What all these worlds share, made once: accounts, teams, places and tables of reference."""

    def __init__(self):
        self.users = [UserFactory(admin=number == ADMIN) for number in range(USERS)]
        self.teams = TeamFactory.create_batch(TEAMS)
        self.places = TerritoryFactory.create_batch(PLACES)
        TerritoryClosure.objects.all().delete()
        self.family = actors.ActorFamilyFactory()
        self.kind, self.money = actors.PartnershipKindFactory(), actors.ResourceKindFactory()
        self.competence, self.occupation = actors.CompetenceFactory(), actors.OccupationFactory()
        self.degree = projects.DegreeFactory(value=3)

    def user(self, number: int | None):
        """Return the account of that number."""
        return AnonymousUser() if number is None else self.users[number]

    def author(self, number: int | None):
        """Return who registered it; nobody known for `None`."""
        return None if number is None else self.users[number]

    def team(self, number: int | None):
        """Return the team of that number."""
        return None if number is None else self.teams[number]


class Laid:
    """A plan laid in the database: rows in the order of the plan."""

    def __init__(self, base: Base, plan: Plan):
        self.base, self.plan = base, plan
        self._accounts()
        self._actors()
        self._projects()
        self._between()

    def _accounts(self) -> None:
        base, plan = self.base, self.plan
        TerritoryClosure.objects.bulk_create(
            TerritoryClosure(ancestor=base.places[whole], descendant=place)
            for number, place in enumerate(base.places)
            for whole in plan.containing(number)
        )
        Facilitation.objects.bulk_create(
            Facilitation(user=base.users[user], territory=base.places[place])
            for user, place in plan.facilitations
        )
        Membership.objects.bulk_create(
            Membership(user=base.users[user], team=base.teams[team], role=role)
            for (user, team), role in plan.roles.items()
        )

    def _actors(self) -> None:
        base = self.base
        self.actors = Actor.objects.bulk_create(
            Actor(
                name=f"Acteur {number}",
                slug=f"a-{number}",
                family=base.family,
                kind="person" if one["person"] else "organisation",
                consented_at=timezone.now() if one["agreed"] else None,
                visibility=one["visibility"],
                created_by=base.author(one["author"]),
                team=base.team(one["team"]),
                seat=None if one["seat"] is None else base.places[one["seat"]],
                archived_at=timezone.now() if one["archived"] else None,
                restricted_at=timezone.now() if one["restricted"] else None,
                erased_at=timezone.now() if one["erased"] else None,
            )
            for number, one in enumerate(self.plan.actors)
        )
        self.masteries = _each(Mastery, actor=self.actors, competence=base.competence, level=2)
        self.resources = _each(Resource, actor=self.actors, kind=base.money)
        taught = {"competence": base.competence}
        self.offers = _each(TrainingOffer, actor=self.actors, **taught)
        self.wishes = _each(TrainingRequest, actor=self.actors, **taught)
        now = timezone.now()
        hours = {"starts_at": now, "ends_at": now + timedelta(hours=1)}
        self.sessions = _each(
            TrainingSession, teacher=self.actors, territory=base.places[0], **taught, **hours
        )
        self.inscriptions = _each(Inscription, actor=self.actors, session=self.sessions[0])
        self.occupations = _each(ActorOccupation, actor=self.actors, occupation=base.occupation)
        self.competences = Competence.objects.bulk_create(
            Competence(
                name=f"Savoir {number}",
                slug=f"s-{number}",
                status=one["status"],
                created_by=base.author(one["author"]),
            )
            for number, one in enumerate(self.plan.competences)
        )

    def _projects(self) -> None:
        base = self.base
        self.projects = Project.objects.bulk_create(
            Project(
                name=f"Projet {number}",
                slug=f"p-{number}",
                team=base.teams[number],
                territory=base.places[one["place"]],
                visibility=one["visibility"],
                created_by=base.author(one["author"]),
                open_to_newcomers=one["open"],
                archived_at=timezone.now() if one["archived"] else None,
            )
            for number, one in enumerate(self.plan.projects)
        )
        self.needs = _each(Need, project=self.projects, resource_kind=base.money, quantity=1)
        self.experiences = _each(Experience, project=self.projects, title="T", story="S")
        self.news = News.objects.bulk_create(
            News(project=project, title="T", text="S", published_at=None if number % 2 else timezone.now())
            for number, project in enumerate(self.projects)
        )
        self.guests = GuestRequest.objects.bulk_create(
            GuestRequest(
                project=project,
                name="N",
                email="n@exemple.example",
                gesture="able",
                wanted_degree=base.degree,
                state="unconfirmed" if number % 2 else "pending",
                confirmed_at=None if number % 2 else timezone.now(),
            )
            for number, project in enumerate(self.projects)
        )
        self.suggestions = _each(Suggestion, project=self.projects, name="N", brings="B", known_how="H")
        self.proposals = _each(Proposal, project=self.projects, kind="name", rule="holders", reason="R")
        self.comments = _each(ProposalComment, proposal=self.proposals, text="T")
        self.diagnoses = _each(Diagnosis, project=self.projects)
        self.statements = _each(Statement, diagnosis=self.diagnoses, kind="risk", text="T")
        self.ideas = Idea.objects.bulk_create(
            Idea(name="I", slug=f"i-{number}", territory=project.territory, visibility="members")
            for number, project in enumerate(self.projects)
        )
        self.places = base.places
        now = timezone.now()
        self.workshops = Workshop.objects.bulk_create(
            Workshop(
                name="A",
                slug=f"w-{number}",
                project=project,
                begins_at=now,
                ends_at=now + timedelta(hours=2),
                visibility=project.visibility,
            )
            for number, project in enumerate(self.projects)
        )
        asked = _each(Question, workshop=self.workshops, text="Q")
        self.post_its = PostIt.objects.bulk_create(
            PostIt(uid=uuid.uuid4(), question=one, text="T") for one in asked
        )
        self.invited = _each(Guest, actor=self.actors, workshop=self.workshops[0])
        self.outcomes = _each(Outcome, actor=self.actors, workshop=self.workshops[0], becomes="actor")
        self.rounds = _each(Round, workshop=self.workshops)
        self.rated = _each(RoundActor, actor=self.actors, round=self.rounds[0])
        self.sequences = _each(Sequence, created_by=base.users, name="S")
        self.assessments = _each(
            Assessment, project=self.projects, actor=self.actors[0], influence=1, interest=1
        )

    def _between(self) -> None:
        base, plan, lists = self.base, self.plan, self.actors
        self.claims = Claim.objects.bulk_create(
            Claim(
                actor=lists[one["actor"]],
                user=base.users[one["user"]],
                state=one["state"],
                way="admin" if one["state"] == "accepted" else "",
                decided_at=timezone.now() if one["state"] != "pending" else None,
            )
            for one in plan.claims
        )
        self.partnerships = Partnership.objects.bulk_create(
            Partnership(
                first=lists[one["ends"][0]],
                second=lists[one["ends"][1]],
                visibility=one["visibility"],
                created_by=base.author(one["author"]),
                team=base.team(one["team"]),
            )
            for one in plan.partnerships
        )
        self.axes = PartnershipAxis.objects.bulk_create(
            PartnershipAxis(partnership=one, kind=base.kind, created_by=one.created_by)
            for one in self.partnerships
        )
        self.contacts = ContactPoint.objects.bulk_create(
            ContactPoint(actor=lists[one["actor"]], kind="email", value="x", visibility=one["visibility"])
            for one in plan.contacts
        )
        self.affiliations = Affiliation.objects.bulk_create(
            Affiliation(member=lists[one["ends"][0]], organisation=lists[one["ends"][1]])
            for one in plan.affiliations
        )
        self.involvements = Involvement.objects.bulk_create(
            Involvement(project=self.projects[one["project"]], actor=lists[one["actor"]], degree=base.degree)
            for one in plan.involvements
        )
        met = [
            {"project": self.projects[one["project"]], "actor": lists[one["actor"]]}
            for one in plan.involvements
        ]
        self.choices = CandidateChoice.objects.bulk_create(
            CandidateChoice(**one, choice="pinned") for one in met
        )
        said = [("public", "Oui.", timezone.now()), ("asked", "", None)]
        self.supports = Support.objects.bulk_create(
            Support(**one, state=said[n % 2][0], words=said[n % 2][1], published_at=said[n % 2][2])
            for n, one in enumerate(met)
        )
        self.convictions = Conviction.objects.bulk_create(Conviction(**one) for one in met)
        self.introductions = Introduction.objects.bulk_create(Introduction(**one) for one in met)
        self.pledges = Pledge.objects.bulk_create(
            Pledge(need=self.needs[one["project"]], actor=lists[one["actor"]], quantity=1)
            for one in plan.involvements
        )
        self.requests = JoinRequest.objects.bulk_create(
            JoinRequest(
                project=self.projects[one["project"]],
                actor=lists[one["actor"]],
                created_by=base.author(one["author"]),
                wanted_degree=base.degree,
            )
            for one in plan.requests
        )
        self.imports = ImportBatch.objects.bulk_create(
            ImportBatch(label="x", created_by=base.author(one["author"])) for one in plan.imports
        )
        self.notes = Note.objects.bulk_create(
            Note(
                actor=lists[one["actor"]],
                text="x",
                team=base.team(one["team"]),
                territory=base.places[one["place"]] if one["team"] is None else None,
            )
            for one in plan.notes
        )


def _each(model, **values) -> list:
    """Make one row for each of the list among `values`."""
    name, rows = next((name, value) for name, value in values.items() if isinstance(value, list))
    return model.objects.bulk_create(model(**{**values, name: row}) for row in rows)
