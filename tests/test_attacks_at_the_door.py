"""What comes to the door with bad intent: forged links, other people's identifiers, lying sizes, headers and paths.

Each is answered by a page in French and changes nothing.
"""

import json
import logging
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from projects.models import Project
from territoire.models import Membership, User
from tests.factories.actors import ActorFactory, CompetenceFactory
from tests.factories.projects import ProjectFactory
from tests.factories.territoire import TeamFactory, TerritoryFactory, UserFactory
from tests.hidden_world import CANARY, addresses
from tests.projects.worlds import a_project
from tests.worlds import rows

pytestmark = pytest.mark.django_db

# Counts of attempts change, that is what they are for.
COUNTED = ("territoire.ThrottleWindow", "territoire.Submission")
FORGED = [
    "x",
    "MQ:1tNlZz:forged",
    "../../../etc/passwd",
    "a" * 3000,
    "é\u202e\U0001f600",
    "1'%20OR%20'1'='1",
    "{{7*7}}",
    signing.dumps({"pk": 1}, salt="somewhere-else"),
    signing.Signer(salt="somewhere-else").sign("00000000-0000-0000-0000-000000000000"),
]
#: The arguments of addresses that a link sent by mail holds.
IN_LINKS = {"token", "key"}


@pytest.fixture
def world():
    return a_project()


def french(response) -> bool:
    return 'lang="fr"' in response.content.decode()


LINKS = sorted({(name, names) for name, names in addresses() if IN_LINKS & set(names)})


@pytest.mark.parametrize(("name", "names"), LINKS, ids=[name for name, _names in LINKS])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_link_changes_nothing_and_says_so(settings, world, name, names, method):
    settings.TERRITOIRE_THROTTLING = False
    clients = [Client(raise_request_exception=False) for _who in ("visitor", "contributor")]
    clients[1].force_login(world.contributor)
    before = rows(without=COUNTED)
    for client in clients:
        for forged in FORGED:
            try:
                address = reverse(name, kwargs={one: _forged(one, forged) for one in names})
            except Exception:
                continue
            response = getattr(client, method)(address)
            assert response.status_code in (200, 302, 400, 404, 405, 410), (address, response.status_code)
            if response.status_code not in (302, 405):
                assert french(response), address
            elif response.status_code == 302:
                assert response["Location"].startswith("/"), address
    assert rows(without=COUNTED) == before


def _forged(name: str, value: str) -> str:
    return value if name in IN_LINKS else {"uidb36": "1", "provider": "x"}.get(name, "x")


def test_a_form_sets_no_field_that_it_does_not_show(client, world):
    other, place = UserFactory(), world.project.territory
    stolen, secret = TeamFactory(), ProjectFactory(hidden=True)
    extra = {
        "id": 1,
        "pk": 1,
        "uid": "00000000-0000-0000-0000-000000000000",
        "slug": "choisi-par-moi",
        "created_by": other.pk,
        "created_at": "2001-01-01",
        "archived_at": "2001-01-01",
        "reviewed_at": "2001-01-01",
        "reviewed_by": other.pk,
        "restricted_at": "2001-01-01",
        "consented_at": "2001-01-01",
        "merged_into": 1,
        "illustrative": "on",
        "import_batch": 1,
        "is_staff": "on",
        "is_superuser": "on",
        "is_active": "",
        "user": other.pk,
        "state": "accepted",
    }
    client.force_login(world.holder)
    actor = ActorFactory(created_by=world.holder, seat=place)
    actor_before = Actor.objects.values().get(pk=actor.pk)
    client.post(
        reverse("actors:update", args=[actor.slug]),
        {
            **extra,
            "team": stolen.pk,
            "kind": "organisation",
            "name": "Nom nouveau",
            "family": actor.family.code,
            "seat": place.code,
            "visibility": "public",
            "confirm_every": actor.confirm_every,
            "version": actor.updated_at.isoformat(),
        },
    )
    project_before = Project.objects.values().get(pk=world.project.pk)
    client.post(
        reverse("projects:update", args=[world.project.slug]),
        {
            **extra,
            "team": secret.team_id,
            "name": "Autre nom",
            "territory": place.code,
            "stage": "idea",
            "visibility": "public",
            "confirm_every": world.project.confirm_every,
            "version": world.project.updated_at.isoformat(),
        },
    )
    client.post(reverse("site:profile"), {**extra, "name": "Moi", "email": "volee@exemple.example"})

    kept = ("uid", "slug", "created_by_id", "created_at", "archived_at", "reviewed_at", "reviewed_by_id")
    actor_kept = (*kept, "team_id", "restricted_at", "consented_at", "merged_into_id", "import_batch_id")
    actor_after = Actor.objects.values().get(pk=actor.pk)
    assert {name: actor_after[name] for name in actor_kept} == {
        name: actor_before[name] for name in actor_kept
    }
    project_after = Project.objects.values().get(pk=world.project.pk)
    assert {n: project_after[n] for n in (*kept, "team_id")} == {
        n: project_before[n] for n in (*kept, "team_id")
    }
    me = User.objects.get(pk=world.holder.pk)
    assert (me.is_staff, me.is_superuser, me.is_active, me.email) == (False, False, True, world.holder.email)


