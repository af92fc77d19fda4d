"""Requests to board are answered once, whoever answers at the same time."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from projects.actions import join_requests
from projects.enums import RequestState
from projects.models import Degree, Involvement
from territoire.periods import since
from tests.factories.actors import ActorFactory
from tests.factories.projects import DegreeFactory, InvolvementFactory, JoinRequestFactory, ProjectFactory
from tests.factories.territoire import UserFactory

TODAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_accept_brings_the_actor_aboard():
    request = JoinRequestFactory()
    holder = UserFactory()

    involvement = join_requests.accept(request, degree=DegreeFactory(value=3), day=TODAY, by=holder)

    request.refresh_from_db()
    assert (involvement.actor, involvement.degree_id, involvement.period) == (request.actor, 3, since(TODAY))
    assert (request.state, request.decided_by, request.involvement) == ("accepted", holder, involvement)


@pytest.mark.django_db
def test_accept_deepens_the_involvement_of_who_is_aboard():
    project = ProjectFactory()
    known = InvolvementFactory(project=project, degree=2)
    request = JoinRequestFactory(project=project, actor=known.actor)

    involvement = join_requests.accept(request, degree=DegreeFactory(value=4), day=TODAY, by=UserFactory())

    assert involvement == known
    assert Involvement.objects.get().degree_id == 4


@pytest.mark.django_db
def test_accept_stops_where_a_later_involvement_begins():
    project, actor = ProjectFactory(), ActorFactory()
    InvolvementFactory(project=project, actor=actor, period=since(date(2027, 1, 1)))
    request = JoinRequestFactory(project=project, actor=actor)

    involvement = join_requests.accept(request, degree=DegreeFactory(value=3), day=TODAY, by=UserFactory())

    assert involvement.period == since(TODAY, date(2027, 1, 1))


@pytest.mark.django_db
def test_a_request_is_answered_once():
    request = JoinRequestFactory()
    join_requests.decline(request, reason="Complet pour l’instant", by=UserFactory())

    with pytest.raises(ValidationError):
        join_requests.accept(request, degree=DegreeFactory(value=3), day=TODAY, by=UserFactory())
    with pytest.raises(ValidationError):
        join_requests.withdraw(request, by=request.created_by)

    assert not Involvement.objects.exists()


@pytest.mark.django_db
def test_submit_lets_the_team_see_who_offers():
    request = JoinRequestFactory.build(
        project=ProjectFactory(), actor=ActorFactory(person=True), wanted_degree=DegreeFactory(value=3)
    )

    join_requests.submit(request, by=UserFactory())

    assert request.actor.team == request.project.team


@pytest.mark.django_db(transaction=True)
def test_two_holders_who_accept_at_once_bring_aboard_once():
    request = JoinRequestFactory()
    holders = [UserFactory(), UserFactory()]
    degree = Degree.objects.get(pk=request.wanted_degree_id)
    outcomes = []
    ready = threading.Barrier(2)

    def accept(holder):
        try:
            ready.wait()
            join_requests.accept(request, degree=degree, day=TODAY, by=holder)
            outcomes.append("accepted")
        except ValidationError:
            outcomes.append("answered meanwhile")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[holder]) for holder in holders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["accepted", "answered meanwhile"]
    assert Involvement.objects.count() == 1
    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED
