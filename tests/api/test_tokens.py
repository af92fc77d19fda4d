"""Personal tokens: shown once, kept as a hash, opening what their scopes say of what their account may do."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from territoire.actions import accounts
from territoire.models import ApiToken
from tests.api.program import Program
from tests.factories import actors, projects
from tests.factories.territoire import ApiTokenFactory, FacilitationFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/mon-espace/api/"


def by(token: str | ApiToken) -> Program:
    return Program(Client(enforce_csrf_checks=True), secret=token if isinstance(token, str) else token.secret)


def token_of(user, **values):
    secret = f"terr_{user.pk}{len(values)}{values.get('scopes', '')}"
    token = ApiTokenFactory(user=user, digest=sha256(secret.encode()).hexdigest(), **values)
    token.secret = secret
    return token


def test_it_is_made_in_one_s_space_shown_once_and_taken_back(client):
    user, other = UserFactory(), UserFactory()
    client.force_login(user)

    page = client.post(PAGE, {"name": "Notre site", "scopes": ["actors:read"], "days": "30"}).content.decode()
    [token] = ApiToken.objects.all()
    secret = page.partition('value="terr_')[2].partition('"')[0]

    assert token.user == user
    assert token.digest == sha256(f"terr_{secret}".encode()).hexdigest()
    assert secret not in client.get(PAGE).content.decode()
    assert by(f"terr_{secret}").get("me/").json()["token"] == "Notre site"
    assert "Notre site" not in Client().get(PAGE, follow=True).content.decode()

    client.force_login(other)
    assert client.post(reverse("site:revoke-token", args=[token.uid])).status_code == 404
    client.force_login(user)
    client.post(reverse("site:revoke-token", args=[token.uid]))
    assert by(f"terr_{secret}").get("me/").status_code == 401


def test_it_opens_what_its_scopes_say_and_no_more_than_its_account():
    user = UserFactory()
    actor, hidden = actors.ActorFactory(created_by=user), actors.ActorFactory(hidden=True)
    reads = by(token_of(user, scopes=["actors:read"]))
    writes = by(token_of(user, scopes=["actors:write", "follow-up:read"]))

    assert reads.get(f"actors/{actor.slug}/").status_code == 200
    assert reads.get("families/").status_code == 200
    refused = reads.send("PATCH", f"actors/{actor.slug}/", {"name": "Autre"}, If_Match="*")
    assert (refused.status_code, refused.json()["scope"]) == (403, "actors:write")
    assert reads.get("projects/").json()["scope"] == "projects:read"
    assert reads.post(f"actors/{actor.slug}/contacts/").json()["scope"] == "contacts:read"
    # A token needs no CSRF token; what its account may not see or do stays so.
    assert writes.send("PATCH", f"actors/{actor.slug}/", {"name": "Autre"}, If_Match="*").status_code == 200
    assert writes.send("PATCH", f"actors/{hidden.slug}/", {"name": "x"}, If_Match="*").status_code == 404
    others = actors.ActorFactory()
    assert writes.send("PATCH", f"actors/{others.slug}/", {"name": "x"}, If_Match="*").status_code == 403
    # Who changed what is known by the history, as on the pages.
    assert actor.__class__.pgh_event_model.objects.filter(pgh_context__metadata__user=user.pk).exists()


def test_it_opens_nothing_once_over_taken_back_or_its_account_gone(settings):
    settings.TERRITOIRE_MFA_REQUIRED = True
    user, powerful = UserFactory(), FacilitationFactory().user
    over = token_of(user, expires_at=timezone.now() + timedelta(seconds=1))
    ApiToken.objects.filter(pk=over.pk).update(
        created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(days=1)
    )
    asked = {
        "over": by(over),
        "unknown": by("terr_rien"),
        "inactive": by(token_of(UserFactory(is_active=False))),
    }
    for program in asked.values():
        answer = program.get("actors/")
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert by(token_of(powerful)).get("actors/").status_code == 403  # no second factor yet

    accounts.erase(user)
    assert not ApiToken.objects.filter(user=user).exists()


def test_a_session_wants_its_csrf_token_and_a_token_in_the_address_is_none():
    user = UserFactory()
    browser = Client(enforce_csrf_checks=True)
    assert Program(browser, user).post("actors/", {}).status_code == 403
    token = token_of(user)
    assert Client().get(f"/api/v1/me/?token={token.secret}").json()["name"] is None
    assert Program(Client()).post("actors/", {}).status_code == 401


@pytest.mark.usefixtures("throttled")
def test_each_token_has_its_own_count(settings):
    settings.TERRITOIRE_THROTTLES = {
        **settings.TERRITOIRE_THROTTLES,
        "api": dict.fromkeys(("token", "account", "address"), "2/m"),
    }
    user = UserFactory()
    one, other = by(token_of(user, name="un")), by(token_of(user, scopes=["actors:read"]))

    first = one.get("me/")
    assert (first["RateLimit-Policy"], first["RateLimit"].partition(";t")[0]) == (
        '"api";q=2;w=60',
        '"api";r=1',
    )
    assert [one.get("me/").status_code for _ in range(2)] == [200, 429]
    assert other.get("me/").status_code == 200
    beyond = one.get("me/")
    assert beyond["Content-Type"] == "application/problem+json"
    assert 0 < int(beyond["Retry-After"]) <= 60


def test_what_one_may_not_see_or_choose_is_as_if_it_were_not():
    holder = UserFactory()
    project, other = projects.ProjectFactory(holder=holder), projects.ProjectFactory()
    projects.DegreeFactory(value=3)
    hidden, need = actors.ActorFactory(hidden=True), projects.NeedFactory(project=other)
    program = by(token_of(holder))
    address = f"projects/{project.slug}/"

    def refused(slug: str):
        return program.post(f"{address}involvements/", {"actor": slug, "degree": 3}).content.replace(
            slug.encode(), b""
        )

    assert refused(hidden.slug) == refused("personne-de-ce-nom")
    # A part of another project is not there, whatever the project named.
    assert program.get(f"{address}needs/{need.uid}/").status_code == 404
    assert program.send("DELETE", f"{address}needs/{need.uid}/", If_Match="*").status_code == 404
    # Choices have names: a number that counts is none of them.
    family = actors.ActorFamilyFactory()
    wrong = program.post(
        "projects/", {"name": "x", "territory": str(project.territory_id), "themes": [str(family.pk)]}
    )
    assert {error["pointer"] for error in wrong.json()["errors"]} == {"/territory", "/themes"}
    theme = projects.ThemeFactory()
    wrong = program.post(
        "projects/", {"name": "x", "territory": project.territory.code, "themes": [str(theme.pk)]}
    )
    assert [error["pointer"] for error in wrong.json()["errors"]] == ["/themes"]
    # What pages set by themselves is no member of a body.
    for member in ("team", "created_by", "slug", "version", "submission"):
        assert program.post("projects/", {"name": "x", member: 1}).json()["errors"][0]["code"] == "unknown"
