"""What comes out of a workshop becomes data: by the forms of who leads it, checked against what is known."""

import pytest
from django.urls import reverse

from actors.models import Actor, Competence, Partnership, Resource
from cocreation.models import Idea, Statement
from projects.models import Need
from tests.factories.actors import (
    ActorFactory,
    ActorFamilyFactory,
    CompetenceFactory,
    PartnershipKindFactory,
    ResourceKindFactory,
)
from tests.factories.projects import DegreeFactory, ProjectFactory
from tests.factories.territoire import UserFactory
from tests.factories.workshops import NoteFactory, QuestionFactory, WorkshopFactory
from workshops.analysis.gained import gained
from workshops.models import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def wall(client):
    holder = UserFactory()
    workshop = WorkshopFactory(project=ProjectFactory(holder=holder))
    workshop.holder = holder
    workshop.asked = QuestionFactory(workshop=workshop, becomes="actor")
    client.force_login(holder)
    return workshop


def turn(client, wall, text: str, becomes: str, sent: dict, **note):
    written = NoteFactory(question=wall.asked, text=text, **note)
    address = reverse("workshops:turn", args=[wall.slug, written.uid]) + f"?devient={becomes}"
    return client.post(address, sent)


def test_a_post_it_becomes_an_actor_aboard_unless_it_is_known(client, wall):
    family, degree = ActorFamilyFactory(), DegreeFactory(value=2)
    known = ActorFactory(name="La filature de Saugues")
    new = {
        "new_name": "Les tondeurs du plateau", "new_kind": "group", "new_family": family.pk,
        "new_seat": wall.project.territory.code, "degree": degree.pk,
    }  # fmt: skip

    turn(client, wall, "Les tondeurs", "actor", new)
    asked = turn(
        client, wall, "La filature de Saugues", "actor", {**new, "new_name": "La filature de Saugues"}
    )
    turn(
        client,
        wall,
        "La filature de Saugues",
        "actor",
        {"actor": known.slug, "new_name": "La filature de Saugues"},
    )

    assert "Ce nom est déjà connu" in asked.content.decode()
    made = Actor.objects.get(name="Les tondeurs du plateau")
    assert made.involvements.get().degree_id == 2
    assert Actor.objects.filter(name=known.name).count() == 1
    assert list(Outcome.objects.values_list("actor", "known")) == [(made.pk, False), (known.pk, True)]
    page = client.get(wall.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page


def test_the_others_become_what_the_pages_would_make(client, wall):
    one, other, kind = ActorFactory(), ActorFactory(), PartnershipKindFactory()
    competence = CompetenceFactory()
    stated = {"competence": competence.slug, "minimum_level": 2, "quantity": 1, "importance": 2}
    proposed = {
        "proposed_name": "Feutrage",
        "proposed_parent": competence.slug,
        "holder": one.slug,
        "level": 3,
    }
    grange = {"actor": one.slug, "kind": ResourceKindFactory().pk, "description": "Une grange"}

    turn(client, wall, "Cardage", "need&genre=competence", {**stated, "opened_on": "2026-01-02"})
    turn(client, wall, "Feutre", "competence", proposed)
    turn(client, wall, "Une grange", "resource", grange)
    turn(client, wall, "Ils se connaissent", "tie", {"one": one.slug, "other": other.slug, "kind": kind.pk})
    turn(client, wall, "Ils se connaissent", "tie", {"one": other.slug, "other": one.slug, "kind": kind.pk})
    turn(client, wall, "Une laverie", "idea", {"name": "Une laverie commune"})
    turn(client, wall, "Peu d'eau", "statement", {"kind": "risk", "text": "Peu d'eau"}, kind="risk")

    assert Need.objects.get().competence == competence
    assert one.masteries.get().competence == Competence.objects.get(name="Feutrage")
    assert Resource.objects.get().actor == one
    assert Partnership.objects.get().axes.count() == 1
    assert Idea.objects.get().territory == wall.project.territory
    assert Statement.objects.get().diagnosis.project == wall.project
    found = {gain.becomes.value: (len(gain.outcomes), gain.new) for gain in gained(wall, wall.holder)}
    assert found == dict.fromkeys(["need", "competence", "resource", "tie", "idea", "statement"], (1, 1))


def test_undone_the_map_keeps_it_and_who_does_not_lead_turns_nothing(client, wall):
    turn(client, wall, "Filature", "idea", {"name": "Une filature"})
    outcome = Outcome.objects.get()
    contributor = UserFactory()
    wall.project.team.memberships.create(user=contributor, role="contributor")

    client.post(reverse("workshops:outcome-undo", args=[wall.slug, outcome.uid]))

    assert (Outcome.objects.count(), Idea.objects.count()) == (0, 1)
    client.force_login(contributor)
    assert turn(client, wall, "Autre", "idea", {"name": "Autre"}).status_code == 403
