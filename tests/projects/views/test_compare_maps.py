"""The page that compares two maps: shareable by address, with the same rights as the maps themselves."""

from datetime import date

import pytest
from django.urls import reverse

from actors.models import CompetenceClosure
from territoire.periods import since
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory, PartnershipAxisFactory
from tests.factories.projects import InvolvementFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(name="Pôle laine")


def address(project, **query):
    return reverse("projects:compare-maps", args=[project.slug], query=query)


def test_two_days(client, project):
    InvolvementFactory(
        project=project, actor__name="Fondatrice", period=since(date(2010, 1, 1), date(2015, 1, 1))
    )
    InvolvementFactory(project=project, actor__name="Nouvelle", period=since(date(2020, 1, 1)))

    page = client.get(address(project, avant="2012-01-01", le="2022-01-01")).text

    assert "1 acteur est venu\xa0: Nouvelle." in page
    assert "1 acteur est parti\xa0: Fondatrice." in page
    assert page.count('<svg class="map-picture') == 4


def test_two_projects_and_who_could_link_them(client, project):
    other = ProjectFactory(name="Maison du fil")
    parent = CompetenceFactory(name="Textile")
    felt = CompetenceFactory(name="Feutre", parent=parent)
    both, giver, here = (ActorFactory(name=name) for name in ("Commune", "Feutrière", "Voisine"))
    for one in (project, other):
        InvolvementFactory(project=one, actor=both)
    InvolvementFactory(project=project, actor=here)
    InvolvementFactory(project=other, actor=giver)
    MasteryFactory(actor=giver, competence=felt, level=3)
    NeedFactory(project=project, competence=parent)
    PartnershipAxisFactory(partnership__between=(here, giver))
    assert CompetenceClosure.objects.filter(ancestor=parent, descendant=felt).exists()

    page = client.get(address(project, mode="projets", projet=other.slug)).text

    assert "1 acteur est dans les deux\xa0: Commune." in page
    assert "1 compétence cherchée d’un côté existe de l’autre." in page
    assert "2 acteurs travaillent déjà avec l’autre cercle" in page
    assert f'<option value="{other.slug}" selected>' in page


def test_what_one_may_not_see_is_compared_with_as_what_is_not(client, project):
    secret = ProjectFactory(name="Secret", slug="cache", hidden=True)
    hidden = ActorFactory(name="Personne cachée", hidden=True)
    shared = InvolvementFactory(project=project).actor
    for actor in (hidden, shared):
        InvolvementFactory(project=secret, actor=actor)
    InvolvementFactory(project=project, actor=hidden)

    pages = [client.get(address(project, mode="projets", projet=slug)) for slug in ("cache", "rien")]
    days = client.get(address(project, avant="2012-01-01"))

    assert [p.status_code for p in pages] == [200, 200]
    assert pages[0].text.replace("cache", "rien") == pages[1].text
    assert "Personne cachée" not in days.text + pages[0].text
    assert client.get(address(secret)).status_code == 404


def test_what_is_wished(client, project):
    InvolvementFactory(project=project, actor__name="Élan", degree=2, wanted_degree=4)
    InvolvementFactory(project=project, actor__name="Stable", degree=3)

    page = client.get(address(project, mode="souhaits")).text

    assert "1 acteur est souhaité plus près\xa0: Élan." in page


@pytest.mark.parametrize(
    "query", [{}, {"avant": "x"}, {"mode": "x"}, {"le": "0001-01-01"}, {"mode": "projets"}]
)
def test_an_empty_project_and_strange_words_are_no_error(client, project, query):
    assert client.get(address(project, **query)).status_code == 200


def test_more_actors_take_no_more_queries(client, project, django_assert_max_num_queries):
    other = ProjectFactory()
    client.force_login(UserFactory())
    for _ in range(12):
        actor = InvolvementFactory(project=project).actor
        InvolvementFactory(project=other, actor=actor)
        MasteryFactory(actor=actor)

    with django_assert_max_num_queries(60):
        client.get(address(project, mode="projets", projet=other.slug))
