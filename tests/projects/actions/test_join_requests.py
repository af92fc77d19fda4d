"""Requests to board are answered once, whoever answers at the same time."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from projects.actions import join_request_reminders, join_requests
from projects.analysis.facts import facts_of
from projects.analysis.gaps import analyse
from projects.enums import NeedState, RequestState
from projects.models import Degree, Involvement, JoinRequest
from territoire.periods import since
from tests.factories.actors import ActorFactory, ActorOccupationFactory, MasteryFactory
from tests.factories.projects import (
    DegreeFactory,
    InvolvementFactory,
    JoinRequestFactory,
    NeedFactory,
    ProjectFactory,
)
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
def test_accept_notes_that_the_actor_knows_how_to_do_what_it_offered():
    project = ProjectFactory()
    need = NeedFactory(project=project, minimum_level=2)
    request = JoinRequestFactory(project=project, need=need)

    join_requests.accept(request, degree=DegreeFactory(value=3), day=TODAY, by=UserFactory(), able=True)

    [gap] = analyse(facts_of(project, [need], TODAY))
    assert (gap.state, request.actor.masteries.get().level) == (NeedState.COVERED, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(("known", "noted"), [(1, 2), (3, 3)])
def test_accept_raises_what_is_known_and_never_lowers_it(known, noted):
    need = NeedFactory(minimum_level=2)
    mastery = MasteryFactory(competence=need.competence, level=known, mobilisable=False)
    request = JoinRequestFactory(project=need.project, need=need, actor=mastery.actor)

    join_requests.accept(request, degree=DegreeFactory(value=3), day=TODAY, by=UserFactory(), able=True)

    mastery.refresh_from_db()
    assert (mastery.level, mastery.mobilisable) == (noted, True)


@pytest.mark.django_db
def test_accept_notes_an_occupation_until_a_later_one_begins():
    need = NeedFactory(for_occupation=True)
    later = ActorOccupationFactory(occupation=need.occupation, period=since(date(2027, 1, 1)))
    request = JoinRequestFactory(project=need.project, need=need, actor=later.actor)

    join_requests.accept(request, degree=DegreeFactory(value=3), day=TODAY, by=UserFactory(), able=True)

    assert later.actor.practised.exclude(pk=later.pk).get().period == since(TODAY, date(2027, 1, 1))


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


def aged(days: int, **given):
    """A request sent `days` ago, at noon: a day is counted by the clocks of here, which change twice a year."""
    request = JoinRequestFactory(**given)
    noon = timezone.localtime().replace(hour=12)
    JoinRequest.objects.filter(pk=request.pk).update(created_at=noon - timedelta(days=days))
    return request


def daily(days: int = 0):
    """Run what the daily pass does with requests, so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    with TestCase.captureOnCommitCallbacks(execute=True):
        for project in join_request_reminders.to_remind(day):
            join_request_reminders.remind(project, day)
        for request in join_request_reminders.to_end(day):
            join_request_reminders.end(request, day)


@pytest.mark.django_db
def test_holders_are_reminded_once_a_week_and_contributors_never(mailoutbox):
    holder = UserFactory()
    project = ProjectFactory(holder=holder, contributor=UserFactory(), name="Pôle laine")
    aged(8, project=project)
    aged(9, project=project)
    aged(2)

    daily()
    daily()

    assert [letter.to for letter in mailoutbox] == [[holder.email]]
    assert mailoutbox[0].subject == "2 demandes pour rejoindre «\xa0Pôle laine\xa0» vous attendent"
    assert f"/projets/{project.slug}/demandes/" in mailoutbox[0].body
    daily(7)
    assert [letter.to for letter in mailoutbox[1:]].count([holder.email]) == 1


@pytest.mark.django_db
def test_a_request_that_nobody_answers_ends_with_thanks(mailoutbox):
    sender = UserFactory()
    request, answered = aged(30, created_by=sender), aged(40)
    join_requests.decline(answered, reason="Non", by=UserFactory())

    daily()
    daily()

    request.refresh_from_db()
    assert (request.state, request.decided_at) == (RequestState.EXPIRED, None)
    assert [letter.to for letter in mailoutbox] == [[sender.email]]
    assert mailoutbox[0].subject.startswith("Merci d’avoir proposé")
    with pytest.raises(ValidationError):
        join_requests.accept(request, degree=request.wanted_degree, day=TODAY, by=sender)
    answered.refresh_from_db()
    assert answered.state == RequestState.DECLINED


@pytest.mark.django_db
def test_thanks_do_not_name_a_project_that_was_hidden_since(mailoutbox):
    request = aged(31, created_by=UserFactory(), project=ProjectFactory(name="Le Secret", hidden=True))

    daily()

    assert request.project.name not in mailoutbox[0].subject + mailoutbox[0].body
