"""Writes do what pages do: their rights, their rules, their messages; versions, and once however often sent."""

import uuid

import pytest

from actors.models import Actor, Affiliation, Mastery, Partnership
from projects.models import Involvement, Need, Pledge, Project
from tests.api.program import Program
from tests.factories import actors, projects
from tests.factories.territoire import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory()


def test_an_actor_and_what_it_knows_from_nothing_to_nothing(client, member):
    program, place = Program(client, member), TerritoryFactory()
    family, skill = actors.ActorFamilyFactory(), actors.CompetenceFactory()

    made = program.post("actors/", {"name": "Atelier", "family": family.code, "seat": place.code})
    assert made.status_code == 201, made.json()
    slug = made.json()["slug"]
    assert made["Location"] == f"/api/v1/actors/{slug}/"
    assert Actor.objects.get(slug=slug).created_by == member

    known = program.post(f"actors/{slug}/masteries/", {"competence": skill.slug, "level": 3})
    assert known.status_code == 201, known.json()
    told = known.json()
    assert (told["level"], told["mobilisable"]) == (3, True)
    one = f"actors/{slug}/masteries/{told['id']}/"

    period = {"lower": "2025-01-01", "upper": "2026-01-01"}
    changed = program.send("PATCH", one, {"period": period}, If_Match=known["ETag"])
    assert changed.status_code == 200, changed.json()
    assert (changed.json()["period"], changed.json()["level"]) == (period, 3)

    assert program.get(f"actors/{slug}/masteries/?day=2025-06-01").json()["results"]
    assert not program.get(f"actors/{slug}/masteries/").json()["results"]
    assert program.get(f"actors/{slug}/masteries/?all=1").json()["results"]
    assert program.get(f"actors/{slug}/?day=2025-06-01").json()["masteries"]

    assert program.send("DELETE", one, If_Match="*").status_code == 204
    assert not Mastery.objects.exists()
    assert program.post(f"actors/{slug}/archive/", If_Match="*").json()["archived_at"]
    assert program.send("DELETE", f"actors/{slug}/", If_Match="*").status_code == 204
    assert not Actor.objects.exists()


def test_what_is_wrong_is_said_by_field_in_the_language_asked_for(client, member):
    for language, title in (("en", "Something is to be mended"), ("fr", "Quelque chose est à reprendre")):
        program = Program(client, member, language=language)
        answer = program.post("actors/", {"name": "", "family": "x", "nom": "?"})
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        problem = answer.json()
        assert problem["title"] == title
        assert [error["pointer"] for error in problem["errors"]] == ["/nom"]

        problem = program.post("actors/", {"name": "", "family": "x"}).json()
        assert {error["pointer"] for error in problem["errors"]} == {"/name", "/family", "/seat"}
    assert program.post("actors/", "x").status_code == 400
    assert (
        client.post("/api/v1/actors/", "{", content_type="application/json")
        .json()["type"]
        .endswith("#malformed")
    )


def test_nobody_writes_over_what_they_did_not_see(client, member):
    program, actor = Program(client, member), actors.ActorFactory(created_by=member, name="Avant")
    address = f"actors/{actor.slug}/"
    seen = program.get(address)["ETag"]

    assert program.send("PATCH", address, {"name": "Sans"}).status_code == 428
    assert program.send("PATCH", address, {"name": "Un"}, If_Match=seen).status_code == 200
    stale = program.send("PATCH", address, {"name": "Deux"}, If_Match=seen)
    assert (stale.status_code, stale.json()["conflicts"][0]["now"]) == (412, "Un")
    assert program.post(f"{address}archive/", If_Match=seen).status_code == 412
    assert program.send("DELETE", address, If_Match=seen).status_code == 412
    version = program.get("actors/").json()["results"][0]["version"]
    assert program.send("PATCH", address, {"acronym": "A"}, If_Match=f'"{version}"').status_code == 200


def test_who_may_not_is_told_so_whatever_version_they_saw(client, member):
    stranger = Program(client, UserFactory())
    actor = actors.ActorFactory(created_by=member, name="Avant")
    mastery = actors.MasteryFactory(actor=actor)
    address = f"actors/{actor.slug}/"

    for seen in ({}, {"If_Match": '"of old"'}, {"If_Match": "*"}):
        assert stranger.send("PATCH", address, {"name": "Après"}, **seen).status_code == 403
        assert stranger.send("DELETE", address, **seen).status_code == 403
        assert stranger.post(f"{address}archive/", **seen).status_code == 403
        assert stranger.send("DELETE", f"{address}masteries/{mastery.uid}/", **seen).status_code == 403
    owner = Program(client, member)
    assert owner.send("DELETE", address).status_code == 428
    assert owner.post(f"{address}archive/").status_code == 428
    assert Actor.objects.get(archived_at=None).name == "Avant"


