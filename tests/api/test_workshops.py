"""A workshop led by a program: set, asked, invited to, told."""

import pytest
from django.utils import timezone

from tests.api.program import Program
from tests.factories import actors, projects, workshops
from tests.factories.territoire import UserFactory
from workshops.models import Guest, Workshop

pytestmark = pytest.mark.django_db


def test_a_workshop_from_its_setting_to_its_minutes(client):
    holder, speaker = UserFactory(), UserFactory()
    project, guest = projects.ProjectFactory(holder=holder), actors.ActorFactory()
    actors.ClaimFactory(actor=guest, user=speaker, accepted=True)
    program = Program(client, holder)
    where = f"projects/{project.slug}/workshops/"
    asked = {"name": "Qui manque ?", "day": "2027-03-06", "begins": "18:00", "ends": "20:00", "sequence": ""}
    wrong = program.post(where, {**asked, "ends": "17:00", "agenda": "Accueil"})
    assert {error["pointer"] for error in wrong.json()["errors"]} == {"/ends", "/agenda"}

    made = program.post(where, {**asked, "agenda": "18:00 Accueil"})
    assert made.status_code == 201, made.json()
    one = made["Location"].removeprefix("/api/v1/")
    told = program.get(one).json()
    assert (told["agenda"], told["visibility"]) == ([{"at": "18:00", "what": "Accueil"}], "team")
    assert told["code"] == Workshop.objects.get().code

    question = program.post(one + "questions/", {"text": "Qui connaît la laine ?", "becomes": "actor"})
    assert question.status_code == 201, question.json()
    changed = program.send(
        "PATCH", f"{one}questions/{question.json()['id']}/", {"dots": 5}, If_Match=question["ETag"]
    )
    assert changed.json()["dots"] == 5
    assert program.post(one + "add-guests/", {"actors": [guest.slug]}).status_code == 200
    minutes = program.post(one + "minutes/", {"minutes": "Décidé."}, If_Match="*")
    assert (minutes.json()["minutes"], minutes.json()["minutes_shown"]) == ("Décidé.", False)

    invited = Program(client, speaker)
    assert (invited.get(one).json()["minutes"], invited.get(one).json()["code"]) == ("", "")
    (line,) = invited.get(one + "guests/").json()["results"]
    answered = invited.post(f"{one}guests/{line['id']}/answer/", {"comes": True})
    assert answered.json()["answer"] == "coming"
    assert invited.post(one + "attendance/", {"came": [line["id"]]}).status_code == 403

    program = Program(client, holder)
    assert program.post(one + "attendance/", {"came": [line["id"]]}).status_code == 200
    assert Guest.objects.get().came
    assert program.send("DELETE", one, If_Match="*").status_code == 204
    assert not Workshop.objects.exists()


def test_who_leads_reads_what_the_room_wrote_and_rated(client):
    holder = UserFactory()
    workshop = workshops.WorkshopFactory(project=projects.ProjectFactory(holder=holder))
    question = workshops.QuestionFactory(workshop=workshop)
    note = workshops.NoteFactory(question=question, text="La laverie mobile")
    workshops.NoteFactory(question=question, text="Caché", hidden_at=timezone.now())
    rated = workshops.RoundActorFactory(round__workshop=workshop, round__state="together", influence=4)
    for figure in (2, 3, 5):
        workshops.RatingFactory(about=rated, influence=figure, interest=figure)
    alone = workshops.RoundActorFactory(round__workshop=workshop, round__state="alone")
    workshops.RatingFactory(about=alone, influence=1)
    one = f"workshops/{workshop.slug}/"

    program = Program(client, holder)
    (told,) = program.get(one + "post-its/").json()["results"]
    assert (told["id"], told["text"], told["dots"]) == (str(note.uid), "La laverie mobile", 0)
    rounds = {line["state"]: line["actors"] for line in program.get(one + "rounds/").json()["results"]}
    (together,) = rounds["together"]
    assert (together["voices"], together["settled"]) == (3, {"influence": 4})
    assert together["figures"]["influence"]["median"] == 3
    assert [(line["voices"], line["figures"]) for line in rounds["alone"]] == [(1, {})]
    for reader in (UserFactory(), None):
        assert Program(client, reader).get(one + "post-its/").status_code in (401, 403, 404)
