"""A project never stays without somebody who holds it."""

import pytest
from django.core.exceptions import ValidationError

from projects.actions import teams
from territoire.enums import Role
from territoire.models import Membership
from tests.projects.worlds import a_project

pytestmark = pytest.mark.django_db


def roles(world):
    return dict(Membership.objects.filter(team=world.project.team).values_list("user__email", "role"))


def test_hand_over_to_a_member():
    world = a_project()

    teams.hand_over(world.project, email=world.contributor.email.upper(), leave=False, by=world.holder)

    assert roles(world) == {
        world.contributor.email: Role.HOLDER,
        world.holder.email: Role.CONTRIBUTOR,
        world.reader.email: Role.READER,
    }


def test_hand_over_and_leave():
    world = a_project()

    teams.hand_over(world.project, email=world.contributor.email, leave=True, by=world.holder)

    assert world.holder.email not in roles(world)


def test_hand_over_to_somebody_else_is_refused():
    world = a_project()

    with pytest.raises(ValidationError):
        teams.hand_over(world.project, email=world.stranger.email, leave=True, by=world.holder)

    assert roles(world)[world.holder.email] == Role.HOLDER


def test_the_last_holder_stays():
    world = a_project()
    member = Membership.objects.get(team=world.project.team, user=world.holder)

    with pytest.raises(ValidationError):
        teams.remove(member, by=world.holder)
    with pytest.raises(ValidationError):
        teams.change_role(member, role=Role.READER, by=world.holder)
