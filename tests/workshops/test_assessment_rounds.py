"""Assessment rounds: each alone, then together; what is settled becomes the project's assessment if one says so."""

import pytest
from django.test import Client
from django.urls import reverse

from projects.maps.influence.judgements import load_judgements
from projects.models import Assessment
from tests.factories.actors import ActorFactory
from tests.factories.projects import AssessmentFactory, InvolvementFactory
from tests.factories.territoire import MembershipFactory, UserFactory
from tests.factories.workshops import ParticipantFactory, WorkshopFactory
from tests.workshops.test_rooms import enter, post, read
from workshops.actions import rounds
from workshops.models import Rating, Round, RoundActor

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    workshop = WorkshopFactory(open=True)
    workshop.holder = MembershipFactory(team=workshop.project.team).user
    workshop.aboard = InvolvementFactory(project=workshop.project).actor
    workshop.round = rounds.begin(workshop, [workshop.aboard], salience=True, by=workshop.holder)
    workshop.about = workshop.round.actors.get()
    return workshop


def rate(client, room, **given):
    said = {"uid": str(room.about.uid), "influence": 5, "interest": 2, "revision": 1, **given}
    return post(client, "rate", room, {"ratings": [said]}).json()


def voices(room, *figures):
    for influence, interest, *more in figures:
        legitimacy, urgency = [*more, None, None][:2]
        Rating.objects.create(
            about=room.about,
            participant=ParticipantFactory(workshop=room),
            influence=influence,
            interest=interest,
            legitimacy=legitimacy,
            urgency=urgency,
        )


def on_screen(client, room) -> dict:
    client.force_login(room.holder)
    return client.get(reverse("workshops:wall", args=[room.slug])).json()["round"]


def test_each_alone_nobody_sees_what_the_others_say_until_it_is_shown(client, room):
    voices(room, (5, 4), (4, 4))
    phone = Client()
    enter(phone, room)
    said = {"uid": str(room.about.uid), "influence": 1, "interest": 1}

    assert [rate(phone, room), rate(phone, room, influence=1, interest=1, revision=2), rate(phone, room)] == [
        {"kept": [said["uid"]], "refused": {}}
    ] * 3

    assert list(Rating.objects.filter(participant__name="Ana").values_list("influence", "revision")) == [
        (1, 2)
    ]
    alone = read(phone, room)["round"]["actors"]
    assert [one["said"]["influence"] for one in alone] == [1]
    screen = on_screen(client, room)
    assert (screen["rated"], screen["actors"][0]["voices"]) == (3, 3)
    assert (screen["actors"][0]["figures"], screen["actors"][0]["dots"]) == ({}, [])
    post(client, "gesture", room, {"verb": "reveal", "round": str(room.round.uid), "shown": True})
    shown = on_screen(client, room)["actors"][0]
    assert shown["figures"] == {"influence": [2.5, 4.0, 4.5], "interest": [2.5, 4.0, 4.0]}
    assert sorted(shown["dots"]) == [[1, 1, 1], [4, 4, 1], [4, 5, 1]]
    # Phones look at the screen: nothing of the others reaches them.
    assert [set(one) for one in read(phone, room)["round"]["actors"]] == [{"uid", "name", "said"}]


def test_what_waited_for_a_network_counts_and_what_comes_once_shown_does_not(client, room):
    early, late = Client(), Client()
    for phone in (early, late):
        enter(phone, room)
    known = read(early, room)["stage"]
    rounds.reveal(room.round, True, by=room.holder)
    knows = read(late, room)["stage"]

    assert rate(early, room, stage=known)["refused"] == {}
    assert "montré" in rate(late, room, stage=knows)["refused"][str(room.about.uid)]
    assert (
        "influence"
        in rate(early, room, interest=None, revision=2, stage=known)["refused"][str(room.about.uid)]
    )
    assert Rating.objects.count() == 1
    # Figures out of the scale, and words that are none, are refused whole.
    sent = {"ratings": [{"uid": str(room.about.uid), "influence": 9, "interest": 1}]}
    assert post(early, "rate", room, sent).status_code == 400


