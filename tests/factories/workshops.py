"""Workshops and what is written in them, for tests; traits for situations."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from territoire.enums import ReportReason, Visibility
from tests.factories.actors import ActorFactory
from tests.factories.projects import ProjectFactory
from workshops.enums import Becomes
from workshops.models import (
    Board,
    Group,
    Guest,
    Note,
    NoteReport,
    Outcome,
    Participant,
    Question,
    Rating,
    Round,
    RoundActor,
    Sequence,
    Workshop,
)


class WorkshopFactory(DjangoModelFactory):
    """A workshop of a project, seen by its team, that goes on; traits: public, open (its room), over."""

    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    class Params:
        public = factory.Trait(visibility=Visibility.PUBLIC)
        open = factory.Trait(opened_at=factory.LazyFunction(timezone.now))
        over = factory.Trait(
            begins_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=30)),
            ends_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=29)),
        )

    name = factory.Sequence(lambda n: f"Atelier {n}")
    slug = factory.Sequence(lambda n: f"atelier-{n}")
    project = factory.SubFactory(ProjectFactory)
    begins_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=2))

    @factory.post_generation
    def board(workshop, create, extracted, **kwargs):
        Board.objects.create(workshop=workshop)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    workshop = factory.SubFactory(WorkshopFactory)
    text = factory.Sequence(lambda n: f"Question {n} ?")
    position = factory.Sequence(lambda n: n)


class GuestFactory(DjangoModelFactory):
    class Meta:
        model = Guest

    workshop = factory.SubFactory(WorkshopFactory)
    actor = factory.SubFactory(ActorFactory)


class SequenceFactory(DjangoModelFactory):
    class Meta:
        model = Sequence

    name = factory.Sequence(lambda n: f"Suite {n}")
    questions = factory.LazyFunction(lambda: [{"text": "Qui ?", "hint": "", "becomes": "actor", "dots": 3}])


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    workshop = factory.SubFactory(WorkshopFactory)


class RoundActorFactory(DjangoModelFactory):
    class Meta:
        model = RoundActor

    round = factory.SubFactory(RoundFactory)
    actor = factory.SubFactory(ActorFactory)


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    workshop = factory.SubFactory(WorkshopFactory, open=True)
    token = factory.LazyFunction(uuid.uuid4)


class RatingFactory(DjangoModelFactory):
    class Meta:
        model = Rating

    about = factory.SubFactory(RoundActorFactory)
    participant = factory.SubFactory(
        ParticipantFactory, workshop=factory.SelfAttribute("..about.round.workshop")
    )
    influence = 4
    interest = 2


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    question = factory.SubFactory(QuestionFactory)
    name = factory.Sequence(lambda n: f"Tas {n}")


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    uid = factory.LazyFunction(uuid.uuid4)
    question = factory.SubFactory(QuestionFactory)
    text = factory.Sequence(lambda n: f"Post-it {n}")


class NoteReportFactory(DjangoModelFactory):
    class Meta:
        model = NoteReport

    note = factory.SubFactory(NoteFactory)
    reason = ReportReason.OTHER


class OutcomeFactory(DjangoModelFactory):
    """A post-it became an actor that nobody knew."""

    class Meta:
        model = Outcome

    note = factory.SubFactory(NoteFactory)
    workshop = factory.SelfAttribute("note.question.workshop")
    becomes = Becomes.ACTOR
    actor = factory.SubFactory(ActorFactory)
