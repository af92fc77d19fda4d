"""Pictures, agreement, teams, moderation and merges by programs: what the pages do, with their rules."""

import pytest
from django.core import mail

from actors.models import Actor, Mastery
from territoire.enums import Role
from territoire.models import Membership
from tests.api.program import Program
from tests.factories import actors, projects
from tests.factories.territoire import FacilitationFactory, TerritoryFactory, UserFactory
from tests.pictures import PAGE, photo

pytestmark = pytest.mark.django_db


def test_a_picture_is_put_read_and_removed(client):
    holder = UserFactory()
    client.force_login(holder)
    address = f"/api/v1/projects/{projects.ProjectFactory(holder=holder).slug}/picture/"

    def put(body: bytes, **headers: str):
        return client.put(address, body, content_type="image/jpeg", headers=headers)

    assert client.get(address).status_code == 404
    assert put(photo()).status_code == 428
    lies = put(PAGE, **{"If-Match": "*"})
    assert (lies.status_code, lies.json()["errors"][0]["pointer"]) == (400, "/picture")
    told = put(photo(), **{"If-Match": "*"})
    assert told.status_code == 200, told.json()
    kept = client.get(told.json()["picture"], headers={"Accept": "image/*"})
    assert (kept.status_code, kept["Content-Type"]) == (200, "image/webp")
    assert client.delete(address, headers={"If-Match": told["ETag"]}).status_code == 204
    assert client.get(address).status_code == 404


def test_a_person_is_told_shown_and_answers(client):
    keeper, oneself = UserFactory(), UserFactory()
    person = actors.ActorFactory(person=True, created_by=keeper)
    actors.ClaimFactory(actor=person, user=oneself, accepted=True)
    place, program = f"actors/{person.slug}/consent/", Program(client, keeper)

    wrong = program.post(f"{place}tell/", {"email": keeper.email}, If_Match="*")
    assert [one["pointer"] for one in wrong.json()["errors"]] == ["/email"]
    told = program.post(f"{place}tell/", {"email": "elle@personne.test.example.org"}, If_Match="*")
    assert told.status_code == 200, told.json()
    assert len(told.json()["notices"]) == 1
    shown = program.post(
        f"{place}attest/", {"consent_proof": "Papier du 3 mars", "visibility": "members"}, If_Match="*"
    )
    assert shown.json()["visibility"] == "members", shown.json()
    assert program.post(f"{place}restrict-oneself/", If_Match="*").status_code == 403

    themselves = Program(client, oneself)
    assert themselves.post(f"{place}restrict-oneself/", If_Match="*").json()["restricted_at"]
    refused = Program(client, keeper).post(f"{place}attest/", {"consent_proof": "Oui"}, If_Match="*")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "restricted")
    assert Program(client, oneself).post(f"{place}object-oneself/", If_Match="*").status_code == 204
    assert Actor.objects.get(pk=person.pk).erased_at


def test_a_team_is_read_changed_and_handed_over(client, django_capture_on_commit_callbacks):
    holder, other = UserFactory(), UserFactory()
    project = projects.ProjectFactory(holder=holder, reader=other)
    team, program = f"projects/{project.slug}/team/", Program(client, holder)

    members = {one["me"]: one for one in program.get(team).json()["members"]}
    mine, theirs = (f"{team}members/{members[me]['id']}/" for me in (True, False))
    assert str(other.pk) != members[False]["id"]
    assert program.send("PATCH", theirs, {"role": "holder"}, If_Match='"contributor"').status_code == 412
    changed = program.send("PATCH", theirs, {"role": "contributor"}, If_Match='"reader"')
    assert {one["role"] for one in changed.json()["members"]} == {"holder", "contributor"}
    assert program.send("PATCH", theirs, {"role": "queen"}, If_Match="*").status_code == 400
    last = program.send("DELETE", mine, If_Match="*")
    assert (last.status_code, last.json()["type"]) == (409, "/api/v1/problems/#conflict")
    with django_capture_on_commit_callbacks(execute=True):
        invited = program.post(f"{team}invitations/", {"email": "une@autre.example", "role": "reader"})
    assert (invited.status_code, invited.json()["state"]) == (201, "open"), invited.json()
    assert mail.outbox[0].to == ["une@autre.example"]
    one = f"{team}invitations/{invited.json()['id']}/"
    assert program.send("DELETE", one, If_Match=f'"{invited.json()["version"]}"').status_code == 204
    assert program.post(f"{team}hand-over/", {"email": "personne@example.org"}).status_code == 400
    assert program.post(f"{team}hand-over/", {"email": other.email, "leave": True}).status_code == 204
    assert Membership.objects.get(team=project.team).user == other
    assert Membership.objects.get(team=project.team).role == Role.HOLDER


