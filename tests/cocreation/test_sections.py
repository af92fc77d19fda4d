"""What is said beside needs: training to come or to think of, as each viewer may see it, in few questions."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.utils import timezone

from actors.models import CompetenceClosure, Mastery
from cocreation.models import TrainingSession
from cocreation.sections import statements_beside, training_beside
from projects.models import Need
from tests.factories import actors, cocreation, projects, territoire

pytestmark = pytest.mark.django_db


def by_each(needs, user, day) -> dict[int, bool]:
    """Say the same through the querysets alone, need by need: whether a session is to come, else train somebody."""
    under = CompetenceClosure.objects.filter(ancestor=OuterRef(OuterRef("competence"))).values("descendant")
    known = Mastery.objects.visible_to(user).active_on(day).filter(competence__in=under)
    found = Need.objects.filter(pk__in=[need.pk for need in needs]).annotate(
        taught=Exists(TrainingSession.objects.visible_to(user).to_come().filter(competence__in=under)),
        some=Exists(known.filter(level__lt=OuterRef("minimum_level"))),
        able=Exists(known.filter(level__gte=OuterRef("minimum_level"), mobilisable=True)),
    )
    return {need.pk: need.taught for need in found if need.taught or (need.some and not need.able)}


def test_training_is_told_as_each_viewer_may_know():
    project = projects.ProjectFactory()
    owner, day = territoire.UserFactory(), timezone.localdate()
    needs = []
    for case in range(9):
        wide = actors.CompetenceFactory()
        narrow = actors.CompetenceFactory(parent=wide)
        needs.append(projects.NeedFactory(project=project, competence=wide, minimum_level=2))
        visibility = ("public", "members", "team")[case % 3]
        who = actors.ActorFactory(visibility=visibility, created_by=owner)
        if case < 3:
            actors.MasteryFactory(actor=who, competence=narrow, level=1)
        elif case < 6:
            actors.MasteryFactory(actor=actors.ActorFactory(), competence=wide, level=1)
            actors.MasteryFactory(actor=who, competence=narrow, level=2)
        else:
            cocreation.TrainingSessionFactory(teacher=who, competence=narrow)
    needs.append(projects.NeedFactory(project=project, for_resource=True))

    for user in (AnonymousUser(), territoire.UserFactory(), owner):
        found = training_beside(project, needs, user, day)

        expected = by_each(needs, user, day)
        assert found.keys() == expected.keys()
        for pk, [link] in found.items():
            assert ("annoncée" in link.text or "session" in link.text) == expected[pk]
    assert len(training_beside(project, needs, AnonymousUser(), day)) == 4


def test_most_needs_take_one_question_each(django_assert_num_queries):
    need = projects.NeedFactory(competence=actors.CompetenceFactory(), minimum_level=1)
    actors.MasteryFactory(competence=need.competence, level=1)

    with django_assert_num_queries(2):
        assert not training_beside(need.project, [need], need.project.created_by, timezone.localdate())
        assert not statements_beside(need.project, [need], need.project.created_by, timezone.localdate())
