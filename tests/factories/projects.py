"""Projects and what goes with them, for tests; traits for situations."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from projects.enums import AlertKind, Choice, IntroductionState
from projects.models import (
    Aim,
    Alert,
    Assessment,
    AxisOrigin,
    CandidateChoice,
    CommentReport,
    Conviction,
    Degree,
    Digest,
    Engagement,
    Experience,
    GuestRequest,
    Indicator,
    Introduction,
    Involvement,
    JoinRequest,
    Measure,
    Milestone,
    Need,
    News,
    NewsReport,
    Pledge,
    Project,
    ProjectReport,
    Proposal,
    ProposalComment,
    ProposalVoice,
    SharedValue,
    Suggestion,
    Support,
    SupportReport,
    Theme,
)
from territoire.enums import ReportReason, Role, Visibility
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    CompetenceFactory,
    OccupationFactory,
    PartnershipAxisFactory,
    ResourceKindFactory,
)
from tests.factories.territoire import MembershipFactory, TeamFactory, TerritoryFactory, UserFactory

DEGREE_NAMES = {1: "Suit", 2: "Donne son avis", 3: "Contribue", 4: "Coconstruit", 5: "Porte"}


class DegreeFactory(DjangoModelFactory):
    class Meta:
        model = Degree
        django_get_or_create = ("value",)

    value = 3
    name = factory.LazyAttribute(lambda d: DEGREE_NAMES[d.value])


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"theme-{n}")
    name = factory.Sequence(lambda n: f"Thème {n}")


class SharedValueFactory(DjangoModelFactory):
    class Meta:
        model = SharedValue

    slug = factory.Sequence(lambda n: f"valeur-{n}")
    name = factory.Sequence(lambda n: f"Valeur {n}")


class ProjectFactory(DjangoModelFactory):
    """A public project; `holder=user`, `contributor=user`, `reader=user` put accounts in its team."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    class Params:
        hidden = factory.Trait(visibility=Visibility.TEAM)
        members_only = factory.Trait(visibility=Visibility.MEMBERS)
        archived = factory.Trait(archived_at=factory.LazyFunction(timezone.now))

    name = factory.Sequence(lambda n: f"Projet {n}")
    slug = factory.Sequence(lambda n: f"projet-{n}")
    territory = factory.SubFactory(TerritoryFactory)
    team = factory.SubFactory(TeamFactory)
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def holder(project, create, user, **kwargs):
        if user:
            MembershipFactory(team=project.team, user=user, role=Role.HOLDER)

    @factory.post_generation
    def contributor(project, create, user, **kwargs):
        if user:
            MembershipFactory(team=project.team, user=user, role=Role.CONTRIBUTOR)

    @factory.post_generation
    def reader(project, create, user, **kwargs):
        if user:
            MembershipFactory(team=project.team, user=user, role=Role.READER)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Étape {n}")


class InvolvementFactory(DjangoModelFactory):
    """`degree=4` works: the row of reference is made when it is not there."""

    class Meta:
        model = Involvement

    project = factory.SubFactory(ProjectFactory)
    actor = factory.SubFactory(ActorFactory)
    degree = 3

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        for field in ("degree", "wanted_degree"):
            if isinstance(kwargs.get(field), int):
                kwargs[field] = DegreeFactory(value=kwargs[field])
        return super()._create(model_class, *args, **kwargs)


class EngagementFactory(DjangoModelFactory):
    class Meta:
        model = Engagement

    involvement = factory.SubFactory(InvolvementFactory)
    person = factory.SubFactory(ActorFactory, person=True)


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = Assessment

    project = factory.SubFactory(ProjectFactory)
    actor = factory.SubFactory(ActorFactory)
    assessor = factory.SubFactory(UserFactory)
    influence = 3
    interest = 4


class NeedFactory(DjangoModelFactory):
    """A need for a competence at level 2; traits: for_occupation, for_resource, for_family."""

    class Meta:
        model = Need

    class Params:
        for_occupation = factory.Trait(
            competence=None, minimum_level=None, occupation=factory.SubFactory(OccupationFactory)
        )
        for_resource = factory.Trait(
            competence=None,
            minimum_level=None,
            resource_kind=factory.SubFactory(ResourceKindFactory),
            quantity=1000,
        )
        for_family = factory.Trait(
            competence=None, minimum_level=None, family=factory.SubFactory(ActorFamilyFactory)
        )

    project = factory.SubFactory(ProjectFactory)
    competence = factory.SubFactory(CompetenceFactory)
    minimum_level = 2


class PledgeFactory(DjangoModelFactory):
    class Meta:
        model = Pledge

    need = factory.SubFactory(NeedFactory, for_resource=True)
    actor = factory.SubFactory(ActorFactory)
    quantity = 100


class ExperienceFactory(DjangoModelFactory):
    class Meta:
        model = Experience

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Expérience {n}")
    story = "Comment cela s'est fait."


class IndicatorFactory(DjangoModelFactory):
    """What a project counts, from nothing to a hundred."""

    class Meta:
        model = Indicator

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Indicateur {n}")
    unit = "kg"
    start_value = 0
    start_day = date(2024, 1, 1)
    target_value = 100
    target_day = date(2027, 1, 1)


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    indicator = factory.SubFactory(IndicatorFactory)
    day = factory.Sequence(lambda n: date(2024, 2, 1) + timedelta(days=n % 700))
    value = 10


class SupportFactory(DjangoModelFactory):
    """A word that is asked for; `public`: said aloud."""

    class Meta:
        model = Support

    class Params:
        public = factory.Trait(
            state="public", words="Nous soutenons ce projet.", published_at=factory.LazyFunction(timezone.now)
        )

    project = factory.SubFactory(ProjectFactory)
    actor = factory.SubFactory(ActorFactory)


