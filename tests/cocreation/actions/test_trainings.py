"""Sessions fill up and empty; what both say was learnt is written, and closes gaps."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actors.models import Mastery
from cocreation.actions import trainings
from cocreation.analysis.effects import effects
from cocreation.models import Inscription, TrainingOffer
from projects.enums import NeedState
from tests.factories import actors, cocreation, projects, territoire

pytestmark = pytest.mark.django_db


def test_only_who_can_teach_and_may_be_called_upon_offers_to():
    mastery = actors.MasteryFactory(level=2)
    training = TrainingOffer(actor=mastery.actor, competence=mastery.competence)

    with pytest.raises(ValidationError):
        trainings.offer(training, by=territoire.UserFactory())

    Mastery.objects.update(level=3)
    assert trainings.offer(training, by=territoire.UserFactory()).pk


def test_a_place_that_is_given_up_goes_to_who_waits_for_longest():
    session = cocreation.TrainingSessionFactory(places=1)
    user, learners = territoire.UserFactory(), actors.ActorFactory.create_batch(3)
    first, *_others = [trainings.register(session, one, by=user) for one in learners]

    trainings.leave(first, by=user)
    again = trainings.register(session, learners[0], by=user)

    states = dict(Inscription.objects.values_list("actor", "state"))
    assert [states[one.pk] for one in learners] == ["waiting", "registered", "waiting"]
    assert again.pk == first.pk
    with pytest.raises(ValidationError):
        trainings.register(session, session.teacher, by=user)


def test_the_level_that_both_say_is_written_and_closes_a_gap():
    user, today = territoire.UserFactory(), timezone.localdate()
    need = projects.NeedFactory(minimum_level=2)
    learner = projects.InvolvementFactory(project=need.project).actor
    session = cocreation.TrainingSessionFactory(over=True, competence=need.competence)
    wish = cocreation.TrainingRequestFactory(actor=learner, competence=need.competence)
    inscription = cocreation.InscriptionFactory(session=session, actor=learner)

    trainings.say_level(inscription, 2, as_teacher=True, by=user)
    trainings.say_level(inscription, 1, as_teacher=False, by=user)
    assert not Mastery.objects.filter(actor=learner).exists()
    told = trainings.say_level(inscription, 2, as_teacher=False, by=user)

    assert (told.confirmed_on, told.level_before) == (today, 0)
    assert Mastery.objects.get(actor=learner).level == 2
    wish.refresh_from_db()
    assert wish.ended_on == today
    [effect] = effects(session.competence, [told], user, today)
    assert (effect.need, effect.before, effect.after) == (need, NeedState.MISSING, NeedState.COVERED)
    with pytest.raises(ValidationError):
        trainings.say_level(inscription, 3, as_teacher=True, by=user)