def test_what_is_read_again_is_not_sent_again(client):
    program, actor = Program(client), actors.ActorFactory()
    for address in (f"actors/{actor.slug}/", "actors/", "families/"):
        tag = program.get(address)["ETag"]
        again = program.get(address, If_None_Match=tag)
        assert (again.status_code, again.content) == (304, b"")
    actor.save()
    assert program.get(f"actors/{actor.slug}/", If_None_Match=tag).status_code == 200


def test_sent_twice_is_registered_once(client, member):
    program, actor = Program(client, member), actors.ActorFactory(created_by=member)
    skill, key = actors.CompetenceFactory(), str(uuid.uuid4())

    def send():
        return program.post(
            f"actors/{actor.slug}/masteries/", {"competence": skill.slug}, Idempotency_Key=key
        )

    first, second = send(), send()
    assert (first.status_code, second.status_code) == (201, 201), second.json()
    assert first.json()["id"] == second.json()["id"]
    assert Mastery.objects.count() == 1


def test_a_project_with_its_circle_needs_and_pledges(client, member):
    program, place = Program(client, member), TerritoryFactory()
    for value in range(1, 6):
        projects.DegreeFactory(value=value)
    skill, kind, actor = actors.CompetenceFactory(), actors.ResourceKindFactory(), actors.ActorFactory()

    made = program.post("projects/", {"name": "Halle", "territory": place.code})
    assert made.status_code == 201, made.json()
    address = f"projects/{made.json()['slug']}/"

    aboard = program.post(
        f"{address}involvements/", {"actor": actor.slug, "degree": 3, "since": "2020-01-01"}
    )
    assert aboard.status_code == 201, aboard.json()
    one = f"{address}involvements/{aboard.json()['id']}/"
    ended = program.post(f"{one}end/", {"last_day": "2020-01-31"}, If_Match=aboard["ETag"])
    assert ended.json()["period"] == {"lower": "2020-01-01", "upper": "2020-02-01"}
    assert program.post(f"{one}end/", {"last_day": "2019-01-01"}, If_Match="*").status_code == 400
    assert program.post(f"{one}resume/", If_Match="*").json()["period"]["upper"] is None
    assert program.send("PATCH", one, {"degree": 5}, If_Match="*").json()["degree"] == 5

    assert (
        program.post(f"{address}needs/", {"competence": skill.slug}).json()["errors"][0]["pointer"] == "/kind"
    )
    need = program.post(
        f"{address}needs/", {"kind": "competence", "competence": skill.slug, "minimum_level": 2}
    )
    assert need.status_code == 201, need.json()
    waived = program.post(
        f"{address}needs/{need.json()['id']}/waive/", {"day": "2026-01-01", "reason": "Fait"}, If_Match="*"
    )
    assert waived.json()["waiver_reason"] == "Fait"
    money = program.post(
        f"{address}needs/", {"kind": "resource", "resource_kind": kind.code, "quantity": 1000.5}
    )
    assert money.status_code == 201, money.json()
    pledge = program.post(
        f"{address}pledges/",
        {"need": money.json()["id"], "actor": actor.slug, "quantity": 10, "state": "offered"},
    )
    assert pledge.status_code == 201, pledge.json()
    confirmed = program.post(f"{address}pledges/{pledge.json()['id']}/confirm/", If_Match="*")
    assert confirmed.json()["state"] == "confirmed"
    assert program.get(f"{address}gaps/").json()["needs"]
    step = program.post(f"{address}milestones/", {"name": "Ouvrir"})
    assert step.status_code == 201, step.json()
    assert program.post(f"{address}milestones/{step.json()['id']}/later/", If_Match="*").status_code == 200
    told = program.post(f"{address}experiences/", {"title": "Comment", "story": "Ainsi.", "ask": actor.slug})
    assert told.json()["ask"]["slug"] == actor.slug
    supposed = program.post(f"{address}what-if/", {"left": [aboard.json()["id"]]})
    assert supposed.status_code == 200, supposed.json()
    assert program.get(f"{address}circle-to-invite/").status_code == 200
    assert program.get(f"{address}map/").json()["nodes"]
    assert program.send("DELETE", address, If_Match="*").status_code == 204
    assert not any(model.objects.exists() for model in (Project, Need, Pledge, Involvement))


