"""Signing in with an account held elsewhere, at a provider that answers over HTTP: true, forged, silent."""

import logging
import re
import time
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from territoire.accounts.oidc.configuration import providers
from territoire.actions import accounts
from territoire.models import User
from tests.factories.territoire import FacilitationFactory, UserFactory
from tests.openid_provider import CLIENT_ID, SECRET, running
from tests.territoire.test_door_mfa import code_of, set_app

PASSWORD = "une longue phrase"
START, BACK = "openid_connect_login", "openid_connect_callback"

pytestmark = pytest.mark.django_db


def environment(url: str) -> dict[str, str]:
    return {
        "TERRITOIRE_OIDC_NAME": "ProConnect",
        "TERRITOIRE_OIDC_URL": url,
        "TERRITOIRE_OIDC_CLIENT_ID": CLIENT_ID,
        "TERRITOIRE_OIDC_SECRET": SECRET,
    }


@pytest.fixture
def provider(settings):
    with running() as one:
        settings.SOCIALACCOUNT_PROVIDERS = providers(environment(one.issuer))
        yield one


@pytest.fixture
def client(db):
    """Give a browser that may write when it reads: coming back is a GET."""
    return Client()


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.INFO)
    return lambda: [record.getMessage() for record in caplog.records if record.name == "territoire.door"]


def leave(client, name=START, **form) -> dict[str, str]:
    """Start; return what the provider is asked."""
    page = client.post(reverse(name), form)
    assert page.status_code == 200, page
    return dict(parse_qsl(urlsplit(page["Refresh"].removeprefix("0; url=")).query))


def come(client, provider, name=START, **form):
    """Go there and back."""
    return client.get(back(provider, leave(client, name, **form)))


def back(provider, asked: dict[str, str]) -> str:
    return provider.authorize(asked).removeprefix("http://testserver")


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_newcomer_is_let_in(client, provider, log):
    answer = come(client, provider, next="/projets/nouveau/")

    assert answer["Location"] == "/projets/nouveau/"
    assert signed_in(client)
    assert client.session.get_expire_at_browser_close()
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == ("anne@exemple.fr", "Anne Martin", False)
    assert EmailAddress.objects.get().verified
    linked = SocialAccount.objects.get()
    assert (linked.uid, linked.extra_data) == ("sub-1", {}), "nothing more is kept of what the provider says"
    assert SECRET not in "".join(log())


def test_what_is_asked_of_the_provider(client, provider):
    page = client.get(f"{reverse('account_login')}?scope=admin&auth_params=prompt%3Dnone")
    assert "Se connecter avec ProConnect" in page.text

    asked = leave(client, scope="admin", auth_params="prompt=none")

    assert asked.keys() == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce",
        "code_challenge", "code_challenge_method",
    }  # fmt: skip
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid email given_name usual_name", (
        "those that the provider offers, and we need"
    )
    assert asked["redirect_uri"] == f"http://testserver{reverse(BACK)}"
    assert len(asked["state"]) >= 32
    assert len(asked["nonce"]) >= 32
    assert asked["nonce"] != leave(client)["nonce"]


def test_who_comes_back_is_known(client, provider):
    come(client, provider)
    provider.claims["email"] = "anne.nouvelle@exemple.fr"
    other = Client()

    come(other, provider)

    assert signed_in(other)
    assert User.objects.get().email == "anne@exemple.fr", "the account keeps the address that it has here"


def test_userinfo_may_be_a_signed_token(client, provider):
    provider.signed_userinfo = True
    provider.claims = {
        "sub": "sub-1",
        "email": "a@b.fr",
        "email_verified": True,
        "given_name": "Anne",
        "usual_name": "M",
    }

    come(client, provider)

    assert signed_in(client)
    assert User.objects.get().name == "Anne M"


FORGED = {
    "wrong nonce": {"in_token": {"nonce": "another"}},
    "another issuer": {"in_token": {"iss": "https://elsewhere.example"}},
    "another audience": {"in_token": {"aud": "another"}},
    "for somebody else": {"in_token": {"aud": [CLIENT_ID, "another"], "azp": "another"}},
    "too old": {"in_token": {"exp": 1_500_000_000}},
    "forged signature": {"signed_by": "theirs"},
    "a signature of a shared secret": {"algorithm": "HS256"},
    "userinfo of somebody else": {"in_userinfo": {"sub": "sub-2"}},
    "signed userinfo for somebody else": {"signed_userinfo": True, "in_userinfo": {"aud": "another"}},
    "another issuer in the description": {"discovery": {"issuer": "https://elsewhere.example"}},
    "an address without TLS": {"discovery": {"userinfo_endpoint": "http://elsewhere.example/userinfo"}},
    "no keys": {"discovery": {"jwks_uri": ""}},
    "silence": {"is_down": True},
    "it says no": {"refuses": "server_error"},
}


