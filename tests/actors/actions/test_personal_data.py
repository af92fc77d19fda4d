"""Erasing a person leaves no trace of who it was, in no table."""

import pytest
from django.db import connection

from actors.actions import merges, personal_data
from actors.models import Actor, ContactPoint, Mastery
from projects.models import Assessment, Involvement
from territoire.models import Submission
from tests.factories.actors import (
    ActorFactory,
    AffiliationFactory,
    ContactPointFactory,
    MasteryFactory,
    PartnershipAxisFactory,
    PartnershipFactory,
)
from tests.factories.projects import AssessmentFactory, InvolvementFactory, JoinRequestFactory
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "Zénobie"


def traces(word):
    """Return the tables, history included, where `word` can be read."""
    with connection.cursor() as cursor:
        return [
            table
            for table in connection.introspection.table_names(cursor)
            if cursor.execute(f'SELECT FROM "{table}" t WHERE t::text ILIKE %s', [f"%{word}%"]).rowcount
        ]


def person(**values):
    return ActorFactory(
        person=True,
        name=f"{SECRET} Durand",
        slug="zenobie-durand-abc",
        origin=f"Rencontre avec {SECRET}",
        **values,
    )


def test_nothing_tells_who_it_was():
    actor, user = person(description=f"{SECRET} file la laine"), UserFactory()
    Actor.objects.filter(pk=actor.pk).update(acronym="ZD")
    gone = ContactPointFactory(actor=actor, value=f"{SECRET}@exemple.example")
    gone.delete()
    ContactPointFactory(actor=actor, value=f"{SECRET}@autre.example")
    actor.identifiers.create(scheme="other", value=f"{SECRET}1")
    actor.identifiers.create(scheme="other", value=f"{SECRET}2")
    actor.areas.add(TerritoryFactory())
    MasteryFactory(actor=actor, conditions=f"Appeler {SECRET}")
    AffiliationFactory(member=actor, role=f"Élue, {SECRET}")
    InvolvementFactory(actor=actor, role=f"{SECRET}, marraine", brings=f"Le réseau de {SECRET}")
    JoinRequestFactory(actor=actor, message=f"{SECRET} peut aider")
    AssessmentFactory(actor=actor)
    partnership = PartnershipFactory(between=(actor, ActorFactory()), description=f"Avec {SECRET}")
    PartnershipAxisFactory(partnership=partnership, description=f"{SECRET} conseille")
    Submission.objects.create(token=actor.uid, user=user, result="/acteurs/zenobie-durand-abc/")
    assert len(traces(SECRET)) > 15

    personal_data.erase_person(actor, by=user)

    assert traces(SECRET) == []
    assert traces("zenobie") == []
    assert not actor.areas.exists()


def test_facts_stay():
    actor = person()
    MasteryFactory(actor=actor, level=3)
    InvolvementFactory(actor=actor, degree=4)
    AssessmentFactory(actor=actor)

    personal_data.erase_person(actor, by=UserFactory())

    assert Mastery.objects.get().level == 3
    assert Involvement.objects.get().degree_id == 4
    assert not Assessment.objects.exists()
    assert not Assessment.pgh_event_model.objects.exists()


def test_who_was_merged_into_the_person_is_erased_too():
    actor, user = person(), UserFactory()
    other = ActorFactory(person=True, name=f"{SECRET} D.", slug="zenobie-d-xyz")
    ContactPointFactory(actor=other, value=f"{SECRET}@exemple.example")
    merge = merges.merge(actor, other, by=user)

    personal_data.erase_person(actor, by=user)

    assert traces(SECRET) == []
    with pytest.raises(merges.MergeRefusedError):
        merges.undo(merge, by=user)


def test_others_are_left_alone():
    actor, other = person(), ActorFactory(person=True, name="Ursule")
    point = ContactPointFactory(actor=other, value="ursule@exemple.example")

    personal_data.erase_person(actor, by=UserFactory())

    other.refresh_from_db()
    assert (other.name, ContactPoint.objects.get(pk=point.pk).value) == ("Ursule", "ursule@exemple.example")


def test_an_organisation_is_not_erased():
    with pytest.raises(personal_data.ErasureRefusedError):
        personal_data.erase_person(ActorFactory(), by=UserFactory())
