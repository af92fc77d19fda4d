"""A project begins with little."""

import pytest

from projects.models import Project
from territoire.enums import Role
from tests.factories.projects import ThemeFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_who_describes_a_project_holds_it(client):
    anne, theme, place = UserFactory(), ThemeFactory(), TerritoryFactory()
    client.force_login(anne)

    answer = client.post(
        "/projets/nouveau/",
        {"name": "Laine", "territory": place.code, "themes": [theme.pk], "visibility": "public"},
    )

    project = Project.objects.get()
    assert answer.headers["Location"] == project.get_absolute_url()
    assert list(project.themes.all()) == [theme]
    assert project.team.memberships.get(user=anne).role == Role.HOLDER
