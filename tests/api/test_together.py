"""What people build together, written by programs: the pages' own views, their rights and their words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocreation.analysis import opening_facts
from cocreation.models import Diagnosis, Idea, IdeaSupport, Inscription, Rating, Statement
from projects.models import Conviction, News, Project
from tests.api.program import Program
from tests.factories import actors, projects
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def errors(answer) -> set[str]:
    return {error["pointer"] for error in answer.json()["errors"]}


def test_a_diagnosis_from_its_opening_to_its_next_version(client):
    holder = UserFactory()
    project = projects.ProjectFactory(holder=holder)
    need = projects.NeedFactory(project=project)
    program = Program(client, holder)
    versions = f"projects/{project.slug}/diagnosis/versions/"

    opened = program.post(versions, {"aim": "Y voir clair", "questions": "Et l’hiver ?"})
    assert opened.status_code == 201, opened.json()
    version = f"diagnoses/{opened.json()['id']}/"
    assert opened["Location"] == f"/api/v1/{version}"
    assert opened.json()["visibility"] == "team"
    assert program.post(versions, {}).status_code == 409

    said = {"kind": "strength", "text": "Les troupeaux.", "needs": [str(need.uid)]}
    stated = program.post(version + "statements/", said)
    assert stated.status_code == 201, stated.json()
    assert stated.json()["needs"] == [str(need.uid)]
    # Somebody stated it already: it is led to.
    assert program.post(version + "statements/", said).json()["id"] == stated.json()["id"]
    (question,) = opened.json()["questions"]
    answered = program.post(version + "statements/", {"question": question["id"], "text": "On rentre."})
    assert (answered.json()["kind"], answered.json()["question"]) == ("answer", question["id"])
    assert errors(program.post(version + "statements/", {"text": ""})) == {"/kind", "/text"}

    one = stated.json()["id"]
    mended = program.send("PATCH", f"statements/{one}/", {"text": "Troupeaux"}, If_Match=stated["ETag"])
    assert (mended.status_code, mended.json()["text"]) == (200, "Troupeaux")
    opinions = version + "opinions/"
    assert errors(program.post(opinions, {"opinions": {"x": 2}})) == {"/opinions/x"}
    assert errors(program.post(opinions, {"family": "rien", "opinions": {one: 2}})) == {"/family"}
    assert program.post(opinions, {"opinions": {one: 2}}).status_code == 200
    assert Rating.objects.get().value == 2
    stale = program.send("PATCH", f"statements/{one}/", {"text": "Trop tard"}, If_Match=stated["ETag"])
    assert stale.status_code == 412
    assert program.post(opinions, {"opinions": {one: None}}).status_code == 200
    assert not Rating.objects.exists()

    outsider = Program(client, UserFactory())
    assert outsider.post(version + "statements/", said).status_code == 404
    holds = Program(client, holder)
    assert holds.post(version + "begin-next/", If_Match="*").status_code == 200
    assert Diagnosis.objects.about(project).count() == 2
    closed = holds.send("DELETE", f"statements/{one}/", If_Match="*")
    assert (closed.status_code, Statement.objects.count()) == (409, 4)


def test_an_idea_gathers_and_becomes_a_project(client):
    author, place = UserFactory(), TerritoryFactory()
    skill = actors.CompetenceFactory()
    program = Program(client, author)
    assert errors(program.post("ideas/", {"name": "Un four"})) == {"/territory"}
    made = program.post("ideas/", {"name": "Un four", "territory": place.code, "signature": "Ida"})
    assert made.status_code == 201, made.json()
    idea = made["Location"].removeprefix("/api/v1/")

    assert program.post(idea + "ask/", {"competence": skill.slug, "minimum_level": 2}).status_code == 200
    assert program.get(idea).json()["asks"][0]["competence"] == skill.slug
    assert errors(program.post(idea + "ask/", {})) == {""}
    neighbour = Program(client, UserFactory())
    joined = neighbour.post(idea + "join/", {"brings": "Du bois"})
    assert joined.json()["supports"] == [{"signature": "", "brings": "Du bois"}]
    assert neighbour.post(idea + "become-project/", If_Match="*").status_code == 403
    assert neighbour.post(idea + "leave/").json()["gathered"] == 0
    assert not IdeaSupport.objects.exists()

    program = Program(client, author)
    assert program.post(idea + "no-longer-ask/", {"competence": skill.slug}).json()["asks"] == []
    became = program.post(idea + "become-project/", {"objective": "Cuire"}, If_Match="*")
    assert became.json()["project"] == Project.objects.get().slug
    assert Idea.objects.get().project.objective == "Cuire"


def test_somebody_teaches_what_another_wishes_to_learn(client):
    teacher, learner, place = UserFactory(), UserFactory(), TerritoryFactory()
    mastery = actors.MasteryFactory(level=3)
    actors.ClaimFactory(actor=mastery.actor, user=teacher, accepted=True)
    pupil = actors.ActorFactory(created_by=learner)
    program = Program(client, teacher)
    offered = program.post("trainings/offers/", {"mastery": str(mastery.uid), "willing": True})
    assert offered.status_code == 201, offered.json()
    assert errors(program.post("trainings/offers/", {"mastery": str(mastery.uid)})) >= {"/willing"}
    session = {
        "offer": offered.json()["id"],
        "day": f"{timezone.localdate() + timedelta(days=9)}",
        "since": "14:00",
        "until": "16:00",
        "territory": place.code,
        "places": 1,
    }
    announced = program.post("trainings/sessions/", session)
    assert announced.status_code == 201, announced.json()
    where = announced["Location"].removeprefix("/api/v1/")
    changed = program.send("PATCH", where, {"until": "13:00"}, If_Match=announced["ETag"])
    assert errors(changed) == {"/until"}
    changed = program.send("PATCH", where, {"until": "17:30"}, If_Match=announced["ETag"])
    assert changed.json()["ends_at"].endswith(("17:30:00+01:00", "17:30:00+02:00"))

    program = Program(client, learner)
    wish = program.post(
        "trainings/wishes/", {"actor": pupil.slug, "competence": mastery.competence.slug, "level": 2}
    )
    assert wish.status_code == 201, wish.json()
    assert program.post(where + "register/", {"actor": pupil.slug}).status_code == 200
    (mine,) = program.get("trainings/inscriptions/").json()["results"]
    assert (mine["state"], mine["actor"]["slug"]) == ("registered", pupil.slug)
    assert program.post(f"trainings/inscriptions/{mine['id']}/say-level/", {"level": 2}).status_code == 409
    assert not Program(client, UserFactory()).get("trainings/inscriptions/").json()["results"]
    assert Program(client, learner).post(f"trainings/inscriptions/{mine['id']}/leave/").status_code == 204
    assert Inscription.objects.get().state == "withdrawn"
    assert program.post(f"trainings/wishes/{wish.json()['id']}/end/", If_Match="*").status_code == 204


def test_an_actor_says_what_it_holds_and_that_it_supports(client):
    speaker = UserFactory()
    project, actor = projects.ProjectFactory(), actors.ActorFactory()
    actors.ClaimFactory(actor=actor, user=speaker, accepted=True)
    projects.InvolvementFactory(project=project, actor=actor, degree=4)
    aim = projects.AimFactory(project=project)
    program = Program(client, speaker)
    offer = f"projects/{project.slug}/supports/offer/"
    word = program.post(offer, {"actor": actor.slug, "words": "Nous y croyons."})
    assert word.status_code == 201, word.json()
    assert program.get(word["Location"].removeprefix("/api/v1/")).json()["words"] == "Nous y croyons."
    holds = f"projects/{project.slug}/convictions/{actor.slug}/"
    assert len(program.post(holds, {"aims": [str(aim.uid)]}).json()) == 1
    assert Conviction.objects.get().aim == aim

    other = Program(client, UserFactory())
    assert other.post(offer, {"actor": actor.slug, "words": "Moi"}).status_code == 403
    assert other.post(holds, {"aims": []}).status_code == 403


def test_what_is_too_wide_to_be_told_at_once_is_said(client, monkeypatch):
    place = TerritoryFactory()
    projects.InvolvementFactory(actor__seat=place)
    monkeypatch.setattr(opening_facts, "MOST", 0)
    answer = Program(client, None).get(f"territories/{place.code}/opening/")
    assert (answer.status_code, "narrower" in answer.json()["detail"]) == (400, True)


def test_a_project_counts_measures_and_tells_news(client):
    holder = UserFactory()
    project = projects.ProjectFactory(holder=holder)
    program, counts = Program(client, holder), f"projects/{project.slug}/indicators/"
    counted = {"name": "Toisons lavées", "unit": "toisons", "start_value": 0, "start_day": "2026-01-01"}
    made = program.post(counts, counted)
    assert made.status_code == 201, made.json()
    # Two of one name are refused by the form.
    assert program.post(counts, counted).status_code == 400
    measure = {"indicator": made.json()["id"], "value": 12.5, "day": "2026-02-01"}
    assert program.post(f"projects/{project.slug}/measures/", measure).status_code == 201
    (told,) = program.get(counts).json()["results"]
    assert [one["value"] for one in told["measures"]] == ["12.500"]

    told = program.post(f"projects/{project.slug}/news/", {"title": "La tonte", "text": "Samedi."})
    assert told.status_code == 201, told.json()
    assert News.objects.get().project == project