def test_naming_what_is_hidden_is_naming_what_does_not_exist(client, world):
    client.force_login(world.holder)
    ActorFactory(hidden=True, slug=f"{CANARY}acteur")
    ActorFactory(hidden=True, person=True, slug=f"{CANARY}prsnne")
    CompetenceFactory(status="proposed", slug=f"{CANARY}savoir", created_by=UserFactory())
    mine, project = ActorFactory(created_by=world.holder), world.project.slug
    fields = {
        (reverse("projects:involve", args=[project]), "actor"): f"{CANARY}acteur",
        (reverse("projects:join", args=[project]), "actor"): f"{CANARY}acteur",
        (reverse("projects:partnership-create", args=[project]), "one"): f"{CANARY}acteur",
        (
            reverse("projects:pledge-create", args=[project, world.resource_need.uid]),
            "actor",
        ): f"{CANARY}acteur",
        (reverse("projects:experience-create", args=[project]), "ask"): f"{CANARY}prsnne",
        (
            reverse("projects:need-create", args=[project]) + "?genre=competence",
            "competence",
        ): f"{CANARY}savoir",
        (reverse("actors:mastery-create", args=[mine.slug]), "competence"): f"{CANARY}savoir",
        (reverse("actors:affiliation-create", args=[mine.slug]), "organisation"): f"{CANARY}acteur",
        (reverse("actors:member-create", args=[mine.slug]), "member"): f"{CANARY}prsnne",
        (reverse("actors:partnership-create", args=[mine.slug]), "partner"): f"{CANARY}acteur",
    }
    for (address, field), hidden in fields.items():
        # As long, and nowhere in the world.
        missing = hidden.replace(CANARY, CANARY[::-1])
        answers = []
        for value in (hidden, missing):
            response = client.post(address, {field: value})
            assert response.status_code == 200, address
            form = response.context["form"]
            errors = {
                name: [str(e).replace(value, "…") for e in found] for name, found in form.errors.items()
            }
            answers.append(json.dumps(errors, sort_keys=True))
            assert field in form.errors, (address, field)
        assert answers[0] == answers[1], address


