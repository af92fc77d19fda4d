"""Second factors: set, asked for, lost; and those who must have one led to it before anything else."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from territoire.models import User
from tests.factories.territoire import FacilitationFactory, UserFactory

PASSWORD = "une longue phrase"
EMAIL = "anne@exemple.fr"
ASKED_FOR_A_CODE = "/connexion/code/"


@pytest.fixture
def account(db) -> User:
    return UserFactory(email=EMAIL, password=PASSWORD)


@pytest.fixture
def required(settings) -> None:
    settings.TERRITOIRE_MFA_REQUIRED = True


def sign_in(client, email=EMAIL):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_app(client) -> str:
    """Set an authenticator app as its page says; return its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    found = re.search(r"data-secret>(\w+)<", page.text)
    assert found
    client.post(reverse("mfa_activate_totp"), {"code": code_of(found[1])})
    cache.clear()  # the same code, a moment later, is refused: in a test no half-minute passes
    return found[1]


def recovery_codes(client) -> list[str]:
    return re.findall(r"<code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).text)


@pytest.mark.django_db(transaction=True)  # mails leave once the transaction is over
def test_an_app_is_set_and_then_asked_for(client, account, mailoutbox):
    sign_in(client)
    secret = set_app(client)
    assert len(recovery_codes(client)) == 10
    assert "application d’authentification" in mailoutbox[-1].subject

    other = Client()
    assert sign_in(other)["Location"] == ASKED_FOR_A_CODE
    assert "_auth_user_id" not in other.session
    assert other.get(reverse("site:my-space")).status_code == 302
    answer = other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert answer["Location"] == reverse("site:my-space")
    assert "_auth_user_id" in other.session


def test_a_wrong_code_does_not_open(client, account):
    sign_in(client)
    set_app(client)
    other = Client()
    sign_in(other)

    page = other.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "Ce code ne convient pas" in page.text
    assert "_auth_user_id" not in other.session


def test_a_code_works_once(client, account):
    sign_in(client)
    secret = set_app(client)
    first, second = Client(), Client()
    for one in (first, second):
        sign_in(one)
        one.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session


def test_a_recovery_code_opens_once(client, account):
    sign_in(client)
    set_app(client)
    code = recovery_codes(client)[0]
    for one, opened in ((Client(), True), (Client(), False)):
        sign_in(one)
        one.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in one.session) is opened

    assert len(recovery_codes(client)) == 9


def test_codes_are_not_guessed(client, account, throttled):
    sign_in(client)
    secret = set_app(client)
    other = Client()
    sign_in(other)
    for number in range(5):
        other.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})

    page = other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert "Trop d’essais" in page.text
    assert "_auth_user_id" not in other.session


def test_secrets_are_not_in_the_database_in_clear(client, account):
    sign_in(client)
    secret = set_app(client)

    assert all(secret not in str(each.data) for each in Authenticator.objects.all())


def test_a_new_secret_key_still_opens_with_the_old_one_beside(client, account, settings):
    sign_in(client)
    secret = set_app(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    other = Client()
    sign_in(other)

    answer = other.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert answer.status_code == 302


def test_setting_the_first_factor_ends_the_sessions_opened_without_it(client, account):
    other = Client()
    sign_in(other)
    sign_in(client)

    set_app(client)

    assert client.get(reverse("mfa_index")).status_code == 200
    assert other.get(reverse("site:my-space")).status_code == 302


def test_removing_the_app_asks_who_one_is(client, account):
    sign_in(client)
    set_app(client)
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": time.time() - 3600} for record in session["account_authentication_methods"]
    ]
    session.save()

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert reverse("account_reauthenticate") in answer["Location"]
    assert Authenticator.objects.filter(type="totp").exists()


def test_an_address_that_is_not_confirmed_guards_nothing(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    UserFactory(email=EMAIL, password=PASSWORD, unconfirmed=True)
    sign_in(client)

    page = client.get(reverse("mfa_activate_totp"), follow=True)

    assert "Confirmez d’abord votre adresse" in page.text


PAGES = [
    ("mfa_index", "Sécurité du compte"),
    ("mfa_activate_totp", "Régler une application d’authentification"),
    ("mfa_add_webauthn", "Ajouter une clé d’accès"),
    ("mfa_list_webauthn", "Clés d’accès"),
    ("usersessions_list", "Où mon compte est connecté"),
]


@pytest.mark.parametrize(("name", "title"), PAGES)
def test_pages_are_ours(client, account, name, title):
    sign_in(client)

    page = client.get(reverse(name))

    assert re.search(rf"<h1[^>]*>{re.escape(title)}</h1>", page.text)


@pytest.mark.parametrize("name", [name for name, _title in PAGES])
def test_pages_want_an_account(client, db, name):
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("credential", ["", "x", "[]", "{}", '{"id":"a","response":{}}', "null", "1", '"a"'])
def test_a_forged_passkey_opens_nothing(client, account, credential):
    client.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"})

    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert answer.status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", ["", "x", "[]", "{}", '{"id":"a","response":{}}', "null", "1"])
def test_a_forged_passkey_is_not_added(client, account, credential):
    sign_in(client)
    client.get(reverse("mfa_add_webauthn"))

    answer = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": credential})

    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


# Who must have one


@pytest.fixture(params=["facilitator", "staff", "superuser"])
def powerful(request, db) -> User:
    user = UserFactory(
        email=EMAIL,
        password=PASSWORD,
        is_staff=request.param == "staff",
        is_superuser=request.param == "superuser",
    )
    if request.param == "facilitator":
        FacilitationFactory(user=user)
    return user


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/mon-espace/",
        "/acteurs/",
        "/acteurs/nouveau/",
        "/projets/",
        "/admin/",
        "/admin/territoire/user/",
    ],
)
def test_who_has_power_is_led_to_the_second_factor(client, powerful, required, address):
    sign_in(client)

    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert "Une étape avant de continuer" in client.get(reverse("mfa_index")).text