@pytest.mark.parametrize("lie", FORGED)
def test_what_cannot_be_believed_lets_nobody_in(client, provider, log, lie):
    asked = leave(client)
    for name, value in FORGED[lie].items():
        setattr(provider, name, value)

    page = client.get(back(provider, asked))

    assert page.status_code == 401
    assert "ProConnect ne vous a pas laissé entrer" in page.text
    assert not signed_in(client)
    assert not User.objects.exists()
    [line] = log()
    assert line.startswith("sign-in with the provider refused: ")
    assert line.endswith(", from 127.0.0.1")
    assert not re.search(r"exemple\.fr|sub-1|code-|eyJ", line)


def test_a_provider_that_is_down_is_said_before_one_leaves(client, settings, log):
    with running() as gone:
        settings.SOCIALACCOUNT_PROVIDERS = providers(environment(gone.issuer))

    page = client.post(reverse(START))

    assert (page.status_code, "Refresh" in page) == (502, False)
    assert "ProConnect ne vous a pas laissé entrer" in page.text
    assert log() == [
        "sign-in with the provider refused: it does not answer (ConnectionError), from 127.0.0.1"
    ]


def test_a_state_is_of_one_session_and_of_one_time(client, provider, log):
    there = back(provider, leave(client))
    forged = re.sub(r"state=[^&]+", "state=forged", there)

    assert client.get(forged).status_code == 401
    assert Client().get(there).status_code == 401, "the session of somebody else"
    assert client.get(there).status_code == 302
    client.post(reverse("account_logout"))
    assert client.get(there).status_code == 401, "a second time"

    assert not signed_in(client)
    assert all("(state)" in line for line in log() if "refused" in line)


def test_an_answer_that_names_another_issuer_is_refused(client, provider):
    there = back(provider, leave(client))

    assert client.get(f"{there}&iss=https://elsewhere.example").status_code == 401


def test_giving_up_is_said(client, provider):
    provider.refuses = "access_denied"

    page = come(client, provider)

    assert (page.status_code, signed_in(client)) == (200, False)
    assert "Rien n’a changé" in page.text


def test_an_address_that_is_not_verified_is_confirmed_by_mail(client, provider, mailoutbox):
    del provider.claims["email_verified"]

    answer = come(client, provider)

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not signed_in(client)
    assert not EmailAddress.objects.get().verified
    assert mailoutbox[0].to == ["anne@exemple.fr"]


@pytest.mark.parametrize("verified", [True, False])
def test_an_account_that_exists_is_not_entered_by_its_address(client, provider, mailoutbox, verified):
    account = UserFactory(email="anne@exemple.fr", password=PASSWORD)
    provider.claims["email_verified"] = verified

    answer = come(client, provider)

    if verified:
        assert answer.status_code == 409
        assert "Vous avez déjà un compte" in answer.text
    else:
        # As for any address that has an account: only its mailbox is told.
        assert answer["Location"] == reverse("account_email_verification_sent")
        assert "vous avez déjà un compte" in mailoutbox[0].subject
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()
    account.refresh_from_db()
    assert account.has_usable_password()


def test_without_an_address_one_is_asked_for_it(client, provider, mailoutbox):
    del provider.claims["email"]

    page = client.get(come(client, provider)["Location"])
    assert "Votre adresse" in page.text
    answer = client.post(reverse("socialaccount_signup"), {"email": "autre@exemple.fr"})

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not signed_in(client)


def sign_in(client, email="anne@exemple.fr"):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


@pytest.mark.django_db(transaction=True)
def test_one_links_from_one_s_own_account_and_unlinks(client, provider, mailoutbox):
    UserFactory(email="anne@exemple.fr", password=PASSWORD)
    sign_in(client)
    page = client.get(reverse("mfa_index"))
    assert reverse("socialaccount_connections") in page.text

    answer = come(client, provider, "openid_connect_link")

    assert answer["Location"] == reverse("socialaccount_connections")
    page = client.get(answer["Location"])
    assert "ProConnect" in page.text
    assert "ouvre le vôtre" in mailoutbox[-1].subject
    other = Client()
    come(other, provider)
    assert signed_in(other)

    client.post(reverse("openid_connect_unlink", args=[SocialAccount.objects.get().pk]))

    assert not SocialAccount.objects.exists()
    assert "n’est plus relié" in mailoutbox[-1].subject


def test_what_others_linked_is_not_one_s_own(client, provider):
    come(client, provider)
    theirs = SocialAccount.objects.get()
    UserFactory(email="autre@exemple.fr", password=PASSWORD)
    other = Client()
    sign_in(other, "autre@exemple.fr")

    come(other, provider, "openid_connect_link")
    assert "déjà relié à un autre compte" in other.get(reverse("socialaccount_connections")).text
    assert other.post(reverse("openid_connect_unlink", args=[theirs.pk])).status_code == 404

    assert SocialAccount.objects.get().user == theirs.user


