"""A public word: asked for, published by who speaks for the actor alone, taken back, taken off."""

import pytest
from django.core import mail
from django.urls import reverse

from projects.models import Support
from tests.factories.actors import ActorFactory, ClaimFactory
from tests.factories.projects import ProjectFactory, SupportFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db


def text(client, project) -> str:
    return client.get(reverse("projects:supports", args=[project.slug])).content.decode()


def test_a_word_is_asked_published_and_taken_back(client, django_capture_on_commit_callbacks):
    holder, voice = UserFactory(), UserFactory()
    project, actor = ProjectFactory(holder=holder), ActorFactory(name="La Filature")
    ClaimFactory(actor=actor, user=voice, accepted=True)
    client.force_login(holder)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("projects:support-ask", args=[project.slug]), {"actor": actor.slug, "message": "Un mot ?"}
        )
    support = Support.objects.get()
    publish = reverse("projects:support-publish", args=[project.slug, support.uid])

    assert [one.to for one in mail.outbox] == [[voice.email]]
    assert publish in mail.outbox[0].body
    # Who asked cannot answer in the actor's place.
    assert client.post(publish, {"words": "Oui !"}).status_code == 403

    client.force_login(voice)
    assert publish in client.get(reverse("site:my-space")).content.decode()
    client.post(publish, {"words": "Nous en sommes."})
    client.logout()
    assert "Nous en sommes." in text(client, project)

    client.force_login(voice)
    client.post(reverse("projects:support-withdraw", args=[project.slug, support.uid]))
    client.logout()
    assert "La Filature" not in text(client, project)
    support.refresh_from_db()
    assert (support.state, support.words) == ("withdrawn", "")


def test_who_speaks_offers_a_word_and_nobody_else_does(client):
    voice, project, actor = UserFactory(), ProjectFactory(), ActorFactory()
    ClaimFactory(actor=actor, user=voice, accepted=True)
    offer = reverse("projects:support-offer", args=[project.slug])

    client.force_login(UserFactory())
    led_back = client.post(offer, {"actor": actor.slug, "words": "À leur place."})
    client.force_login(voice)
    client.post(offer, {"actor": actor.slug, "words": "Avec joie."})

    assert led_back.status_code == 302
    assert list(Support.objects.values_list("words", "state")) == [("Avec joie.", "public")]


def test_what_was_taken_off_does_not_come_back_by_itself(client):
    holder, voice = UserFactory(), UserFactory()
    support = SupportFactory(project__holder=holder, public=True)
    ClaimFactory(actor=support.actor, user=voice, accepted=True)
    at = [support.project.slug, support.uid]
    client.force_login(holder)
    client.post(reverse("projects:support-take-off", args=at), {"reason": "Hors sujet"})
    client.force_login(voice)

    page = client.post(reverse("projects:support-publish", args=at), {"words": "Encore."}).content.decode()

    assert "redemander" in page
    assert "Hors sujet" in text(client, support.project)
    support.refresh_from_db()
    assert support.state == "taken_off"


def test_nobody_is_asked_for_a_project_that_they_could_not_read(client):
    holder, actor = UserFactory(), ActorFactory()
    project = ProjectFactory(holder=holder, hidden=True)
    client.force_login(holder)

    client.post(reverse("projects:support-ask", args=[project.slug]), {"actor": actor.slug})

    assert not Support.objects.exists()
