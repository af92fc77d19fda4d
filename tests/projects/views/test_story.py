"""The story of a project: read off what is registered, by who may see it, a part picked out."""

from datetime import date

import pytest
from django.urls import reverse

from territoire.enums import Visibility
from territoire.periods import since
from tests.factories.actors import ActorFactory, CompetenceFactory, MasteryFactory
from tests.factories.projects import (
    DegreeFactory,
    InvolvementFactory,
    JoinRequestFactory,
    MilestoneFactory,
    NeedFactory,
    ProjectFactory,
)
from tests.factories.territoire import UserFactory
from tests.markup import on_one_line

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1)


@pytest.fixture
def holder():
    return UserFactory()


@pytest.fixture
def project(holder):
    return ProjectFactory(name="Pôle laine", slug="pole-laine", started_on=date(2025, 1, 15), holder=holder)


@pytest.fixture
def carder(project):
    """Somebody who comes in summer and meets a need that was there in spring."""
    wool = CompetenceFactory(name="Cardage")
    NeedFactory(project=project, competence=wool, opened_on=SPRING)
    actor = ActorFactory(name="La Carderie", slug="carderie")
    MasteryFactory(actor=actor, competence=wool, level=3)
    InvolvementFactory(
        project=project, actor=actor, degree=3, period=since(SUMMER), changes="Une machine de plus."
    )
    return actor


def page(client, project, **query):
    return on_one_line(
        client.get(reverse("projects:story", args=[project.slug], query=query)).content.decode()
    )


def test_it_tells_who_came_what_changed_and_what_was_met(client, project, carder):
    MilestoneFactory(project=project, name="Première tonte", day=AUTUMN, state="reached")
    MilestoneFactory(project=project, name="Un jour", day=date(2030, 1, 1), state="ahead")

    text = page(client, project)

    assert "Le projet commence" in text
    assert "La Carderie</a> monte à bord" in text
    assert "Ce qui a changé\xa0:</strong> Une machine de plus." in text
    assert "Un besoin est comblé\xa0: Cardage" in text
    assert "Le projet a bougé grâce à" in text
    assert "(2 fois)" in text
    assert (
        text.index("Première tonte") < text.index("Un besoin est comblé") < text.index("Le projet commence")
    )
    assert "Un jour" not in text


def test_a_period_and_an_actor_are_picked_out(client, project, carder):
    InvolvementFactory(project=project, actor__name="Les Tisseurs", period=since(SPRING))

    assert "Les Tisseurs</a> monte" not in page(client, project, depuis="2025-06-01")
    assert "Les Tisseurs</a> monte" not in page(client, project, acteur="carderie")
    assert "La Carderie</a> monte" not in page(client, project, jusque="2025-06-01")
    assert "La Carderie</a> monte" not in page(client, project, le="2025-06-01")
    assert 'name="le" value="2025-06-01"' in page(client, project, le="2025-06-01")
    # What cannot be read picks nothing out.
    assert "Les Tisseurs</a> monte" in page(client, project, depuis="hier", acteur="personne")
    assert "Rien n’est raconté de cette partie." in page(client, project, depuis="2040-01-01")


def test_somebody_hidden_has_no_name_nor_words(client, project, carder, holder):
    carder.visibility = Visibility.TEAM
    carder.team = project.team
    carder.save()

    text = page(client, project)

    assert "Carderie" not in text
    assert "machine" not in text
    assert "Un besoin est comblé\xa0: Cardage" in text
    assert "Grâce à quelqu’un du cercle" in text
    assert "Carderie" in page(signed_in(client, holder), project)


def test_a_hidden_project_has_no_story(client, project):
    project.visibility = Visibility.TEAM
    project.save()

    assert client.get(reverse("projects:story", args=[project.slug])).status_code == 404


def test_an_empty_story_leads_who_may_to_a_first_step(client, holder):
    project = ProjectFactory(started_on=None, holder=holder)

    assert "L’histoire commence au premier jour connu" in page(client, project)
    assert "Ajouter une étape" not in page(client, project)
    assert "Ajouter une étape" in page(signed_in(client, holder), project)


def test_accepting_a_request_asks_what_changes(client, project, holder):
    asked = JoinRequestFactory(project=project, actor__name="Les Tisseurs")
    address = reverse("projects:request-accept", args=[project.slug, asked.uid])

    answer = {"accept-degree": DegreeFactory(value=3).pk, "accept-day": "2025-07-01"}
    signed_in(client, holder).post(address, {**answer, "accept-changes": "On tisse aussi."})

    involvement = project.involvements.get(actor=asked.actor)
    assert involvement.changes == "On tisse aussi."
    assert "On tisse aussi." in page(client, project)


def test_the_api_tells_the_same(client, project, carder):
    told = client.get(reverse("project-story", args=[project.slug])).json()

    assert [one["kind"] for one in told["moments"]] == ["met", "came", "began"]
    assert told["moments"][0]["actors"][0]["slug"] == "carderie"
    assert told["moments"][1]["changed"] == "Une machine de plus."
    assert told["thanks"] == [{"actor": told["moments"][0]["actors"][0], "times": 2}]


def signed_in(client, user):
    client.force_login(user)
    return client


def test_a_newcomer_finds_what_to_know_and_the_way_to_it(client, project, carder, holder):
    NeedFactory(project=project, competence=CompetenceFactory(name="Teinture"), opened_on=SPRING)
    MilestoneFactory(project=project, name="Foire", day=date(2100, 6, 1), state="ahead")
    hidden = InvolvementFactory(project=project, degree=4, actor__hidden=True, actor__name="Le Caché")
    asked = JoinRequestFactory(project=project, created_by=UserFactory())
    address = reverse("projects:welcome", args=[project.slug])

    text = on_one_line(client.get(address).content.decode())
    assert "Prochaine date\xa0: Foire, 1er juin 2100" in text
    assert "La Carderie" in text
    assert "Teinture" in text
    assert hidden.actor.name not in text

    of_request = reverse("projects:request", args=[project.slug, asked.uid])
    assert address not in signed_in(client, asked.created_by).get(of_request).content.decode()
    answer = {"accept-degree": DegreeFactory(value=3).pk, "accept-day": "2025-07-01"}
    signed_in(client, holder).post(reverse("projects:request-accept", args=[project.slug, asked.uid]), answer)
    assert address in signed_in(client, asked.created_by).get(of_request).content.decode()