def test_the_only_way_in_is_not_unlinked(client, provider):
    come(client, provider)

    client.post(reverse("openid_connect_unlink", args=[SocialAccount.objects.get().pk]), follow=True)

    assert SocialAccount.objects.exists()


def test_linking_asks_first_who_one_is(client, provider):
    UserFactory(email="anne@exemple.fr", password=PASSWORD)
    sign_in(client)
    grow_old(client)

    answer = client.post(reverse("openid_connect_link"))

    assert reverse("account_reauthenticate") in answer["Location"]
    page = client.post(answer["Location"], {"password": PASSWORD})
    assert page["Refresh"].startswith(f"0; url={provider.issuer}/authorize?")


def grow_old(client) -> None:
    """Make as if one had signed in an hour ago."""
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": time.time() - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()


@pytest.mark.parametrize("asked_at", [None, 30, 3600])
def test_who_has_no_password_is_asked_again_at_the_provider(client, provider, asked_at):
    come(client, provider)
    address = reverse("account_set_password")
    assert client.get(address).status_code == 200
    grow_old(client)

    page = client.get(address)
    assert "montrez une fois encore à ProConnect" in page.text
    asked = leave(client, next=address)
    assert asked["prompt"] == "login"
    provider.in_token = {} if asked_at is None else {"auth_time": int(time.time()) - asked_at}
    client.get(back(provider, asked))

    assert ("montrez une fois encore" in client.get(address).text) is (asked_at == 3600)


def test_the_second_factor_of_the_site_is_still_asked_for(client, provider):
    come(client, provider)
    secret = set_app(client)
    other = Client()

    answer = come(other, provider)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert not signed_in(other)
    other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert signed_in(other)


def test_who_has_power_must_still_set_one(client, provider, settings):
    come(client, provider)
    settings.TERRITOIRE_MFA_REQUIRED = True
    FacilitationFactory(user=User.objects.get())

    assert client.get("/mon-espace/")["Location"] == reverse("mfa_index")


def test_signing_out_leads_to_the_end_at_the_provider(client, provider):
    come(client, provider)

    page = client.post(reverse("account_logout"))

    assert not signed_in(client)
    assert "Vous êtes déconnecté" in page.text
    asked = dict(parse_qsl(urlsplit(page["Refresh"].removeprefix("0; url=")).query))
    assert asked.keys() == {"id_token_hint", "state", "post_logout_redirect_uri"}
    assert asked["post_logout_redirect_uri"] == "http://testserver/"
    assert sign_out_of_a_password(client).status_code == 302


def sign_out_of_a_password(client):
    UserFactory(email="autre@exemple.fr", password=PASSWORD)
    sign_in(client, "autre@exemple.fr")
    return client.post(reverse("account_logout"))


def test_one_sees_what_is_kept_of_it(client, provider):
    come(client, provider)

    page = client.get(reverse("site:my-data"))

    assert "omptes ailleurs" in page.text
    assert "sub-1" in page.text


def test_the_end_of_an_account_is_the_end_of_its_links(client, provider):
    come(client, provider)

    accounts.erase(User.objects.get())

    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("name", [START, BACK, "openid_connect_link", "socialaccount_connections"])
def test_without_a_provider_there_is_nothing(client, name):
    client.force_login(UserFactory())

    assert client.get(reverse(name)).status_code in (404, 405)
    assert client.post(reverse(name)).status_code in (404, 405)
    assert "ProConnect" not in Client().get(reverse("account_login")).text


def test_the_administration_shows_nothing_of_providers():
    models = (SocialAccount, SocialApp, SocialToken)

    assert [model for model in models if admin.site.is_registered(model)] == []


def test_all_four_variables_or_none():
    assert providers({})["openid_connect"]["APPS"] == []
    whole = environment("https://auth.example/api/v2/.well-known/openid-configuration")
    assert providers(whole)["openid_connect"]["APPS"][0]["settings"] == {
        "server_url": "https://auth.example/api/v2"
    }
    for name in whole:
        with pytest.raises(ImproperlyConfigured, match=name) as stopped:
            providers({**whole, name: " "})
        assert SECRET not in str(stopped.value)
    with pytest.raises(ImproperlyConfigured, match="https"):
        providers({**whole, "TERRITOIRE_OIDC_URL": "http://auth.example"})


def test_an_identifier_counts_at_its_issuer_alone():
    one, other = (
        providers(environment(f"https://{host}"))["openid_connect"]["APPS"][0]["provider_id"]
        for host in ("a.fr", "b.fr")
    )

    assert one != other
