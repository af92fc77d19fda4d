"""What the page says of who can see it is what the rule lets."""

import pytest

from actors.audience import audience
from actors.models import Actor
from tests.factories.actors import ActorFactory, ClaimFactory
from tests.factories.territoire import FacilitationFactory, MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return UserFactory(admin=True)


def test_public_and_members(reader):
    assert audience(ActorFactory(), reader) == "Tout le monde peut voir cette fiche."
    assert "un compte" in audience(ActorFactory(members_only=True), reader)


def test_all_whom_the_rule_lets_are_named_and_nobody_else(reader):
    member = MembershipFactory(role="reader")
    actor = ActorFactory(hidden=True, team=member.team, seat=TerritoryFactory(name="Saugues"))
    seen_by = {
        "le compte qui l’a inscrit": actor.created_by,
        "qui parle en son nom": ClaimFactory(actor=actor, accepted=True).user,
        "son équipe": member.user,
        "l’animation de Saugues": FacilitationFactory(territory=actor.seat).user,
        "l’administration du site": UserFactory(admin=True),
    }

    said = audience(actor, reader)

    for words, user in seen_by.items():
        assert words in said
        assert Actor.objects.visible_to(user).contains(actor)
    assert not Actor.objects.visible_to(ClaimFactory(actor=actor).user).contains(actor)
    assert f"l’équipe «\u00a0{member.team}\u00a0»" in audience(actor, member.user)


def test_what_does_not_hold_is_not_said(reader):
    said = audience(ActorFactory(hidden=True, seat=None, created_by=None), reader)

    assert said == "Peuvent seuls voir cette fiche\u00a0: l’administration du site."


def test_a_person_who_has_not_agreed(reader):
    assert "tant que la personne n’a pas accepté" in audience(ActorFactory(person=True), reader)