def test_forms_are_refused_too(client, powerful, required):
    sign_in(client)

    answer = client.post("/projets/nouveau/", {"name": "N"})

    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


def test_programs_are_told_so(client, powerful, required):
    sign_in(client)

    answer = client.get("/api/v1/actors/")
    part = client.get("/acteurs/", headers={"HX-Request": "true"})
    search = client.get("/acteurs/recherche/?q=x", headers={"Accept": "application/json"})

    assert (answer.status_code, "second facteur" in answer.json()["detail"]) == (403, True)
    assert part["HX-Redirect"] == reverse("mfa_index")
    assert search.status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_logout",
        "account_email",
        "usersessions_list",
    ],
)
def test_what_one_needs_before_stays_open(client, powerful, required, name):
    sign_in(client)

    assert client.get(reverse(name)).status_code == 200


def test_once_set_all_is_open(client, powerful, required):
    sign_in(client)
    set_app(client)

    assert client.get("/mon-espace/").status_code == 200
    assert client.get("/api/v1/actors/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, powerful, required):
    Authenticator.objects.create(user=powerful, type=Authenticator.Type.RECOVERY_CODES, data={})
    sign_in(client)

    assert client.get("/mon-espace/").status_code == 302


def test_who_gains_power_is_led_there_at_once(client, account, required):
    sign_in(client)
    assert client.get("/mon-espace/").status_code == 200

    FacilitationFactory(user=account)

    assert client.get("/mon-espace/").status_code == 302


def test_members_and_visitors_go_on(client, account, required):
    assert client.get("/").status_code == 200
    sign_in(client)
    assert client.get("/mon-espace/").status_code == 200


def test_a_site_may_ask_it_of_everyone(client, account, required, settings):
    settings.TERRITOIRE_MFA_OF_ALL = True
    sign_in(client)

    assert client.get("/mon-espace/")["Location"] == reverse("mfa_index")
    set_app(client)
    assert client.get("/mon-espace/").status_code == 200


def test_a_password_chosen_anew_does_not_spare_the_second_factor(client, account, mailoutbox):
    sign_in(client)
    set_app(client)
    other = Client()
    other.post(reverse("account_reset_password"), {"email": EMAIL})
    found = re.search(r"http://testserver(\S+)", mailoutbox[-1].body)
    assert found
    form = other.get(found[1], follow=True).redirect_chain[-1][0]

    other.post(form, {"password1": "une autre phrase", "password2": "une autre phrase"})

    assert "_auth_user_id" not in other.session
    answer = other.post(reverse("account_login"), {"login": EMAIL, "password": "une autre phrase"})
    assert answer["Location"] == ASKED_FOR_A_CODE
    assert "_auth_user_id" not in other.session


# Sessions


def test_sessions_are_listed_and_ended_one_by_one(client, account):
    other = Client(
        headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    )
    sign_in(other)
    sign_in(client)
    page = client.get(reverse("usersessions_list"))
    assert "Firefox, Linux" in page.text
    found = re.search(r"/compte/sessions/(\d+)/terminer/", page.text)
    assert found

    client.post(found[0])

    assert other.get(reverse("site:my-space")).status_code == 302
    assert client.get(reverse("site:my-space")).status_code == 200
    assert "Firefox" not in client.get(reverse("usersessions_list")).text


def test_all_the_others_are_ended_at_once(client, account):
    others = [Client(), Client()]
    for one in (*others, client):
        sign_in(one)

    client.post(reverse("usersessions_list"))

    assert [one.get("/mon-espace/").status_code for one in (*others, client)] == [302, 302, 200]


def test_the_sessions_of_others_are_not_one_s_own(client, account):
    UserFactory(email="autre@exemple.fr", password=PASSWORD)
    other = Client()
    sign_in(other, "autre@exemple.fr")
    theirs = other.session.session_key
    pk = account.usersession_set.model.objects.get(session_key=theirs).pk
    sign_in(client)

    assert client.post(reverse("usersessions_end", args=[pk])).status_code == 404
    assert client.get(reverse("usersessions_end", args=[pk])).status_code == 405
    assert other.get("/mon-espace/").status_code == 200
