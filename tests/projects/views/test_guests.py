"""Boarding without an account: by an address that is confirmed, followed by its link, owned by its account later."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from projects.actions import guests
from projects.models import GuestRequest, Involvement, Suggestion
from tests.factories.actors import ActorFactory, ActorFamilyFactory
from tests.factories.projects import DegreeFactory, GuestRequestFactory, NeedFactory, ProjectFactory
from tests.factories.territoire import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "zoe@exemple.example"


@pytest.fixture
def holder():
    return UserFactory()


@pytest.fixture
def project(holder):
    return ProjectFactory(holder=holder)


def typed(**values):
    degree = DegreeFactory(value=3).value
    return {"gesture": "able", "message": "Je sais carder.", "wanted_degree": degree, "name": "Zoé Vidal",
            "email": ADDRESS, **values}  # fmt: skip


def send(client, project, mailoutbox, capture, **values):
    """Send the form; return the link of the mail, or nothing when none went."""
    before = len(mailoutbox)
    with capture(execute=True):
        answer = client.post(reverse("projects:join", args=[project.slug]), typed(**values))
    assert answer.status_code == 302
    new = mailoutbox[before:]
    return re.search(r"https?://[^/]+(/projets/\S+)", new[0].body)[1] if new else ""


def test_from_an_anonymous_request_to_a_voice_in_the_circle(
    client, project, holder, mailoutbox, django_capture_on_commit_callbacks
):
    need, family = NeedFactory(project=project), ActorFamilyFactory()
    link = send(client, project, mailoutbox, django_capture_on_commit_callbacks, need=str(need.uid))
    requests = reverse("projects:requests", args=[project.slug])
    client.force_login(holder)
    assert "Zoé Vidal" not in client.get(requests).content.decode(), "not confirmed yet"
    client.logout()
    assert client.get(link).status_code == 200
    assert GuestRequest.objects.get().state == "unconfirmed", "reading confirms nothing"
    client.post(f"{link}confirm/")

    client.force_login(holder)
    guest = GuestRequest.objects.get()
    assert "Zoé Vidal" in client.get(requests).content.decode()
    answer = {
        "accept-degree": "3", "accept-day": timezone.localdate().isoformat(), "accept-changes": "On carde ici.",
        "accept-able": "on", "accept-family": family.pk, "accept-seat": project.territory.code,
    }  # fmt: skip
    page = client.post(reverse("projects:guest-accept", args=[project.slug, guest.uid]), answer)
    assert page.status_code == 302, page.context["accept"].errors
    person = Actor.objects.get(name="Zoé Vidal")
    assert (person.kind, person.visibility, person.team) == ("person", "team", project.team)
    assert person.notices.get().email == ADDRESS, "told as the law wants"
    assert Involvement.objects.get().changes == "On carde ici."
    assert person.masteries.filter(competence=need.competence).exists()
    client.logout()
    assert "Zoé Vidal" not in client.get(project.get_absolute_url()).content.decode(), (
        "unseen until she agrees"
    )
    assert "bienvenue" in client.get(link).content.decode()

    thief, user = UserFactory(), UserFactory()
    client.force_login(thief)
    client.post(f"{link}own/")
    assert not person.claims.exists()
    EmailAddress.objects.create(user=user, email=ADDRESS.upper(), verified=True)
    client.force_login(user)
    assert link in client.get(reverse("site:my-space")).content.decode()
    client.post(f"{link}own/")
    assert person.claims.get().user == user
    assert user.has_perm("projects.propose_change", project)


def test_the_answer_tells_nothing_of_an_address_and_mails_are_few(
    client, project, mailoutbox, django_capture_on_commit_callbacks
):
    EmailAddress.objects.create(user=UserFactory(), email="connue@exemple.example", verified=True)
    for email in ("connue@exemple.example", ADDRESS):
        assert send(client, project, mailoutbox, django_capture_on_commit_callbacks, email=email)
    assert mailoutbox[0].body.split("/projets/")[0] == mailoutbox[1].body.split("/projets/")[0]
    for _again in range(4):
        send(client, project, mailoutbox, django_capture_on_commit_callbacks)
    assert len([mail for mail in mailoutbox if mail.to == [ADDRESS]]) == guests.MOST_A_DAY
    # Robots, closed projects, and links that we never gave.
    answer = client.post(
        reverse("projects:join", args=[project.slug]), typed(website="x", email="r@exemple.example")
    )
    assert answer.status_code == 200
    closed = ProjectFactory(open_to_newcomers=False)
    assert (
        send(client, closed, mailoutbox, django_capture_on_commit_callbacks, email="f@exemple.example") == ""
    )
    guest = GuestRequestFactory(project=project)
    for slug, token in ((project.slug, f"{guest.uid.hex}.forged"), (closed.slug, guests.token_of(guest))):
        assert client.get(reverse("projects:guest", args=[slug, token])).status_code == 404


def test_who_knows_somebody_names_them_to_those_who_sort(
    client, project, holder, mailoutbox, django_capture_on_commit_callbacks
):
    known = {"gesture": "know", "known_name": "Léa Roux", "known_kind": "person", "known_how": "Ma voisine."}
    link = send(client, project, mailoutbox, django_capture_on_commit_callbacks, **known)
    assert not Suggestion.objects.exists()
    client.post(f"{link}confirm/")
    client.post(f"{link}confirm/")
    assert Suggestion.objects.get().name == "Léa Roux"
    assert not Actor.objects.filter(name="Léa Roux").exists()
    assert "Léa Roux" not in client.get(project.get_absolute_url()).content.decode()


def test_what_nobody_confirmed_is_forgotten(project):
    now = timezone.now()
    old = GuestRequestFactory(project=project, unconfirmed=True, created_at=now - timedelta(days=3))
    GuestRequestFactory(project=project, unconfirmed=True)
    waits = GuestRequestFactory(project=project, created_at=now - timedelta(days=20))

    assert list(guests.to_forget(now)) == [old]
    assert waits in GuestRequest.objects.pending()


def test_an_organisation_comes_aboard_known_or_registered_on_acceptance_alone(
    client, project, holder, mailoutbox, django_capture_on_commit_callbacks
):
    link = send(
        client, project, mailoutbox, django_capture_on_commit_callbacks, organisation="La Cardée du Pays"
    )
    client.post(f"{link}confirm/")
    guest = GuestRequest.objects.get()
    assert not Actor.objects.filter(name="La Cardée du Pays").exists(), "nothing is registered before"
    known = ActorFactory(name="La Cardée du pays", seat=project.territory)
    answer = {
        "accept-degree": "3", "accept-day": timezone.localdate().isoformat(),
        "accept-family": ActorFamilyFactory().pk, "accept-seat": project.territory.code,
    }  # fmt: skip
    accept = reverse("projects:guest-accept", args=[project.slug, guest.uid])
    client.force_login(holder)

    asked = client.post(accept, answer)
    assert "La Cardée du pays (" in asked.context["accept"].errors["actor"][0]
    again = asked.context["accept"]["other_than_known"].value()
    assert Actor.objects.get() == known
    assert client.post(accept, answer | {"accept-other_than_known": again}).status_code == 302

    new = Actor.objects.exclude(pk=known.pk).get()
    assert (new.kind, new.visibility, new.team) == ("organisation", "public", project.team)
    assert not new.notices.exists()
    assert Involvement.objects.get().actor == new
    # The address is confirmed, but proves no right to speak for an organisation.
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True)
    client.force_login(user)
    client.post(f"{link}own/")
    assert GuestRequest.objects.get().owner == user
    assert not new.claims.exists()


def test_who_asks_for_a_known_organisation_registers_nobody(client, project, holder):
    guest = GuestRequestFactory(project=project, organisation="La Cardée")
    known = ActorFactory(name="La Cardée")
    client.force_login(holder)

    client.post(
        reverse("projects:guest-accept", args=[project.slug, guest.uid]),
        {"accept-degree": "3", "accept-day": timezone.localdate().isoformat(), "accept-actor": known.slug},
    )

    assert Involvement.objects.get().actor == known
    assert Actor.objects.count() == 1