class NewsFactory(DjangoModelFactory):
    """Published news; `draft`: not yet."""

    class Meta:
        model = News

    class Params:
        draft = factory.Trait(published_at=None)

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Actualité {n}")
    text = "Voici ce qui s’est passé."
    published_at = factory.LazyFunction(timezone.now)


class AimFactory(DjangoModelFactory):
    class Meta:
        model = Aim

    project = factory.SubFactory(ProjectFactory)
    words = factory.Sequence(lambda n: f"Objectif {n}")


class ConvictionFactory(DjangoModelFactory):
    """An actor holds an objective (`value=…, aim=None`: a value)."""

    class Meta:
        model = Conviction

    project = factory.SubFactory(ProjectFactory)
    actor = factory.SubFactory(ActorFactory)
    aim = factory.SubFactory(AimFactory, project=factory.SelfAttribute("..project"))


class JoinRequestFactory(DjangoModelFactory):
    class Meta:
        model = JoinRequest

    project = factory.SubFactory(ProjectFactory)
    actor = factory.SubFactory(ActorFactory)
    wanted_degree = factory.SubFactory(DegreeFactory, value=3)
    message = "Nous pouvons aider."
    created_by = factory.SubFactory(UserFactory)


class GuestRequestFactory(DjangoModelFactory):
    """A request sent without an account, by a confirmed address."""

    class Meta:
        model = GuestRequest

    class Params:
        unconfirmed = factory.Trait(state="unconfirmed", confirmed_at=None)

    project = factory.SubFactory(ProjectFactory)
    gesture = "able"
    name = factory.Sequence(lambda n: f"Voisine {n}")
    email = factory.Sequence(lambda n: f"voisine-{n}@exemple.example")
    wanted_degree = factory.SubFactory(DegreeFactory, value=3)
    message = "Je peux venir le samedi."
    state = "pending"
    confirmed_at = factory.LazyFunction(timezone.now)


class SuggestionFactory(DjangoModelFactory):
    """Somebody named for a project, whom nobody sorted."""

    class Meta:
        model = Suggestion

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Atelier nommé {n}")
    brings = "De la laine."
    known_how = "Au marché."
    created_by = factory.SubFactory(UserFactory)


class ProposalFactory(DjangoModelFactory):
    """Another name proposed, which who holds the project decides on."""

    class Meta:
        model = Proposal

    project = factory.SubFactory(ProjectFactory)
    kind = "name"
    before = factory.LazyAttribute(lambda one: {"name": one.project.name})
    after = factory.Sequence(lambda n: {"name": f"Autre nom {n}"})
    reason = "C'est plus clair."
    rule = "holders"
    created_by = factory.SubFactory(UserFactory)


class ProposalVoiceFactory(DjangoModelFactory):
    class Meta:
        model = ProposalVoice

    proposal = factory.SubFactory(ProposalFactory, rule="consent", decide_on=date(2999, 1, 1))
    actor = factory.SubFactory(ActorFactory)
    opinion = "for"


class ProposalCommentFactory(DjangoModelFactory):
    class Meta:
        model = ProposalComment

    proposal = factory.SubFactory(ProposalFactory)
    text = "Pourquoi pas."
    created_by = factory.SubFactory(UserFactory)


class AxisOriginFactory(DjangoModelFactory):
    class Meta:
        model = AxisOrigin

    axis = factory.SubFactory(PartnershipAxisFactory)
    project = factory.SubFactory(ProjectFactory)


class ProjectReportFactory(DjangoModelFactory):
    """A report that waits."""

    class Meta:
        model = ProjectReport

    project = factory.SubFactory(ProjectFactory)
    reason = ReportReason.WRONG


class CandidateChoiceFactory(DjangoModelFactory):
    """Somebody left out for one need."""

    class Meta:
        model = CandidateChoice

    need = factory.SubFactory(NeedFactory)
    project = factory.SelfAttribute("need.project")
    actor = factory.SubFactory(ActorFactory)
    choice = Choice.EXCLUDED
    reason = "Trop loin."


class IntroductionFactory(DjangoModelFactory):
    """An introduction that nobody began yet; `written_to`: the candidate was sent a message."""

    class Meta:
        model = Introduction

    class Params:
        written_to = factory.Trait(
            state=IntroductionState.CONTACTED,
            contacted_on=factory.LazyFunction(timezone.localdate),
            told_at=factory.LazyFunction(timezone.now),
        )

    need = factory.SubFactory(NeedFactory)
    project = factory.SelfAttribute("need.project")
    actor = factory.SubFactory(ActorFactory)


class DigestFactory(DjangoModelFactory):
    class Meta:
        model = Digest

    user = factory.SubFactory(UserFactory)


class AlertFactory(DjangoModelFactory):
    """Somebody wants to know when a project seeks what an actor knows."""

    class Meta:
        model = Alert

    user = factory.SubFactory(UserFactory)
    kind = AlertKind.SOUGHT
    actor = factory.SubFactory(ActorFactory)


class CommentReportFactory(DjangoModelFactory):
    class Meta:
        model = CommentReport

    comment = factory.SubFactory(ProposalCommentFactory)
    reason = ReportReason.WRONG


class NewsReportFactory(DjangoModelFactory):
    class Meta:
        model = NewsReport

    news = factory.SubFactory(NewsFactory)
    reason = ReportReason.WRONG


class SupportReportFactory(DjangoModelFactory):
    class Meta:
        model = SupportReport

    support = factory.SubFactory(SupportFactory, public=True)
    reason = ReportReason.WRONG