@pytest.mark.parametrize(
    "path",
    [
        "/static/../manage.py",
        "/static/..%2f..%2fmanage.py",
        "/static/%2e%2e/%2e%2e/manage.py",
        "/static/....//....//manage.py",
        "/static//etc/passwd",
        "/medias/../manage.py",
        "/images/..%2f..%2fmanage.py",
        "/acteurs/..%2f..%2f..%2fetc%2fpasswd/",
        "/acteurs/a/identifiants/other/..%2f..%2f/retirer/",
        "/api/v1/actors/..%2f..%2fmanage.json",
        "/.git/config",
        "/.env",
        "/manage.py",
        "//mal.example/%2e%2e",
    ],
)
def test_no_path_leads_out_of_the_site(client, path):
    response = client.get(path)
    body = b"".join(response) if response.streaming else response.content
    assert response.status_code in (302, 400, 404)
    assert b"DJANGO_SETTINGS_MODULE" not in body
    assert b"root:" not in body
    if response.status_code == 302:
        assert response["Location"].startswith("/connexion/")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "mal.example"},
        {"X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/"},
        {"X-Forwarded-User": "admin", "X-Remote-User": "admin", "Remote-User": "admin"},
        {"Authorization": "Basic YWRtaW46YWRtaW4=", "X-Api-Key": "x"},
        {"Accept-Language": "../../etc/passwd,%00;q=9"},
        {"Accept": "application/xml;q=1e999, */*;q=x"},
        {"HX-Request": "true", "HX-Current-URL": "https://mal.example/", "HX-Target": "<script>"},
        {"Range": "bytes=0-999999999999", "If-Modified-Since": "hier"},
        {"Cookie": "sessionid=../../x; messages=%5B%22x%22%5D; csrftoken=" + "x" * 500},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_opens_a_door(client, headers):
    hidden = ActorFactory(hidden=True)
    assert client.get("/", headers=headers).status_code == 200
    assert b"mal.example" not in client.get("/acteurs/", headers=headers).content
    assert client.get("/admin/", headers=headers)["Location"].startswith(("/connexion/", "/admin/login/"))
    assert client.get(hidden.get_absolute_url(), headers=headers).status_code == 404


def test_only_our_own_hosts_are_answered(client, settings):
    settings.ALLOWED_HOSTS = ["territoire.example"]
    assert client.get("/", headers={"Host": "mal.example"}).status_code == 400
    good = {"Host": "territoire.example"}
    assert client.get("/", headers={**good, "X-Forwarded-Host": "mal.example"}).status_code == 200


@pytest.mark.parametrize("target", ["/%0d%0aSet-Cookie:%20a=b", "/\r\nX-Injected: 1", "%0d%0a//mal.example"])
def test_no_line_is_added_to_headers(client, target):
    UserFactory(email="moi@exemple.example")
    typed = {"login": "moi@exemple.example", "password": "mot-de-passe-de-test", "next": target}
    response = client.post(f"/connexion/?next={target}", typed)
    assert "X-Injected" not in response.headers
    assert "a" not in response.cookies
    assert urlsplit(response.get("Location", "")).netloc == ""


def test_parameters_given_twice_are_one_question(client, world, nothing_drawn):
    client.force_login(world.holder)
    for query in (
        "q=a&q=b",
        "page=1&page=2",
        "le=2020-01-01&le=x",
        "famille=a&famille=b",
        "territoire=a&territoire=b",
        "q[]=a&q[x]=b",
        "competence=a&competence=",
        "&".join(f"famille={n}" for n in range(900)),
    ):
        for address in ("/acteurs/", "/projets/", "/recherche/", "/api/v1/actors/", "/projets/%s/carte/"):
            asked = (address % world.project.slug if "%s" in address else address) + f"?{query}"
            assert client.get(asked).status_code in (200, 400, 404), asked
    # The last role counts, and what is in the address does not.
    member = Membership.objects.get(user=world.reader)
    address = reverse("projects:member-role", args=[world.project.slug, member.pk])
    client.post(f"{address}?role=holder", {"role": ["holder", "contributor"]})
    member.refresh_from_db()
    assert member.role == "contributor"


