"""What two thirds of a circle hold is common; silence is told, and holds nothing."""

import pytest
from django.urls import reverse

from projects.analysis.common_ground import common_ground
from projects.models import Aim, Conviction, SharedValue
from tests.factories.actors import ActorFactory, ClaimFactory
from tests.factories.projects import AimFactory, InvolvementFactory, ProjectFactory
from tests.factories.territoire import UserFactory

KEEP, OPEN, SHARING = (
    Aim(pk=1, words="Garder la laine"),
    Aim(pk=2, words="Ouvrir"),
    SharedValue(pk=1, name="Partage"),
)


def held(actor: int, **thing) -> Conviction:
    return Conviction(actor_id=actor, **thing)


def test_two_thirds_of_all_the_circle_and_not_of_those_who_answered():
    said = [
        held(1, aim=KEEP), held(2, aim=KEEP), held(1, value=SHARING), held(2, value=SHARING), held(3, value=SHARING),
        held(3, value=SHARING), held(9, aim=KEEP), held(4),
    ]  # fmt: skip

    ground = common_ground(said, {1, 2, 3, 4, 5})

    assert (ground.circle, ground.silent) == (5, 1)
    assert [(str(one.thing), one.count) for one in (*ground.common, *ground.some)] == [
        ("Partage", 3),
        ("Garder la laine", 2),
    ]
    assert ground.common == ()
    assert [str(one.thing) for one in common_ground(said, {1, 2, 3}).common] == ["Partage", "Garder la laine"]


@pytest.mark.django_db
def test_an_organisation_may_be_told_of_by_the_team_and_a_person_by_themselves_alone(client):
    holder, oneself = UserFactory(), UserFactory()
    project = ProjectFactory(holder=holder)
    aim = AimFactory(project=project)
    person = ActorFactory(consenting=True)
    ClaimFactory(actor=person, user=oneself, accepted=True)
    association = ActorFactory()
    for actor in (person, association):
        InvolvementFactory(project=project, actor=actor)
    say = {
        actor: reverse("projects:say-convictions", args=[project.slug, actor.slug])
        for actor in (person, association)
    }

    client.force_login(holder)
    of_association = client.post(say[association], {"aims": [str(aim.uid)]})
    of_person = client.post(say[person], {"aims": [str(aim.uid)]})
    client.force_login(oneself)
    client.post(say[person], {})

    assert (of_association.status_code, of_person.status_code) == (302, 403)
    assert {(one.actor, one.aim) for one in Conviction.objects.all()} == {(association, aim), (person, None)}
