"""Pages that list things ask the database as often for thirty records as for three, and never write when read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import actors, cocreation, projects, territoire, workshops

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 30
OF_PROJECT = [
    "detail",
    "map",
    "compare-maps",
    "assess",
    "gaps",
    "gaps-others",
    "circle-to-invite",
    "what-if",
    "over-time",
    "story",
    "indicators",
    "supports",
    "common-ground",
    "news",
    "welcome",
    "changes",
    "change-propose",
    "suggestions",
    "suggest",
    "growth",
    "what-if-save",
    "contributions",
    "needs",
    "milestones",
    "requests",
    "team",
    "join",
    "involve",
    "introductions",
    "introduction-open",
]
OF_WORKSHOP = ["detail", "guests", "questions", "screen", "wall", "harvest", "rounds", "sheets"]
OF_TERRITORY = [
    "territory",
    "territory-map",
    "territory-contours",
    "territory-gaps",
    "territory-gaps-file",
    "territory-gaps-competences",
    "territory-gaps-actors",
]
OF_ALL = [
    "site:home", "site:territories", "site:competences", "site:search", "site:my-space",
    "site:alerts", "site:saved-views", "site:tokens", "imports:send", "actors:list", "projects:list",
    "actor-list", "project-list", "mastery-list", "partnership-list", "involvement-list", "need-list",
    "experience-list", "workshops:list",
]  # fmt: skip


class World:
    """Things that can be made more numerous: `grow(n)` adds n of each."""

    def __init__(self):
        self.holder = territoire.UserFactory()
        self.project = projects.ProjectFactory(holder=self.holder)
        self.place = self.project.territory
        territoire.FacilitationFactory(user=self.holder, territory=self.place)
        self.actor = actors.ActorFactory(seat=self.place, created_by=self.holder)
        self.competence = actors.CompetenceFactory()
        projects.InvolvementFactory(project=self.project, actor=self.actor)
        self.need = projects.NeedFactory(project=self.project, competence=actors.CompetenceFactory())
        self.workshop = workshops.WorkshopFactory(project=self.project)
        self.round = workshops.RoundFactory(workshop=self.workshop, state="together")
        workshops.RoundActorFactory(round=self.round, actor=self.actor)
        self.workshop.board.round = self.round
        self.workshop.board.save()
        self.proposal = projects.ProposalVoiceFactory(proposal__project=self.project).proposal
        self.diagnosis = cocreation.DiagnosisFactory(project=self.project)
        self.training = cocreation.TrainingSessionFactory(teacher=self.actor, competence=self.competence)
        self.idea = cocreation.IdeaFactory(territory=self.place, project=self.project)
        self.able = [self._who_could_come() for _ in range(2)]

    def grow(self, size: int) -> None:
        """Add `size` of all that the pages list, each tied to the others."""
        for _ in range(size):
            self._add_to_the_project()
            self._add_to_the_actor()
            projects.NeedFactory(
                competence=self.competence,
                project=projects.ProjectFactory(holder=self.holder, territory=self.place),
            )

    def _who_could_come(self):
        """Have somebody who could meet the need of the project."""
        able = actors.ActorFactory(seat=self.place)
        actors.MasteryFactory(actor=able, competence=self.need.competence, level=3)
        return able

    def _add_to_the_project(self) -> None:
        self._who_could_come()
        other = actors.ActorFactory(seat=self.place, created_by=self.holder, team=self.project.team)
        skill = actors.CompetenceFactory(parent=self.competence)
        actors.MasteryFactory(actor=other, competence=skill)
        projects.InvolvementFactory(project=self.project, actor=other, degree=4)
        projects.NeedFactory(project=self.project, competence=actors.CompetenceFactory())
        projects.NeedFactory(project=self.project, competence=skill)
        projects.PledgeFactory(need=projects.NeedFactory(project=self.project, for_resource=True))
        projects.MilestoneFactory(project=self.project)
        projects.ExperienceFactory(project=self.project)
        projects.MeasureFactory(indicator__project=self.project)
        projects.SupportFactory(project=self.project, public=True)
        projects.NewsFactory(project=self.project)
        projects.ConvictionFactory(
            project=self.project, actor=projects.InvolvementFactory(project=self.project).actor
        )
        projects.JoinRequestFactory(project=self.project)
        projects.GuestRequestFactory(project=self.project, owner=self.holder)
        projects.SuggestionFactory(project=self.project, created_by=self.holder)
        projects.ProposalFactory(project=self.project, actor=other)
        projects.ProposalFactory(
            project=self.project, actor=other, state="adopted", decided_at=timezone.now()
        )
        projects.ProposalCommentFactory(proposal=self.proposal, actor=other)
        projects.ProposalVoiceFactory(proposal=self.proposal, actor=other)
        today = timezone.localdate()
        projects.IntroductionFactory(
            project=self.project, need=None, actor=other, in_charge=self.holder, due_on=today, via=self.actor
        )
        projects.IntroductionFactory(
            project=self.project, need=None, actor=self.actor, state="declined", closed_on=today
        )
        projects.AlertFactory(user=self.holder, actor=other)
        stated = cocreation.StatementFactory(diagnosis=self.diagnosis, needs=[self.need])
        cocreation.RatingFactory(statement=stated)
        cocreation.IdeaFactory(territory=self.place, project=self.project)
        cocreation.IdeaSupportFactory(idea=self.idea, brings="Une aide")
        cocreation.InscriptionFactory(session=self.training, actor=other)
        cocreation.TrainingRequestFactory(actor=other, competence=skill)
        cocreation.TrainingOfferFactory(competence=skill)
        cocreation.TrainingSessionFactory(competence=skill)
        territoire.SavedViewFactory(user=self.holder)
        territoire.ImportBatchFactory(created_by=self.holder)
        territoire.ApiTokenFactory(user=self.holder)
        territoire.MembershipFactory(team=self.project.team)
        workshops.WorkshopFactory(project=self.project)
        workshops.GuestFactory(workshop=self.workshop, actor=other)
        question = workshops.QuestionFactory(workshop=self.workshop)
        workshops.OutcomeFactory(
            note__question=question, note__group=workshops.GroupFactory(question=question)
        )
        workshops.RoundActorFactory(round=self.round, actor=other)
        workshops.RoundActorFactory(round__workshop=self.workshop)
        workshops.SequenceFactory(created_by=self.holder)

    def _add_to_the_actor(self) -> None:
        actors.MasteryFactory(actor=self.actor)
        actors.ResourceFactory(actor=self.actor)
        actors.ActorOccupationFactory(actor=self.actor)
        actors.AffiliationFactory(organisation=self.actor, member__team=self.project.team)
        partner = actors.ActorFactory()
        axis = actors.PartnershipAxisFactory(
            partnership=actors.PartnershipFactory(between=(self.actor, partner))
        )
        projects.AxisOriginFactory(axis=axis, project=self.project)
        projects.InvolvementFactory(actor=self.actor)

    def addresses(self) -> dict[str, str]:
        """Return the address of each page by its name."""
        return {
            **{name: reverse(name) for name in OF_ALL},
            **{
                f"projects:{name}": reverse(f"projects:{name}", args=[self.project.slug])
                for name in OF_PROJECT
            },
            **{f"site:{name}": reverse(f"site:{name}", args=[self.place.code]) for name in OF_TERRITORY},
            "projects:gap-of-need": reverse("projects:gap-of-need", args=[self.project.slug, self.need.uid]),
            "projects:change": reverse("projects:change", args=[self.project.slug, self.proposal.uid]),
            "projects:compare-candidates": reverse("projects:compare-candidates", args=[self.project.slug])
            + f"?besoin={self.need.uid}&"
            + "&".join(f"acteur={one.slug}" for one in self.able),
            "site:competence": reverse("site:competence", args=[self.competence.slug]),
            "actors:detail": reverse("actors:detail", args=[self.actor.slug]),
            **{
                name: reverse(name, args=[self.actor.slug])
                for name in ("actor-detail", "actor-partnership-list")
            },
            **{
                name: reverse(name, args=[self.project.slug])
                for name in ("project-detail", "project-introduction-list", "project-join-request-list")
            },
            "site:actor-map": reverse("site:actor-map", args=[self.actor.slug]),
            **{
                f"workshops:{name}": reverse(f"workshops:{name}", args=[self.workshop.slug])
                for name in OF_WORKSHOP
            },
            "workshops:round": reverse("workshops:round", args=[self.workshop.slug, self.round.uid]),
            "cocreation:project-diagnosis": reverse("cocreation:project-diagnosis", args=[self.project.slug]),
            "cocreation:project-opening": reverse("cocreation:project-opening", args=[self.project.slug]),
            "cocreation:territory-opening": reverse("cocreation:territory-opening", args=[self.place.code]),
            "cocreation:trainings": reverse("cocreation:trainings"),
            "cocreation:training": reverse("cocreation:training", args=[self.training.uid]),
            "cocreation:ideas": reverse("cocreation:ideas", args=[self.place.code]),
            "cocreation:idea": reverse("cocreation:idea", args=[self.idea.slug]),
        }


def test_thirty_records_take_no_more_queries_than_three(client):
    world = World()
    client.force_login(world.holder)
    world.grow(FEW)
    before = {name: _queries(client, address) for name, address in world.addresses().items()}

    world.grow(MANY)

    after = {name: _queries(client, address) for name, address in world.addresses().items()}
    assert {name: (count, after[name]) for name, count in before.items() if after[name] > count} == {}


def _queries(client, address: str) -> int:
    """Count the queries of a page once caches are full; the lesser of two, as one of them may just have expired."""
    client.get(address)
    return min(_asked(client, address), _asked(client, address))


def _asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)
