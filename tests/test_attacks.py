"""Forms sent by somebody who means ill: nothing changes, nothing breaks, and the answer is a page."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from actors.models import Actor, Affiliation, ContactPoint, Mastery, Partnership
from projects.models import Involvement, JoinRequest, Need, Pledge, Project
from territoire.enums import Role, Visibility
from territoire.models import Invitation, Membership, Submission
from tests.factories.actors import ActorFactory, CompetenceFactory, PartnershipKindFactory
from tests.factories.projects import DegreeFactory, InvolvementFactory, JoinRequestFactory, NeedFactory
from tests.factories.territoire import FacilitationFactory, TeamFactory, TerritoryFactory, UserFactory
from tests.hidden_world import build, to_read
from tests.projects.worlds import a_project

pytestmark = pytest.mark.django_db

HUGE = "9" * 400
NUMBERS = ["NaN", "Infinity", "-Infinity", "1e400", "-1", "0", HUGE, "1e-400", "٣", "1,5,5", "0x10", "--1"]
DAYS = ["0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "hier", HUGE, "-1-1-1"]
TEXTS = [
    "\u200b\u200b",
    "\u202egnoj",
    "a\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
]
TEXTS += [
    "'; DROP TABLE actors_actor; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "%s%n",
    "é" * 200,
    "\x1b[0m",
]


@pytest.fixture
def world():
    return a_project()


def sent(client, name, *where, **data):
    return client.post(reverse(f"projects:{name}", args=where), data)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "connect", "propfind", "post\r\nX: y"])
def test_other_methods_reach_no_page(client, world, method):
    client.force_login(world.holder)
    addresses = [
        "/",
        reverse("projects:update", args=[world.project.slug]),
        reverse("projects:delete", args=[world.project.slug]),
        reverse("account_login"),
        "/admin/",
    ]
    for address in addresses:
        response = client.generic(method.upper(), address)
        assert response.status_code == 405, address
        assert response["Allow"] == "GET, HEAD, OPTIONS, POST"
    # The API has two more, which ask which version was seen.
    response = client.generic(method.upper(), f"/api/v1/projects/{world.project.slug}/")
    assert response.status_code == (428 if method in ("patch", "delete") else 405)
    # Nor is a method taken from elsewhere than the request itself.
    address = reverse("projects:delete", args=[world.project.slug])
    client.get(address, {"_method": "POST"}, headers={"X-HTTP-Method-Override": "POST"})
    assert Project.objects.contains(world.project)


@pytest.mark.parametrize("method", ["post", "options"])
def test_no_address_breaks_under_any_method(method, nothing_drawn):
    world = build()
    client = Client(raise_request_exception=False)
    client.force_login(world.readers["contributor"])
    seen = set()
    for address in to_read(world, queries=False):
        shape = address.partition("?")[0]
        if shape not in seen and "deconnexion" not in shape:
            seen.add(shape)
            response = getattr(client, method)(shape)
            assert response.status_code < 500, (method, shape)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_that_are_none(client, world, number):
    client.force_login(world.holder)
    where = [world.project.slug]
    before = Need.objects.count(), Pledge.objects.count(), Membership.objects.count()
    kinds = {
        "resource": {"resource_kind": world.kind.pk},
        "competence": {"competence": world.need.competence.slug},
    }
    for kind, asked in kinds.items():
        address = f"{reverse('projects:need-create', args=where)}?genre={kind}"
        response = client.post(
            address, {**asked, "quantity": number, "importance": number, "minimum_level": number}
        )
        assert response.status_code == 200
    resource = {
        "actor": world.involvement.actor.slug,
        "quantity": number,
        "resource": number,
        "state": "offered",
    }
    answer = client.post(reverse("projects:pledge-create", args=[*where, world.resource_need.uid]), resource)
    assert answer.status_code == 200
    assert (
        sent(client, "involve", *where, actor=world.involvement.actor.slug, degree=number).status_code == 200
    )
    assert (Need.objects.count(), Pledge.objects.count(), Membership.objects.count()) == before


@pytest.mark.parametrize("day", DAYS)
def test_days_that_are_none(client, world, day):
    client.force_login(world.holder)
    project, involvement = world.project, world.involvement
    place = [project.slug, involvement.uid]
    period = {"period_0": "", "period_1": day, "degree": 3, "state": "declared", "version": "x"}
    for name, data in {
        "involvement-update": period,
        "involvement-end": {"last_day": day},
    }.items():
        assert client.post(reverse(f"projects:{name}", args=place), data).status_code in (200, 302)
    need = [project.slug, world.need.uid]
    assert sent(client, "need-close", *need, day=day).status_code in (200, 302)
    assert sent(client, "need-waive", *need, day=day, reason="x").status_code in (200, 302)
    accept = {"accept-degree": 3, "accept-day": day}
    asked = reverse("projects:request-accept", args=[project.slug, world.join_request.uid])
    assert client.post(asked, accept).status_code in (200, 302)
    update = reverse("projects:update", args=[project.slug])
    whole = {"name": "N", "territory": project.territory.code, "stage": "idea", "visibility": "public"}
    assert (
        client.post(update, {**whole, "started_on": day, "ended_on": day, "version": "x"}).status_code == 200
    )
    for address in ("detail", "gaps", "map", "needs"):
        assert client.get(reverse(f"projects:{address}", args=[project.slug]), {"le": day}).status_code == 200


@pytest.mark.parametrize("text", [*TEXTS, "x" * 100_000])
def test_texts_that_nobody_writes(client, world, text):
    client.force_login(world.holder)
    typed = {"name": text, "territory": world.project.territory.code, "visibility": "public", "summary": text}
    response = client.post(reverse("projects:create"), typed)
    assert response.status_code in (200, 302)
    actor = {
        "kind": "organisation",
        "name": text,
        "family": world.involvement.actor.family.code,
        "seat": world.project.territory.code,
        "description": text,
        "visibility": "public",
    }
    response = client.post(reverse("actors:create"), actor)
    assert response.status_code in (200, 302)
    for page in (
        "/",
        "/acteurs/",
        "/projets/",
        "/mon-espace/",
        f"/acteurs/?q={text[:50]}",
        f"/recherche/?q={text[:50]}",
    ):
        answer = client.get(page)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_a_text_beyond_all_measure_is_refused_by_its_field(client, world):
    client.force_login(world.holder)
    address = reverse("projects:update", args=[world.project.slug])
    project = world.project
    typed = {"name": "N", "territory": project.territory.code, "stage": "idea", "visibility": "public"}

    response = client.post(
        address, {**typed, "objective": "mot " * 400_000, "version": project.updated_at.isoformat()}
    )
    assert response.status_code == 200
    assert "objective" in response.context["form"].errors

    response = client.post(address, {**typed, "objective": "x" * 10_000_000})
    assert response.status_code in (400, 413)


def test_null_characters_are_a_bad_request(client, world):
    client.force_login(world.holder)
    assert client.post(reverse("projects:create"), {"name": "a\0b"}).status_code == 400
    assert client.get("/acteurs/?q=%00").status_code == 400
    assert client.get("/acteurs/a%00b/").status_code == 404


def test_the_parts_of_another_project_cannot_be_named(client, world):
    client.force_login(world.holder)
    stranger = NeedFactory(for_resource=True)
    elsewhere = InvolvementFactory()
    other = JoinRequestFactory()
    mine = world.project.slug
    for name, uid in {
        "need-delete": stranger.uid,
        "need-close": stranger.uid,
        "need-reopen": stranger.uid,
        "pledge-create": stranger.uid,
        "involvement-delete": elsewhere.uid,
        "involvement-resume": elsewhere.uid,
        "request-accept": other.uid,
        "request-withdraw": other.uid,
    }.items():
        assert sent(client, name, mine, uid).status_code == 404, name
    member = Membership.objects.create(team=elsewhere.project.team, user=UserFactory())
    for pk in (member.pk, 10**30):
        assert sent(client, "member-role", mine, pk, role="reader").status_code == 404
        assert sent(client, "member-remove", mine, pk).status_code == 404
    assert Need.objects.contains(stranger)
    assert Involvement.objects.contains(elsewhere)


def test_what_is_hidden_cannot_be_chosen(client, world):
    client.force_login(world.contributor)
    hidden = ActorFactory(hidden=True, name="Cachée", slug="cachee")
    aboard = InvolvementFactory(project=world.project, actor=hidden).actor
    mine = ActorFactory(created_by=world.contributor)
    DegreeFactory(value=3)
    kind = PartnershipKindFactory()
    need = [world.project.slug, world.resource_need.uid]
    tries = {
        reverse("projects:involve", args=[world.project.slug]): {"actor": hidden.slug, "degree": 3},
        reverse("projects:partnership-create", args=[world.project.slug]): {
            "one": hidden.slug,
            "other": world.involvement.actor.slug,
            "visibility": "public",
            "axes-TOTAL_FORMS": 1,
            "axes-INITIAL_FORMS": 0,
            "axes-0-kind": kind.pk,
            "axes-0-direction": "both",
        },
        reverse("projects:pledge-create", args=need): {
            "actor": aboard.slug,
            "quantity": 1,
            "state": "offered",
        },
        reverse("projects:experience-create", args=[world.project.slug]): {
            "title": "T",
            "story": "S",
            "ask": hidden.slug,
        },
        reverse("projects:join", args=[world.project.slug]): {
            "actor": hidden.slug,
            "wanted_degree": 3,
            "message": "M",
        },
        reverse("projects:involvement-update", args=[world.project.slug, world.involvement.uid]): {
            "engaged": hidden.pk,
            "degree": 3,
            "state": "declared",
            "version": world.involvement.updated_at.isoformat(),
        },
        reverse("actors:affiliation-create", args=[mine.slug]): {"organisation": hidden.slug},
        reverse("actors:member-create", args=[mine.slug]): {"member": hidden.slug},
        reverse("actors:partnership-create", args=[mine.slug]): {
            "partner": hidden.slug,
            "visibility": "public",
        },
    }
    before = [
        m.objects.count() for m in (Involvement, Partnership, Pledge, JoinRequest, Affiliation, Mastery)
    ]
    for address, data in tries.items():
        response = client.post(address, data)
        assert response.status_code == 200, address
        assert "Cachée" not in response.content.decode(), address
    after = [m.objects.count() for m in (Involvement, Partnership, Pledge, JoinRequest, Affiliation, Mastery)]
    assert after == before


def test_an_actor_goes_to_no_team_but_one_s_own(client, world):
    client.force_login(world.contributor)
    other = TeamFactory(name="Équipe étrangère")
    actor = ActorFactory(created_by=world.contributor)
    data = {
        "kind": "organisation",
        "name": "N",
        "family": actor.family.code,
        "seat": actor.seat.code,
        "visibility": "team",
        "team": other.pk,
        "version": actor.updated_at.isoformat(),
    }
    for address in (reverse("actors:create"), reverse("actors:update", args=[actor.slug])):
        response = client.post(address, data)
        assert response.status_code == 200
        assert "Équipe étrangère" not in response.content.decode()
    assert not Actor.objects.filter(team=other).exists()


def test_a_token_of_somebody_else_registers_nothing(client, world):
    token = uuid.uuid4()
    Submission.objects.create(token=token, user=world.holder, result="/acteurs/secret-abc/")
    client.force_login(world.stranger)
    place = TerritoryFactory()
    data = {"name": "N", "territory": place.code, "visibility": "public", "submission": str(token)}

    response = client.post(reverse("projects:create"), data)

    assert response.status_code == 403
    assert "secret-abc" not in response.content.decode()
    assert not Project.objects.filter(name="N").exists()
    # A form that is wrong tells nothing of the token either.
    response = client.post(reverse("projects:create"), {**data, "name": ""})
    assert response.status_code == 200
    assert client.post(reverse("projects:create"), {**data, "submission": "x"}).status_code == 200


@pytest.mark.parametrize("version", ["", "x", "9999-12-31T23:59:59", HUGE, "2026-01-01T00:00:00+99:99"])
def test_a_tampered_version_overwrites_nothing(client, world, version):
    client.force_login(world.holder)
    address = reverse("projects:milestone-update", args=[world.project.slug, world.milestone.uid])
    data = {"name": "Autre nom", "precision": "day", "state": "ahead", "version": version}

    response = client.post(address, data)

    assert response.status_code == 200
    world.milestone.refresh_from_db()
    assert world.milestone.name != "Autre nom"


@pytest.mark.parametrize("who", ["reader", "contributor", "stranger"])
def test_nobody_raises_themselves(client, world, who):
    user = getattr(world, who)
    client.force_login(user)
    member = Membership.objects.filter(user=user).first() or Membership.objects.get(user=world.holder)
    where = [world.project.slug]
    asked = JoinRequestFactory(project=world.project, actor=ActorFactory(created_by=user), created_by=user)
    tries = [
        sent(client, "invite", *where, **{"invite-email": user.email, "invite-role": "holder"}),
        sent(client, "member-role", *where, member.pk, role="holder"),
        sent(client, "hand-over", *where, **{"hand_over-email": user.email}),
        sent(client, "request-accept", *where, asked.uid, **{"accept-degree": 5, "accept-day": "2026-01-01"}),
        sent(client, "delete", *where),
        sent(client, "archive", *where),
    ]
    assert [response.status_code for response in tries] == [403] * len(tries)
    assert not Membership.objects.filter(user=user, role=Role.HOLDER).exists()
    asked.refresh_from_db()
    assert asked.state == "pending"


@pytest.mark.parametrize("role", ["admin", "", "HOLDER", "superuser"])
def test_roles_that_are_none(client, world, role):
    client.force_login(world.holder)
    member = Membership.objects.get(user=world.reader)
    sent(client, "member-role", world.project.slug, member.pk, role=role)
    data = {"invite-email": world.stranger.email, "invite-role": role}
    assert sent(client, "invite", world.project.slug, **data).status_code == 200
    member.refresh_from_db()
    assert member.role == Role.READER
    assert not Invitation.objects.filter(email=world.stranger.email).exists()


def test_a_project_is_handed_over_to_the_team_alone(client, world):
    client.force_login(world.holder)
    for email in (world.stranger.email, "personne@nulle-part.example", world.holder.email):
        response = sent(client, "hand-over", world.project.slug, **{"hand_over-email": email})
        assert response.status_code == 200
        assert response.context["hand_over"].errors["email"]
    assert Membership.objects.get(user=world.holder).role == Role.HOLDER


@pytest.mark.parametrize(
    "target", ["https://mal.example/", "//mal.example/", "/\\mal.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_this_site_alone(client, target):
    UserFactory(email="moi@exemple.example")
    data = {"login": "moi@exemple.example", "password": "mot-de-passe-de-test"}

    response = client.post(reverse("account_login", query={"next": target}), {**data, "next": target})

    assert response.status_code == 302
    assert "mal.example" not in response["Location"]
    assert "javascript" not in response["Location"]


def test_a_form_without_its_token_is_refused_with_a_page(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.holder)

    response = client.post(reverse("projects:delete", args=[world.project.slug]))

    assert response.status_code == 403
    assert 'lang="fr"' in response.content.decode()
    assert Project.objects.contains(world.project)


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "data:text/html,x", "http://", "https://[::1", "x" * 400]
)
def test_a_website_is_a_website(client, value):
    actor = ActorFactory()
    client.force_login(actor.created_by)
    data = {"kind": "website", "value": value, "visibility": Visibility.PUBLIC}

    response = client.post(reverse("actors:contact-create", args=[actor.slug]), data)

    assert response.status_code == 200
    assert not ContactPoint.objects.exists()


def test_choices_are_of_the_list(client, world):
    client.force_login(world.holder)
    proposed = CompetenceFactory(status="proposed", name="Proposée ailleurs", created_by=UserFactory())
    address = reverse("projects:need-create", args=[world.project.slug]) + "?genre=competence"
    for slug in (proposed.slug, HUGE, "-1", "'"):
        data = {"competence": slug, "minimum_level": 2, "quantity": 1, "importance": 2}
        response = client.post(address, data)
        assert response.status_code == 200
        assert "Proposée ailleurs" not in response.content.decode()
    for pk in (HUGE, "-1", "x", "1.5", "²"):
        data = {"new_name": "N", "new_family": pk, "new_seat": pk, "degree": pk}
        assert sent(client, "involve", world.project.slug, **data).status_code == 200


def test_what_others_rest_on_is_not_deleted_but_said(client):
    world = build()
    client.force_login(world.readers["contributor"])
    address = reverse("actors:delete", args=[world.shown.slug])

    response = client.post(address, follow=True)

    assert response.status_code == 200
    assert "Rien n’est supprimé" in response.content.decode()
    assert Actor.objects.contains(world.shown)


def test_a_form_with_its_token_registers(client, world):
    client.force_login(world.stranger)
    page = client.get(reverse("projects:create"))
    token = page.context["form"]["submission"].value()
    typed = {"name": "N", "territory": world.project.territory.code, "visibility": "public"}

    response = client.post(reverse("projects:create"), {**typed, "submission": str(token)})

    assert response.status_code == 302
    assert Project.objects.filter(name="N").count() == 1


def test_the_name_of_a_team_is_for_its_members(client):
    secret = TeamFactory(name="Projet tenu secret")
    actor = ActorFactory(hidden=True, team=secret)
    facilitator = FacilitationFactory(territory=actor.seat).user
    client.force_login(facilitator)

    for address in (actor.get_absolute_url(), reverse("actors:update", args=[actor.slug])):
        response = client.get(address)
        assert response.status_code == 200
        assert "Projet tenu secret" not in response.content.decode()


def test_whom_to_ask_is_neither_told_nor_lost_when_hidden(client, world):
    hidden = InvolvementFactory(project=world.project, actor=ActorFactory(hidden=True, name="Cachée")).actor
    experience = world.experience
    client.force_login(world.contributor)
    address = reverse("projects:experience-update", args=[world.project.slug, experience.uid])
    version = experience.updated_at.isoformat()
    experience.ask = hidden
    experience.save()
    typed = {"title": "Titre", "story": "Récit"}

    stale = client.post(address, {**typed, "version": version})
    experience.refresh_from_db()
    saved = client.post(address, {**typed, "version": experience.updated_at.isoformat()})

    assert stale.status_code == 200
    assert "Cachée" not in stale.content.decode()
    assert saved.status_code == 302
    experience.refresh_from_db()
    assert (experience.title, experience.ask) == ("Titre", hidden)


@pytest.mark.parametrize(
    ("contact", "line"),
    [("securite@exemple.example", "mailto:securite@exemple.example"), ("https://exemple.example/s",) * 2],
)
def test_whom_to_tell_about_a_weakness_is_said(client, settings, contact, line):
    settings.TERRITOIRE_SECURITY_CONTACT = contact
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(one.split(": ", 1) for one in response.content.decode().splitlines())
    assert said["Contact"] == line
    assert said["Expires"].endswith("Z")
    settings.TERRITOIRE_SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_pages_of_who_is_signed_in_stay_with_them(client, world):
    client.force_login(world.reader)
    for address in ("/", "/mon-espace/", world.project.get_absolute_url(), "/api/v1/actors/"):
        said = client.get(address)["Cache-Control"]
        assert "private" in said
        assert "no-cache" in said or "no-store" in said
    for address in ("/mon-espace/", "/compte/securite/", world.project.get_absolute_url() + "equipe/"):
        assert "no-store" in client.get(address)["Cache-Control"]
    client.logout()
    assert "private" not in client.get("/").get("Cache-Control", "")
