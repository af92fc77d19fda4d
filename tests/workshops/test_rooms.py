"""A room: who enters by which code, what a phone writes once, what nobody else sees."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.territoire import MembershipFactory
from tests.factories.workshops import NoteFactory, QuestionFactory, WorkshopFactory
from workshops.actions import boards
from workshops.models import Note, Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    workshop = WorkshopFactory(open=True)
    workshop.holder = MembershipFactory(team=workshop.project.team).user
    workshop.asked = QuestionFactory(workshop=workshop, dots=1)
    boards.ask(workshop, workshop.asked, by=workshop.holder)
    return workshop


def enter(client, workshop, **given):
    address = reverse("workshops:enter", args=[workshop.code])
    return client.post(address, {"name": "Ana", "token": uuid.uuid4(), **given})


def a_note(workshop, **given) -> dict:
    return {
        "uid": str(uuid.uuid4()),
        "question": str(workshop.asked.uid),
        "text": "La filature",
        "revision": 1,
        **given,
    }


def post(client, name: str, workshop, sent: dict):
    address = reverse(f"workshops:{name}", args=[workshop.slug])
    return client.post(address, json.dumps(sent), content_type="application/json")


def read(client, workshop) -> dict:
    return client.get(reverse("workshops:phone-state", args=[workshop.slug])).json()


def test_a_code_lets_in_without_account_and_a_form_sent_twice_lets_in_once(client, room):
    token = uuid.uuid4()

    first, second = enter(client, room, token=token), enter(client, room, token=token)

    assert first.url == second.url == reverse("workshops:participate", args=[room.slug])
    assert Participant.objects.count() == 1
    page = client.get(first.url)
    assert room.asked.text in page.content.decode()
    assert client.cookies[f"atelier-{room.slug[-12:]}"]["path"] == f"/ateliers/{room.slug}/"


def test_what_is_sent_again_is_there_once_and_what_comes_late_undoes_nothing(client, room):
    enter(client, room)
    note = a_note(room)
    newer = {**note, "text": "La filature de Saugues", "revision": 2}

    for sent in ([note], [note], [newer, note], [note]):
        answer = post(client, "write", room, {"notes": sent})
        assert answer.json()["refused"] == {}
        assert note["uid"] in answer.json()["kept"]

    assert list(Note.objects.values_list("text", "revision")) == [("La filature de Saugues", 2)]


def test_strangers_get_in_nowhere_and_a_participant_sees_their_workshop_alone(client, room):
    other = WorkshopFactory(open=True)
    stranger = Client()
    enter(client, room)
    secret = NoteFactory(question=room.asked, text="Mot des autres")

    for who, workshop in ((stranger, room), (client, other)):
        assert who.get(reverse("workshops:phone-state", args=[workshop.slug])).status_code == 404
        assert post(who, "write", workshop, {"notes": []}).status_code == 404
    # Nor what is for who leads, nor the page of a workshop that is not shown, nor what the others wrote.
    for name in ("detail", "screen", "wall"):
        assert client.get(reverse(f"workshops:{name}", args=[room.slug])).status_code in (302, 404)
    assert secret.text not in json.dumps(read(client, room))
    # A cookie that was not signed here opens nothing.
    stranger.cookies[f"atelier-{room.slug[-12:]}"] = Participant.objects.get().uid.hex
    assert stranger.get(reverse("workshops:phone-state", args=[room.slug])).status_code == 404


def test_what_is_somebody_elses_is_not_changed(client, room):
    note = NoteFactory(question=room.asked, text="À elle")
    enter(client, room)

    answer = post(
        client, "write", room, {"notes": [a_note(room, uid=str(note.uid), revision=9, withdrawn=True)]}
    )

    assert list(answer.json()["refused"]) == [str(note.uid)]
    note.refresh_from_db()
    assert (note.text, note.withdrawn_at) == ("À elle", None)


def test_a_code_ends_with_its_workshop_and_wrong_codes_are_counted(client, room, settings, throttled):
    settings.TERRITOIRE_THROTTLES = {
        **settings.TERRITOIRE_THROTTLES,
        "wrong-code": {"account": "2/h", "address": "2/h"},
    }
    past = WorkshopFactory(open=True, over=True)
    closed = WorkshopFactory()

    assert [
        client.get(reverse("workshops:enter", args=[one.code])).status_code for one in (past, closed)
    ] == [404, 404]
    assert client.post(reverse("workshops:join"), {"code": "ABCD EFGH"}).status_code == 429
    # Who has the right code is not kept out by who shares their address.
    typed = f"{room.code[:4]} {room.code[4:]}".lower()
    assert client.post(reverse("workshops:join"), {"code": typed}).url == reverse(
        "workshops:enter", args=[room.code]
    )


def test_a_participant_who_writes_without_end_waits(client, room, settings, throttled):
    settings.TERRITOIRE_THROTTLES = {
        **settings.TERRITOIRE_THROTTLES,
        "post-it": {"account": "1/m", "participant": "2/m"},
    }
    enter(client, room)

    answers = [post(client, "write", room, {"notes": [a_note(room)]}).status_code for _turn in range(3)]

    assert answers == [200, 200, 429]
    neighbour = Client()
    enter(neighbour, room)
    assert post(neighbour, "write", room, {"notes": [a_note(room)]}).status_code == 200


def test_dots_are_put_once_so_many_and_while_they_are_open(client, room):
    one, two = NoteFactory(question=room.asked), NoteFactory(question=room.asked)
    enter(client, room)
    assert post(client, "dot", room, {"note": str(one.uid), "on": True}).status_code == 409
    boards.open_dots(room, True, by=room.holder)

    answers = [post(client, "dot", room, {"note": str(note.uid), "on": True}) for note in (one, one, two)]

    assert [answer.status_code for answer in answers] == [200, 200, 409]
    assert one.dots.count() == 1
    assert read(client, room)["dots_left"] == 0


def test_the_screen_learns_what_changed_since_a_number_and_nothing_else(client, room):
    client.force_login(room.holder)
    old = NoteFactory(question=room.asked)
    address = reverse("workshops:wall", args=[room.slug])
    version = client.get(address).json()["version"]
    assert client.get(address, {"since": version}).status_code == 204
    phone = Client()
    enter(phone, room)
    post(phone, "write", room, {"notes": [a_note(room)]})
    group = str(uuid.uuid4())

    name = {"verb": "name", "group": group, "question": str(room.asked.uid), "name": "La filière"}
    for sent in (name, {"verb": "move", "notes": [str(old.uid)], "group": group}):
        assert post(client, "gesture", room, sent).json() == {"done": True}

    changed = client.get(address, {"since": version}).json()
    assert {note["text"]: note["group"] for note in changed["notes"]} == {
        "La filature": None,
        old.text: group,
    }
    assert changed["participants"] == 1
    # Hidden, it leaves the wall and its author is told.
    uid = next(note["uid"] for note in changed["notes"] if note["text"] == "La filature")
    post(client, "gesture", room, {"verb": "hide", "notes": [uid], "hidden": True})
    assert [note["hidden"] for note in read(phone, room)["own"]] == [True]


def test_a_room_that_is_closed_takes_nothing(client, room):
    enter(client, room)
    room.closed_at = timezone.now()
    room.save()

    assert post(client, "write", room, {"notes": [a_note(room)]}).status_code == 409
    room.ends_at, room.begins_at = timezone.now() - timedelta(hours=3), timezone.now() - timedelta(hours=4)
    room.save()
    assert client.get(reverse("workshops:phone-state", args=[room.slug])).status_code == 404
