"""Workshops: set with their questions, shown to whom it is said, invitations within consent."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.factories.actors import ActorFactory, ClaimFactory, ContactPointFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import FacilitationFactory, UserFactory
from tests.factories.workshops import GuestFactory, QuestionFactory, SequenceFactory, WorkshopFactory
from workshops.models import Sequence, Workshop

pytestmark = pytest.mark.django_db


def test_a_facilitator_sets_a_workshop_from_their_own_sequence(client):
    place = FacilitationFactory()
    client.force_login(place.user)
    own = SequenceFactory(created_by=place.user)
    day = timezone.localdate() + timedelta(days=3)
    sent = {
        "name": "Qui manque ?", "day": day, "begins": "18:00", "ends": "20:30", "visibility": "team",
        "agenda": "18h Accueil\n18:30 Tour de table", "sequence": f"own-{own.uid}",
    }  # fmt: skip

    client.post(reverse("workshops:create-of-territory", args=[place.territory.code]), sent)

    workshop = Workshop.objects.get()
    assert (workshop.territory, timezone.localtime(workshop.begins_at).hour) == (place.territory, 18)
    assert [f"{one.at:%H:%M} {one.what}" for one in workshop.moments] == [
        "18:00 Accueil",
        "18:30 Tour de table",
    ]
    assert [one.text for one in workshop.questions.all()] == ["Qui ?"]
    calendar = b"".join(client.get(reverse("workshops:calendar", args=[workshop.slug]))).decode()
    assert f"DTSTART:{workshop.begins_at:%Y%m%dT%H%M%SZ}" in calendar
    # Kept again under its name, it is replaced.
    QuestionFactory(workshop=workshop, text="Où ?", position=9)
    client.post(reverse("workshops:sequence-keep", args=[workshop.slug]), {"name": own.name})
    assert [one["text"] for one in Sequence.objects.get().questions] == ["Qui ?", "Où ?"]


def test_an_agenda_without_time_is_told_by_its_line(client):
    place = FacilitationFactory()
    client.force_login(place.user)
    sent = {"name": "A", "day": "2030-01-02", "begins": "18:00", "ends": "17:00", "agenda": "18:00 Un\nDeux"}

    page = client.post(reverse("workshops:create-of-territory", args=[place.territory.code]), sent)

    assert "Ligne 2" in page.content.decode()
    assert "La fin doit venir après le début." in page.content.decode()


def test_nothing_is_public_unless_said_so_and_minutes_wait(client):
    project = ProjectFactory()
    kept = WorkshopFactory(project=project)
    shown = WorkshopFactory(project=project, public=True, minutes="Nous avons décidé")

    assert client.get(reverse("workshops:detail", args=[kept.slug])).status_code == 404
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "Nous avons décidé" not in page
    listed = client.get(reverse("workshops:of-project", args=[project.slug])).content.decode()
    assert (shown.name in listed, kept.name in listed) == (True, False)
    Workshop.objects.update(minutes_shown=True)
    assert "Nous avons décidé" in client.get(shown.get_absolute_url()).content.decode()


def test_only_those_whose_address_one_may_use_are_written_to_once(client, django_capture_on_commit_callbacks):
    holder = UserFactory()
    workshop = WorkshopFactory(project=ProjectFactory(holder=holder))
    spoken, shows, hides, person = ActorFactory(), ActorFactory(), ActorFactory(), ActorFactory(person=True)
    speaker = ClaimFactory(actor=spoken, accepted=True).user
    ContactPointFactory(actor=shows, kind="email", value="asso@exemple.example", visibility="public")
    ContactPointFactory(actor=hides, kind="email", value="cache@exemple.example", visibility="team")
    ContactPointFactory(actor=person, kind="email", value="personne@exemple.example", visibility="public")
    for actor in (spoken, shows, hides, person):
        GuestFactory(workshop=workshop, actor=actor)
    client.force_login(holder)

    with django_capture_on_commit_callbacks(execute=True):
        for _turn in range(2):
            client.post(reverse("workshops:invite", args=[workshop.slug]), {"words": "À bientôt"})

    assert sorted(one.to[0] for one in mail.outbox) == sorted([speaker.email, "asso@exemple.example"])
    assert workshop.guests.filter(told_at__isnull=False).count() == 2
    # Who speaks for a guest sees the workshop, and answers.
    client.force_login(speaker)
    guest = workshop.guests.get(actor=spoken)
    client.post(reverse("workshops:guest-answer", args=[workshop.slug, guest.uid]), {"vient": "1"})
    guest.refresh_from_db()
    assert guest.answer == "coming"