def test_fewer_than_three_voices_are_told_without_figures_scale_by_scale(client, room):
    voices(room, (5, 5, 5, 5), (5, 4))
    rounds.reveal(room.round, True, by=room.holder)
    assert on_screen(client, room)["actors"][0]["figures"] == {}

    voices(room, (5, 4, 5, 5))
    shown = on_screen(client, room)["actors"][0]
    assert set(shown["figures"]) == {"influence", "interest"}
    assert (shown["salience"], shown["part"] != "") == ("", True)
    voices(room, (4, 4, 5, 4))
    assert on_screen(client, room)["actors"][0]["salience"] == "Décisif"


def settle(client, room, **more):
    prefix = room.about.uid.hex
    sent = {f"{prefix}-influence": "4", f"{prefix}-interest": "2", f"{prefix}-urgency": "5"}
    return client.post(
        reverse("workshops:round", args=[room.slug, room.round.uid]), {**sent, **more}, follow=True
    )


def test_what_is_settled_becomes_the_word_of_the_project_and_can_be_taken_back(client, room):
    AssessmentFactory(project=room.project, actor=room.aboard, influence=1, interest=1)
    client.force_login(room.holder)

    assert "Noté" in settle(client, room).content.decode()
    assert Assessment.objects.count() == 1
    settle(client, room, keep="1")

    kept = Assessment.objects.get(agreed=True)
    assert (kept.influence, kept.interest, kept.legitimacy, kept.urgency) == (4, 2, None, 5)
    day = kept.day
    judged = load_judgements(room.project, [room.aboard.slug], room.holder, day)[room.aboard.slug]
    assert (judged.influence.middle, judged.agreed_on, judged.own) == (4, day, None)
    # Who sees it otherwise since is heard again.
    AssessmentFactory(project=room.project, actor=room.aboard, influence=2, interest=2)
    judged = load_judgements(room.project, [room.aboard.slug], room.holder, day)[room.aboard.slug]
    assert judged.influence.middle == 3
    client.post(reverse("workshops:round-take-back", args=[room.slug, room.round.uid]))
    assert not Assessment.objects.filter(agreed=True).exists()


def test_only_the_team_keeps_and_only_of_its_circle(client, room):
    admin = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(admin)
    page = settle(client, room, keep="1")
    assert "Seule l’équipe du projet" in page.content.decode()
    assert not Assessment.objects.exists()

    stranger = rounds.begin(room, [ActorFactory()], salience=False, by=room.holder)
    room.round, room.about = stranger, stranger.actors.get()
    client.force_login(room.holder)
    page = settle(client, room, keep="1")
    assert "cercle du projet" in page.content.decode()
    assert not Assessment.objects.exists()


def test_a_round_is_begun_over_the_circle_without_persons_who_did_not_agree(client, room):
    person = ActorFactory(person=True, team=room.project.team)
    InvolvementFactory(project=room.project, actor=person)
    client.force_login(room.holder)
    address = reverse("workshops:rounds", args=[room.slug])

    none = client.post(address, {"salience": "on"})
    begun = client.post(address, {"circle": "on", "salience": "on"})
    many = client.post(address, {"actors": [ActorFactory().slug for _turn in range(41)]})

    assert "Choisissez au moins un acteur" in none.content.decode()
    assert begun.url == reverse("workshops:screen", args=[room.slug])
    assert list(Round.objects.latest("pk").actors.values_list("actor", flat=True)) == [room.aboard.pk]
    assert "40" in many.content.decode()
    # A question that is asked takes the place of the round; the round stays.
    assert on_screen(client, room) is not None
    post(client, "gesture", room, {"verb": "ask", "question": None})
    assert on_screen(client, room) is None
    client.post(reverse("workshops:round-delete", args=[room.slug, room.round.uid]))
    assert not RoundActor.objects.filter(round=room.round.pk).exists()


def test_without_scripts_a_form_rates(client, room):
    enter(client, room)
    page = client.get(reverse("workshops:participate", args=[room.slug])).content.decode()
    assert f'value="{room.about.uid}"' in page

    for influence in (2, 3):
        sent = {"uid": room.about.uid, "influence": influence, "interest": 4, "urgency": "", "stage": 0}
        assert client.post(reverse("workshops:rate", args=[room.slug]), sent).status_code == 302

    assert list(Rating.objects.values_list("influence", "interest", "urgency")) == [(3, 4, None)]