def test_what_waits_is_answered(client):
    moderator, place = UserFactory(), TerritoryFactory()
    FacilitationFactory(user=moderator, territory=place)
    report = actors.ActorReportFactory(actor__seat=place)
    skill, known = actors.CompetenceFactory(status="proposed"), actors.CompetenceFactory()
    program = Program(client, moderator)

    waiting = {one["kind"]: one for one in program.get("moderation/").json()["results"]}
    assert waiting["signalement"]["id"] == str(report.uid)
    assert program.get("moderation/?quoi=x").status_code == 400
    actor = f"actors/{waiting['acteur']['slug']}/"
    hidden = program.post(f"{actor}hide/", {"reason": "À vérifier"}, If_Match="*")
    assert hidden.json()["visibility"] == "team", hidden.json()
    back = program.post(f"actors/{hidden.json()['slug']}/show-again/", If_Match="*")
    assert back.json()["visibility"] == "public"
    said = {"state": "mended", "answer": "C’est corrigé."}
    assert program.post(f"reports/{report.uid}/answer/", {"state": "mended"}).status_code == 400
    assert program.post(f"reports/{report.uid}/answer/", said).json()["state"] == "mended"
    assert program.post(f"reports/{report.uid}/answer/", said).status_code == 409
    mastery = actors.MasteryFactory(competence=skill)
    merged = program.post(f"competences/{skill.slug}/same-as/", {"kept": known.slug}, If_Match="*")
    assert merged.status_code == 200, merged.json()
    assert Mastery.objects.get(pk=mastery.pk).competence == known
    admin = Program(client, UserFactory(admin=True))
    assert admin.post(f"competences/{skill.slug}/part/", If_Match="*").status_code == 200
    assert Mastery.objects.get(pk=mastery.pk).competence == skill


def test_two_pages_of_one_actor_are_merged_and_parted(client):
    program, kept, twice = (
        Program(client, UserFactory(admin=True)),
        *(actors.ActorFactory() for _ in range(2)),
    )
    mastery = actors.MasteryFactory(actor=twice)

    assert program.post(f"actors/{kept.slug}/absorb/", {"actor": kept.slug}, If_Match="*").status_code == 409
    merged = program.post(f"actors/{kept.slug}/absorb/", {"actor": twice.slug}, If_Match="*")
    assert [one["id"] for one in merged.json()["masteries"]] == [str(mastery.uid)]
    assert program.post(f"actors/{twice.slug}/part/", If_Match="*").status_code == 200
    assert Mastery.objects.get().actor == twice
    assert program.post(f"actors/{twice.slug}/part/", If_Match="*").status_code == 409


def test_gaps_over_time_and_candidates_side_by_side(client):
    need = projects.NeedFactory()
    able = actors.MasteryFactory(competence=need.competence, level=3).actor
    program, place = Program(client), f"projects/{need.project.slug}/"

    told = program.get(f"{place}gaps/over-time/?months=12").json()
    assert told["needs"][0]["need"]["id"] == str(need.uid)
    assert told["needs"][0]["spells"][-1]["state"] == "missing" or told["needs"][0]["spells"]
    assert program.get(f"{place}gaps/over-time/?months=13").status_code == 400
    found = program.get(f"{place}needs/{need.uid}/candidates/?actor={able.slug}").json()
    assert found["compared"][0]["candidate"]["actor"]["slug"] == able.slug