def test_a_partnership_is_declared_with_its_axes(client, member):
    program, actor, partner = (
        Program(client, member),
        actors.ActorFactory(created_by=member),
        actors.ActorFactory(),
    )
    kind = actors.PartnershipKindFactory(symmetric=False)
    address = f"actors/{actor.slug}/partnerships/"

    wrong = program.post(address, {"partner": partner.slug, "axes": [{"kind": "x"}]})
    assert [error["pointer"] for error in wrong.json()["errors"]] == ["/axes/0/kind"]
    axis = {"kind": kind.code, "direction": "forward", "amount": 12.5, "period": {"lower": "2020-01-01"}}
    made = program.post(address, {"partner": partner.slug, "axes": [axis]})
    assert made.status_code == 201, made.json()
    [declared] = made.json()["axes"]
    assert (declared["kind"], declared["amount"]) == (kind.code, "12.50")
    one = f"{address}{made.json()['id']}/axes/{declared['id']}/"
    changed = program.send("PATCH", one, {"direction": "backward"}, If_Match="*")
    assert changed.json()["direction"] != declared["direction"]
    assert (
        program.send(
            "PATCH", f"{address}{made.json()['id']}/", {"description": "x"}, If_Match="*"
        ).status_code
        == 200
    )
    assert program.send("DELETE", f"{address}{made.json()['id']}/", If_Match="*").status_code == 204
    assert not Partnership.objects.exists()


def test_who_is_asked_aboard_and_followed(client):
    holder, asker = UserFactory(), UserFactory()
    for value in range(1, 6):
        projects.DegreeFactory(value=value)
    project = projects.ProjectFactory(holder=holder)
    need, actor = projects.NeedFactory(project=project), actors.ActorFactory(created_by=asker)
    address = f"projects/{project.slug}/"

    asked = Program(client, asker).post(
        f"{address}join-requests/",
        {"actor": actor.slug, "need": str(need.uid), "wanted_degree": 3, "message": "Nous savons faire."},
    )
    assert asked.status_code == 201, asked.json()
    one = f"{address}join-requests/{asked.json()['id']}/"
    assert Program(client, asker).post(f"{one}accept/", {}, If_Match="*").status_code == 403

    program = Program(client, holder)
    accepted = program.post(f"{one}accept/", {"degree": 4, "day": "2026-01-01"}, If_Match="*")
    assert accepted.json()["state"] == "accepted", accepted.json()
    assert Involvement.objects.get().degree_id == 4
    assert program.post(f"{one}decline/", {"reason": "Non"}, If_Match="*").status_code == 409

    candidate = actors.ActorFactory()
    opened = program.post(
        f"{address}introductions/", {"need": str(need.uid), "actor": candidate.slug, "in_charge": "me"}
    )
    assert opened.status_code == 201, opened.json()
    assert opened.json()["in_charge"]["me"]
    one = f"{address}introductions/{opened.json()['id']}/"
    other = program.send("PATCH", one, {"in_charge": str(uuid.uuid4())}, If_Match=opened["ETag"])
    assert other.json()["errors"][0]["pointer"] == "/in_charge", other.json()
    moved = program.post(f"{one}move/", {"state": "contacted"}, If_Match=opened["ETag"])
    assert moved.json()["state"] == "contacted", moved.json()
    assert program.post(f"{one}step-back/", If_Match=opened["ETag"]).status_code == 412
    declined = program.post(f"{one}decline/", {"reason": "Trop loin"}, If_Match=moved["ETag"])
    assert declined.json()["declined_reason"] == "Trop loin", declined.json()
    choice = program.post(f"{address}candidate-choices/", {"actor": candidate.slug, "choice": "pinned"})
    assert choice.status_code == 201, choice.json()
    gone = f"{address}candidate-choices/{choice.json()['id']}/"
    assert program.send("DELETE", gone, If_Match="*").status_code == 204
    seen = program.post(f"{address}assessments/", {"actor": actor.slug, "influence": 3, "interest": 4})
    assert (seen.status_code, seen.json().get("influence")) == (201, 3), seen.json()
    assert Program(client, asker).get(f"{address}introductions/").status_code == 403


def test_members_of_an_organisation_and_what_they_belong_to(client, member):
    program = Program(client, member)
    actor, other = (actors.ActorFactory(created_by=member) for _ in range(2))
    made = program.post(f"actors/{actor.slug}/members/", {"member": other.slug, "role": "trésorière"})
    assert made.status_code == 201, made.json()
    assert Affiliation.objects.get().member == other
    number = program.post(f"actors/{actor.slug}/identifiers/", {"scheme": "siren", "value": "732 829 320"})
    assert number.json() == {"scheme": "siren", "value": "732829320"}
    assert program.send("DELETE", f"actors/{actor.slug}/identifiers/siren/732829320/").status_code == 204
    point = program.post(
        f"actors/{actor.slug}/contact-points/",
        {"kind": "email", "value": "a@exemple.example", "visibility": "public"},
    )
    assert point.status_code == 201, point.json()
    assert "exemple" not in program.get(f"actors/{actor.slug}/contact-points/").content.decode()
    told = program.post(f"actors/{actor.slug}/contacts/")
    assert told.json() == [{"kind": "email", "value": "a@exemple.example"}]
