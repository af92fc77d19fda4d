"""Nobody is above the predicates on private things, admins included."""

import pytest

from tests.factories.projects import ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


def test_an_admin_does_not_assess_actors_of_a_team_that_is_not_theirs():
    admin, project = UserFactory(admin=True), ProjectFactory()

    assert admin.has_perm("projects.change_project", project)
    assert not admin.has_perm("projects.assess_actors", project)


def test_an_admin_of_the_team_assesses():
    admin = UserFactory(admin=True)

    assert admin.has_perm("projects.assess_actors", ProjectFactory(contributor=admin))


def test_who_reads_in_the_team_sees_assessments_and_makes_none():
    reader = UserFactory()
    project = ProjectFactory(reader=reader)

    assert reader.has_perm("projects.see_assessments", project)
    assert not reader.has_perm("projects.assess_actors", project)


def test_without_an_object_an_admin_has_every_right():
    assert UserFactory(admin=True).has_perm("projects.assess_actors")


def test_a_closed_account_has_none():
    user = UserFactory(admin=True, is_active=False)

    assert not user.has_perm("projects.change_project", ProjectFactory())
