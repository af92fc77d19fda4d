"""Who learns is told, through pages: a place that comes free, another day, a session called off and taken up."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.factories.actors import ActorFactory, ClaimFactory
from tests.factories.cocreation import InscriptionFactory, TrainingSessionFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    return UserFactory(email="qui-enseigne@exemple.example")


@pytest.fixture
def session(teacher):
    session = TrainingSessionFactory(places=1, competence__name="Filature", place="La grange")
    ClaimFactory(actor=session.teacher, user=teacher, accepted=True)
    return session


@pytest.fixture
def learners(session):
    """Have one with a place, one who waits, one who gave theirs up."""
    people = {
        state: UserFactory(email=f"{state}@exemple.example")
        for state in ("registered", "waiting", "withdrawn")
    }
    return [
        InscriptionFactory(session=session, state=state, actor=ActorFactory(created_by=user), created_by=user)
        for state, user in people.items()
    ]


def post(client, user, name, uid, data=None, capture=None):
    client.force_login(user)
    with capture(execute=True):
        return client.post(reverse(f"cocreation:{name}", args=[uid]), data or {})


def version(session):
    session.refresh_from_db()
    return {"version": session.updated_at.isoformat()}


def told():
    """Return to whom mails left, in order, and forget them."""
    sent = [letter.to[0] for letter in mail.outbox]
    return sorted(sent)


def test_a_place_given_up_is_asked_about_and_told_to_the_first_who_waits(
    client, session, learners, django_capture_on_commit_callbacks
):
    first, second, _gone = learners
    client.force_login(first.created_by)
    page = client.get(reverse("cocreation:inscription-leave", args=[first.uid]))
    assert (page.status_code, first.actor.name in page.text) == (200, True)

    post(client, first.created_by, "inscription-leave", first.uid, capture=django_capture_on_commit_callbacks)

    [letter] = mail.outbox
    assert letter.to == ["waiting@exemple.example"]
    assert "Vous avez une place" in letter.subject
    assert second.actor.name in letter.body
    [(name, content, kind)] = letter.attachments
    assert (name, kind) == ("formation.ics", "text/calendar")
    assert f"UID:formation-{session.uid}" in content


def test_another_hour_is_told_to_who_comes_with_a_later_version_for_calendars(
    client, session, teacher, learners, django_capture_on_commit_callbacks
):
    day = timezone.localdate(session.starts_at) + timedelta(days=3)
    same = {"territory": session.territory.code, "places": 1, "level": session.level}
    moved = same | {"day": day.isoformat(), "since": "10:00", "until": "12:00", "place": "La halle"}
    # Who speaks for the learner is told as well as who registered it.
    spokesman = UserFactory(email="porte-voix@exemple.example")
    ClaimFactory(actor=learners[0].actor, user=spokesman, accepted=True)
    assert session.created_at
    type(session).objects.update(created_at=timezone.now() - timedelta(hours=1))

    answer = post(
        client,
        teacher,
        "training-update",
        session.uid,
        moved | version(session),
        django_capture_on_commit_callbacks,
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert told() == ["porte-voix@exemple.example", "registered@exemple.example", "waiting@exemple.example"]
    letter = mail.outbox[0]
    assert "a changé" in letter.subject
    assert "La halle" in letter.body
    content = letter.attachments[0][1]
    assert "SEQUENCE:36" in content  # seconds since it was made
    mail.outbox.clear()
    post(
        client,
        teacher,
        "training-update",
        session.uid,
        moved | version(session) | {"text": "Apportez de la laine."},
        django_capture_on_commit_callbacks,
    )
    assert told() == []


def test_a_session_called_off_is_confirmed_told_and_taken_up(
    client, session, teacher, learners, django_capture_on_commit_callbacks
):
    client.force_login(teacher)
    page = client.get(reverse("cocreation:training-call-off", args=[session.uid]))
    assert "2" in page.text
    session.refresh_from_db()
    assert session.cancelled_at is None

    post(client, teacher, "training-call-off", session.uid, capture=django_capture_on_commit_callbacks)
    assert told() == ["registered@exemple.example", "waiting@exemple.example"]
    assert "STATUS:CANCELLED" in mail.outbox[0].attachments[0][1]
    mail.outbox.clear()
    # Nobody gets a place in what does not take place.
    post(
        client,
        learners[0].created_by,
        "inscription-leave",
        learners[0].uid,
        capture=django_capture_on_commit_callbacks,
    )
    assert told() == []

    post(client, teacher, "training-take-up", session.uid, capture=django_capture_on_commit_callbacks)

    assert told() == ["waiting@exemple.example", "waiting@exemple.example"]
    assert {letter.subject.split("«")[0].strip() for letter in mail.outbox} == {
        "La formation",
        "Vous avez une place\u00a0: formation",
    }
    learners[1].refresh_from_db()
    assert learners[1].state == "registered"


def test_what_one_sees_no_longer_is_not_told(
    client, session, teacher, learners, django_capture_on_commit_callbacks
):
    session.teacher.visibility = "hidden"
    session.teacher.save()

    post(client, teacher, "training-call-off", session.uid, capture=django_capture_on_commit_callbacks)

    assert told() == []


def test_what_is_over_is_not_called_off(client, teacher, session, django_capture_on_commit_callbacks):
    past = timezone.now() - timedelta(days=1)
    type(session).objects.update(starts_at=past - timedelta(hours=2), ends_at=past)

    post(client, teacher, "training-call-off", session.uid, capture=django_capture_on_commit_callbacks)

    session.refresh_from_db()
    assert session.cancelled_at is None
