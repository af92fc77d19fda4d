"""One's own space: what waits for one's answer or voice, and what one takes part in soon."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.actors import ActorFactory, ClaimFactory
from tests.factories.cocreation import InscriptionFactory, TrainingSessionFactory
from tests.factories.projects import GuestRequestFactory, InvolvementFactory, ProjectFactory, ProposalFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


def test_what_waits_for_me_and_what_i_take_part_in_are_listed(client):
    me = UserFactory()
    project = ProjectFactory(holder=me, name="La laine", decision_rule="majority")
    actor = ClaimFactory(user=me, accepted=True).actor
    InvolvementFactory(project=project, actor=actor, degree=3)
    GuestRequestFactory(project=project, name="Bertille Inconnue")
    tomorrow = timezone.localdate() + timedelta(days=1)
    proposal = ProposalFactory(project=project, rule="majority", decide_on=tomorrow)
    ProposalFactory(rule="majority", decide_on=tomorrow)
    taught = TrainingSessionFactory(teacher=actor, competence__name="Filature")
    learner = ActorFactory(created_by=me, name="Jeune pousse")
    InscriptionFactory(
        session=TrainingSessionFactory(competence__name="Tissage"), actor=learner, state="waiting"
    )
    TrainingSessionFactory(competence__name="Vannerie")
    client.force_login(me)

    page = client.get("/mon-espace/")

    space = page.context["space"]
    assert [one.pk for one in space.voices] == [proposal.pk]
    assert [(one.session.competence.name, one.teaches) for one in space.trainings] == [
        ("Filature", True),
        ("Tissage", False),
    ]
    assert space.projects[0].waiting == 1
    for words in ("Bertille Inconnue", "Jeune pousse · ", taught.get_absolute_url()):
        assert words in page.text
    assert "Vannerie" not in page.text
