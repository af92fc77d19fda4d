"""An idea becomes a project in one gesture."""

import pytest
from django.core.exceptions import ValidationError

from cocreation.actions import ideas
from tests.factories import actors, cocreation, territoire

pytestmark = pytest.mark.django_db


def test_an_idea_becomes_a_project_that_needs_what_it_asked_for(
    mailoutbox, django_capture_on_commit_callbacks
):
    author, curious, baker = (territoire.UserFactory() for _ in range(3))
    competence = actors.CompetenceFactory(name="Boulange")
    idea = ideas.propose(
        cocreation.IdeaFactory.build(territory=territoire.TerritoryFactory(), name="Un four", text="À pain."),
        asks=[{"competence": competence, "minimum_level": 2, "quantity": 2}],
        by=author,
    )
    ideas.support(idea, by=curious)
    ideas.support(idea, by=baker, brings="Je sais pétrir.")

    with django_capture_on_commit_callbacks(execute=True):
        project = ideas.become_project(idea, by=author)

    idea.refresh_from_db()
    assert idea.project == project
    assert (project.name, project.objective, project.territory) == ("Un four", "À pain.", idea.territory)
    assert [(need.competence, need.minimum_level, need.quantity) for need in project.needs.all()] == [
        (competence, 2, 2)
    ]
    assert {tuple(sent.to): sent.body.count("degre=3") for sent in mailoutbox} == {
        (curious.email,): 0,
        (baker.email,): 1,
    }
    assert not project.join_requests.exists()
    with pytest.raises(ValidationError):
        ideas.become_project(idea, by=author)
    assert ideas.alike(idea.territory, "UN FOUR") == idea
