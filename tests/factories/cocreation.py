"""What people build together, for tests; traits for situations."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cocreation.enums import StatementKind
from cocreation.models import (
    Diagnosis,
    Idea,
    IdeaAsk,
    IdeaReport,
    IdeaSupport,
    Inscription,
    Question,
    Rating,
    Statement,
    StatementReport,
    TrainingOffer,
    TrainingReport,
    TrainingRequest,
    TrainingSession,
    Voice,
)
from territoire.enums import ReportReason, Visibility
from tests.factories.actors import ActorFactory, CompetenceFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import TerritoryFactory, UserFactory


class DiagnosisFactory(DjangoModelFactory):
    """An open version of a project's diagnosis, read by who takes part; `of_territory`: of a territory, by accounts."""

    class Meta:
        model = Diagnosis

    class Params:
        of_territory = factory.Trait(
            project=None, territory=factory.SubFactory(TerritoryFactory), visibility=Visibility.MEMBERS
        )
        closed = factory.Trait(closed_on=factory.LazyFunction(timezone.localdate))

    project = factory.SubFactory(ProjectFactory)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    diagnosis = factory.SubFactory(DiagnosisFactory)
    text = factory.Sequence(lambda n: f"Question {n}")


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement
        skip_postgeneration_save = True

    diagnosis = factory.SubFactory(DiagnosisFactory)
    kind = StatementKind.STRENGTH
    text = factory.Sequence(lambda n: f"Constat {n}")
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def needs(statement, create, needs, **kwargs):
        if needs:
            statement.needs.set(needs)


class VoiceFactory(DjangoModelFactory):
    class Meta:
        model = Voice

    diagnosis = factory.SubFactory(DiagnosisFactory)
    user = factory.SubFactory(UserFactory)


class RatingFactory(DjangoModelFactory):
    class Meta:
        model = Rating

    statement = factory.SubFactory(StatementFactory)
    voice = factory.SubFactory(VoiceFactory, diagnosis=factory.SelfAttribute("..statement.diagnosis"))
    value = 4


class IdeaFactory(DjangoModelFactory):
    class Meta:
        model = Idea

    territory = factory.SubFactory(TerritoryFactory)
    name = factory.Sequence(lambda n: f"Idée {n}")
    slug = factory.Sequence(lambda n: f"idee-{n}")
    created_by = factory.SubFactory(UserFactory)


class IdeaAskFactory(DjangoModelFactory):
    class Meta:
        model = IdeaAsk

    idea = factory.SubFactory(IdeaFactory)
    competence = factory.SubFactory(CompetenceFactory)
    minimum_level = 2


class IdeaSupportFactory(DjangoModelFactory):
    class Meta:
        model = IdeaSupport

    idea = factory.SubFactory(IdeaFactory)
    user = factory.SubFactory(UserFactory)


class StatementReportFactory(DjangoModelFactory):
    class Meta:
        model = StatementReport

    statement = factory.SubFactory(StatementFactory)
    reason = ReportReason.WRONG


class IdeaReportFactory(DjangoModelFactory):
    class Meta:
        model = IdeaReport

    idea = factory.SubFactory(IdeaFactory)
    reason = ReportReason.WRONG


class TrainingOfferFactory(DjangoModelFactory):
    class Meta:
        model = TrainingOffer

    actor = factory.SubFactory(ActorFactory)
    competence = factory.SubFactory(CompetenceFactory)


class TrainingRequestFactory(DjangoModelFactory):
    class Meta:
        model = TrainingRequest

    actor = factory.SubFactory(ActorFactory)
    competence = factory.SubFactory(CompetenceFactory)


class TrainingSessionFactory(DjangoModelFactory):
    """A session in a week; `over`: a week ago."""

    class Meta:
        model = TrainingSession

    class Params:
        over = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=7)),
            ends_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=6, hours=22)),
        )

    teacher = factory.SubFactory(ActorFactory)
    competence = factory.SubFactory(CompetenceFactory)
    territory = factory.SubFactory(TerritoryFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7, hours=2))


class InscriptionFactory(DjangoModelFactory):
    class Meta:
        model = Inscription

    session = factory.SubFactory(TrainingSessionFactory)
    actor = factory.SubFactory(ActorFactory)


class TrainingReportFactory(DjangoModelFactory):
    class Meta:
        model = TrainingReport

    session = factory.SubFactory(TrainingSessionFactory)
    reason = ReportReason.WRONG