BOMBS = {
    "deep": "[" * 100_000 + "]" * 100_000,
    "number": "1" * 1_000_000,
    "keys": json.dumps({"x": {str(n): n for n in range(50_000)}}),
    "broken": '{"name": ',
    "nan": '{"quantity": NaN, "level": 1e999}',
    "null": '{"name": "a\\u0000b"}',
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_the_api_swallows_no_bomb(client, world, bomb):
    client.force_login(world.holder)
    before = rows(without=COUNTED)
    for address in ("/api/v1/actors/", f"/api/v1/projects/{world.project.slug}/", "/api/v1/competences/"):
        assert client.post(address, bomb, content_type="application/json").status_code in (400, 403, 405)
        assert client.generic("GET", address, bomb, content_type="application/json").status_code == 200
    assert rows(without=COUNTED) == before


@pytest.mark.parametrize(
    "asked", ["page_size=1e9", "cursor=" + "A" * 5000, "cursor=cD0x%00", "format=xml", "q=" + "a " * 2000]
)
def test_the_api_bounds_what_is_asked(client, asked):
    ActorFactory.create_batch(3)
    response = client.get(f"/api/v1/actors/?{asked}")
    assert response.status_code in (200, 400, 404)
    if response.status_code == 200:
        assert len(response.json()["results"]) <= 200


def test_forms_beyond_all_measure_are_refused_with_a_page(client, world):
    client.force_login(world.holder)
    address = reverse("projects:update", args=[world.project.slug])
    for data in (
        {f"f{n}": n for n in range(5000)},
        {"axes-TOTAL_FORMS": 10**9, "axes-INITIAL_FORMS": 0, "one": "x"},
    ):
        response = client.post(address, data)
        assert response.status_code in (200, 400, 413)
        assert french(response)
    partnership = reverse("projects:partnership-create", args=[world.project.slug])
    data = {"axes-TOTAL_FORMS": 10**9, "axes-INITIAL_FORMS": 10**9, "one": "x", "other": "y"}
    assert client.post(partnership, data).status_code in (200, 400)
    for content_type in (
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=é",
    ):
        response = client.generic("POST", address, "not a form", content_type=content_type)
        assert response.status_code in (200, 400)
        assert french(response)


ADDRESSES = [
    "a@exemple.example\nBcc: b@exemple.example",
    "a@exemple.example,b@exemple.example",
    "<a@x>",
    "a@" + "x" * 300,
]


@pytest.mark.parametrize("email", ADDRESSES)
def test_one_invites_one_address(client, world, mailoutbox, email, django_capture_on_commit_callbacks):
    client.force_login(world.holder)
    Project.objects.filter(pk=world.project.pk).update(name="Nom\nBcc: c@exemple.example")
    address = reverse("projects:invite", args=[world.project.slug])
    with django_capture_on_commit_callbacks(execute=True):
        for prefix in ("", "invite-"):
            client.post(address, {f"{prefix}email": email, f"{prefix}role": "reader"})
    assert all(len(mail.recipients()) == 1 and "\n" not in mail.subject for mail in mailoutbox)
    assert not any("bcc" in mail.extra_headers for mail in mailoutbox)
    assert not any("," in mail.to[0] for mail in mailoutbox)


def test_no_line_is_added_to_the_log(client, caplog):
    caplog.set_level(logging.INFO)
    client.get("/acteurs/x%0d%0aCRITICAL%20forged/")
    client.post("/acteurs/?a=%0aCRITICAL%20forged")
    client.get("/nulle-part%0aCRITICAL/")
    formatter = logging.Formatter("%(message)s")
    assert caplog.records
    assert not any("\n" in formatter.format(record) for record in caplog.records)


def test_a_session_that_was_ended_is_no_longer_one(client, world):
    client.force_login(world.holder)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("account_logout"))
    client.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert client.get("/mon-espace/").status_code == 302


def test_an_account_that_is_closed_is_out_at_once(client, world):
    client.force_login(world.holder)
    User.objects.filter(pk=world.holder.pk).update(is_active=False)
    assert client.get("/mon-espace/").status_code == 302
    assert client.get(reverse("projects:update", args=[world.project.slug])).status_code == 302


def test_places_that_nobody_knows_are_refused_alike(client, world):
    client.force_login(world.holder)
    TerritoryFactory(code="ici-même")
    for seat in ("nulle-part", "9" * 300, "' OR 1=1", "ici%00"):
        data = {"kind": "organisation", "name": "N", "family": "asso", "seat": seat, "visibility": "public"}
        assert client.post(reverse("actors:create"), data).status_code == 200
    assert not Actor.objects.filter(name="N").exists()
