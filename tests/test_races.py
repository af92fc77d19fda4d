"""Forms sent at the same moment, in threads on PostgreSQL: registered once, never overwritten unseen."""

import re
import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from actors.models import Actor, Mastery
from tests.factories.actors import ActorFactory, ActorFamilyFactory, CompetenceFactory
from tests.factories.projects import ProjectFactory, ProposalFactory
from tests.factories.territoire import MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*gestures):
    """Do all gestures at the same moment, each in a thread of its own; return what they gave."""
    ready, given = threading.Barrier(len(gestures)), [None] * len(gestures)

    def do(place, gesture):
        try:
            ready.wait()
            given[place] = gesture()
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=one) for one in enumerate(gestures)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def sender(user, address, data):
    """Return a gesture: `user` sends a form."""
    client = Client()
    client.force_login(user)
    return lambda: client.post(address, data)


def test_a_double_click_registers_once():
    user = UserFactory()
    typed = {
        "submission": str(uuid4()),
        "kind": "organisation",
        "name": "Ateliers",
        "family": ActorFamilyFactory().code,
        "seat": TerritoryFactory().code,
        "visibility": "public",
    }

    first, second = at_once(*[sender(user, reverse("actors:create"), typed) for _click in range(2)])

    assert Actor.objects.count() == 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url == Actor.objects.get().get_absolute_url()


def test_the_same_competence_said_twice_at_once_is_kept_once():
    user, competence = UserFactory(), CompetenceFactory()
    actor = ActorFactory(created_by=user)
    address = reverse("actors:mastery-create", args=[actor.slug])
    said = [
        {"submission": str(uuid4()), "competence": competence.slug, "level": level, "mobilisable": "on"}
        for level in (1, 3)
    ]

    answers = at_once(*[sender(user, address, data) for data in said])

    assert Mastery.objects.count() == 1
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    [refused] = [answer for answer in answers if answer.status_code == 200]
    assert "errorlist" in refused.content.decode() or "alert" in refused.content.decode()


def test_of_two_who_change_a_record_at_once_the_second_is_shown_what_changed():
    people = [UserFactory(admin=True), UserFactory(admin=True)]
    actor = ActorFactory(name="Avant", seat=TerritoryFactory())
    address = reverse("actors:update", args=[actor.slug])
    reader = Client()
    reader.force_login(people[0])
    version = re.search(r'name="version" value="([^"]+)"', reader.get(address).content.decode())[1]
    typed = {
        "version": version,
        "kind": "organisation",
        "family": actor.family.code,
        "seat": actor.seat.code,
        "visibility": "public",
        "confirm_every": "12",
    }

    answers = at_once(
        *[sender(one, address, {**typed, "name": f"Après {n}"}) for n, one in enumerate(people)]
    )

    actor.refresh_from_db()
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    [refused] = [answer for answer in answers if answer.status_code == 200]
    page = refused.content.decode()
    assert "Après 0" in page
    assert "Après 1" in page
    assert actor.name in ("Après 0", "Après 1")


def test_of_two_who_decide_at_once_on_a_proposal_one_does():
    holder, other = UserFactory(), UserFactory()
    project = ProjectFactory(holder=holder)
    MembershipFactory(team=project.team, user=other, role="holder")
    proposal = ProposalFactory(project=project, after={"name": "Laines"})
    where = [project.slug, proposal.uid]

    at_once(
        sender(holder, reverse("projects:change-adopt", args=where), {}),
        sender(other, reverse("projects:change-refuse", args=where), {"refuse-reason": "Non."}),
    )

    proposal.refresh_from_db()
    project.refresh_from_db()
    assert (proposal.state, project.name == "Laines") in {("adopted", True), ("refused", False)}


def test_of_two_proposals_on_the_same_thing_adopted_at_once_one_is_out_of_date():
    holder = UserFactory()
    project = ProjectFactory(holder=holder)
    two = [ProposalFactory(project=project, after={"name": name}) for name in ("Laines", "Toisons")]

    at_once(
        *[sender(holder, reverse("projects:change-adopt", args=[project.slug, one.uid]), {}) for one in two]
    )

    for one in two:
        one.refresh_from_db()
    assert sorted(one.state for one in two) == ["adopted", "stale"]
