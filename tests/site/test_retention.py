"""The daily pass: nothing without `--apply`; persons and accounts warned then erased; what is kept for a time goes."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from actors.actions import consent
from actors.models import Actor, ActorReport, ContactAccess, Mastery, Objection, PersonWarning
from territoire.models import AccountWarning, Invitation, RetentionRun, Submission, User
from tests.factories.actors import (
    ActorFactory,
    ActorReportFactory,
    ClaimFactory,
    ContactAccessFactory,
    ContactPointFactory,
    MasteryFactory,
    NoticeFactory,
)
from tests.factories.territoire import InvitationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)
ADDRESS = "odile@exemple.example"


@pytest.fixture(autouse=True)
def _of_the_day():
    """Begin each test at its own moment: the run may go on after midnight."""
    global NOW
    NOW = timezone.now()


def run(now=None, *, apply=True):
    told = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("apply_retention", apply=apply, now=now or NOW, stdout=told)
    return told.getvalue()


@pytest.fixture
def letters():
    """Return who got what since the last time."""

    def sent():
        told = [(one.to[0], one.subject) for one in mail.outbox]
        mail.outbox.clear()
        return told

    return sent


def silent(person, *, days=800, now=None):
    """Make as if nothing was heard of a person, and of what is said of them, for so long."""
    long_ago = (now or NOW) - days * DAY
    Actor.objects.filter(pk=person.pk).update(created_at=long_ago, updated_at=long_ago)
    for facts in (person.masteries, person.contact_points, person.notices):
        facts.update(created_at=long_ago, updated_at=long_ago)
    person.refresh_from_db()
    return person


def silent_user(days=800, **values):
    long_ago = NOW - days * DAY
    user = UserFactory(**values)
    User.objects.filter(pk=user.pk).update(date_joined=long_ago, last_login=long_ago)
    user.refresh_from_db()
    return user


@pytest.fixture
def person(db):
    person = ActorFactory(person=True, name="Odile Vigne", created_by=UserFactory(last_login=NOW))
    NoticeFactory(actor=person, email=ADDRESS)
    MasteryFactory(actor=person)
    return silent(person)


def test_nothing_is_done_unless_asked(person, letters):
    told = run(apply=False)

    assert "1 persons warned a month before" in told
    assert not PersonWarning.objects.exists()
    assert not RetentionRun.objects.exists()
    assert letters() == []


def test_a_silent_person_is_warned_twice_then_erased(person, letters):
    run(NOW)
    [(to, subject)] = letters()
    assert (to, "un mois" in subject) == (ADDRESS, True)
    run(NOW)
    run(NOW + 22 * DAY)
    assert letters() == []

    run(NOW + 23 * DAY)
    [(to, subject)] = letters()
    assert (to, "une semaine" in subject) == (ADDRESS, True)
    run(NOW + 29 * DAY)
    assert Actor.objects.get().erased_at is None

    run(NOW + 30 * DAY)
    gone = Actor.objects.get()
    assert (gone.name, bool(gone.erased_at)) == ("Personne effacée", True)
    assert Mastery.objects.exists()
    assert not Objection.objects.exists()  # who was silent may be registered again
    assert RetentionRun.objects.first().done["persons_erased"] == 1

    run(NOW + 31 * DAY)
    assert RetentionRun.objects.first().done["persons_erased"] == 0


def test_confirming_by_the_link_keeps_the_person(client, person):
    run(NOW - 60 * DAY)
    notice = person.notices.get()
    client.post(reverse("rights:confirm", args=[consent.token_of(notice)]))

    run(NOW)
    run(NOW + 30 * DAY)

    assert Actor.objects.get().erased_at is None
    assert PersonWarning.objects.count() == 1


def test_an_address_of_the_contact_details_serves_too(letters):
    person = ActorFactory(person=True)
    ContactPointFactory(actor=person, value=ADDRESS)
    silent(person)

    run()

    assert [to for to, _subject in letters()] == [ADDRESS]


def test_without_an_address_the_keepers_read_it_in_their_space(client, letters):
    person = silent(ActorFactory(person=True, name="Odile Vigne"))
    client.force_login(person.created_by)
    assert "bientôt effacées" not in client.get(reverse("site:my-space")).text

    run()

    assert letters() == []
    page = client.get(reverse("site:my-space")).text
    assert "bientôt effacées" in page
    assert "Odile Vigne" in page
    client.force_login(UserFactory())
    assert "Odile Vigne" not in client.get(reverse("site:my-space")).text


def test_activity_keeps(person):
    said = silent(ActorFactory(person=True))
    MasteryFactory(actor=said)
    spoken_for = silent(ActorFactory(person=True))
    ClaimFactory(actor=spoken_for, accepted=True, user__last_login=NOW)
    silent(ActorFactory())

    run()

    assert [warning.actor for warning in PersonWarning.objects.all()] == [person]


def test_a_silent_account_is_warned_twice_then_erased(letters):
    user = silent_user(email="vieux@exemple.example", name="Vieux Compte")
    run(NOW)
    run(NOW + 23 * DAY)
    assert [to for to, _subject in letters()] == ["vieux@exemple.example"] * 2

    run(NOW + 30 * DAY)

    user.refresh_from_db()
    assert (user.is_active, user.name) == (False, "")
    run(NOW + 60 * DAY)
    assert RetentionRun.objects.first().done["accounts_erased"] == 0


def test_signing_in_keeps_the_account():
    user = silent_user()
    run(NOW)
    User.objects.filter(pk=user.pk).update(last_login=NOW + DAY)

    run(NOW + 40 * DAY)

    user.refresh_from_db()
    assert user.is_active


def test_writing_keeps_the_account(client):
    user = silent_user()
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(last_login=NOW - 800 * DAY)
    client.post(reverse("site:profile"), {"name": "Encore là"})
    Submission.objects.create(token="0" * 32, user=user)

    run()

    assert not AccountWarning.objects.exists()


def test_the_last_admin_is_left(letters):
    silent_user(admin=True)

    run()

    assert letters() == []


def test_projects_that_lose_their_last_holder_are_told(caplog):
    user = silent_user()
    MembershipFactory(user=user)
    shared = MembershipFactory(user=user)
    MembershipFactory(team=shared.team, user__last_login=NOW)

    with caplog.at_level(logging.WARNING):
        run()

    assert RetentionRun.objects.get().done["teams_without_holder"] == 1
    assert "loses its last holder" in caplog.text


def test_what_is_kept_for_a_time_goes(person):
    old, recent = NOW - 400 * DAY, NOW - DAY
    for at in (old, recent):
        ContactAccessFactory(at=at, user=None, actor__created_by=None)
        Submission.objects.create(token=person.uid if at == old else "0" * 32, user=person.created_by)
        Submission.objects.filter(result="").update(created_at=at, result=str(at))
        Session.objects.create(session_key=f"{at:%Y%m%d}", expire_date=at + 2 * DAY)
        InvitationFactory(email=f"invite-{at:%Y}@exemple.example", expires_at=at, created_by=None)
        ActorReportFactory(
            message="Mots", answer="Réponse", state="mended", decided_at=at, actor__created_by=None
        )

    run()

    assert ContactAccess.objects.count() == 1
    assert Submission.objects.count() == 1
    assert Session.objects.count() == 1
    assert sorted(Invitation.objects.values_list("email", flat=True)) == [
        "",
        f"invite-{recent:%Y}@exemple.example",
    ]
    assert not Invitation.pgh_event_model.objects.filter(email=f"invite-{old:%Y}@exemple.example").exists()
    assert sorted(ActorReport.objects.values_list("message", "answer")) == [("", ""), ("Mots", "Réponse")]
    assert ActorReport.pgh_event_model.objects.filter(message="Mots").count() == 1


def test_a_failure_stops_nothing_else(person, monkeypatch, caplog):
    other = silent(ActorFactory(person=True, created_by=UserFactory(last_login=NOW)))
    real = PersonWarning.objects.create

    def failing(**values):
        if values["actor"] == person:
            raise RuntimeError
        return real(**values)

    monkeypatch.setattr(PersonWarning.objects, "create", failing)

    run()

    assert [warning.actor for warning in PersonWarning.objects.all()] == [other]
    assert RetentionRun.objects.get().done["failed"] == 1
    assert "Odile" not in caplog.text
