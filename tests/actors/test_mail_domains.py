"""Which domain shows who an organisation is, and which shows nothing."""

import pytest

from actors.mail_domains import is_on_own_domain, own_domain, public_suffix


@pytest.mark.parametrize(
    ("contact", "domain"),
    [
        ("https://www.saugues.fr/mairie", "saugues.fr"),
        ("www.saugues.fr", "saugues.fr"),
        ("contact@mairie-saugues.fr", "mairie-saugues.fr"),
        ("https://www.haute-loire.gouv.fr", "haute-loire.gouv.fr"),
        ("https://filature.asso.fr", "filature.asso.fr"),
        ("https://châtel.fr:8080/", "xn--chtel-4qa.fr"),
        ("https://saugues.fr@elsewhere.fr/", "elsewhere.fr"),
        ("CONTACT@Saugues.FR.", "saugues.fr"),
    ],
)
def test_the_domain_of_an_organisation(contact, domain):
    assert own_domain(contact) == domain


@pytest.mark.parametrize(
    "contact",
    [
        "gouv.fr",
        "https://asso.fr",
        "co.uk",
        "fr",
        "@",
        "http://",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://[::1",
        "http://localhost/",
        "association@gmail.com",
        "mairie@orange.fr",
        "x@perso.wanadoo.fr",
        "a@laposte.net",
        "x@sfr.fr",
        "x@free.fr",
        "x@yahoo.fr",
        "x@outlook.com",
        "x@hotmail.fr",
        "x@proton.me",
        "x@icloud.com",
        "https://www.facebook.com/notrepage",
        "https://monasso.wixsite.com/laine",
        "https://sites.google.com/x",
        "ecole@ac-clermont.fr",
        "https://a..fr",
    ],
)
def test_what_is_nobodys_own(contact):
    assert own_domain(contact) == ""


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("marie@saugues.fr", True),
        ("marie@Culture.SAUGUES.fr", True),
        ("marie@notsaugues.fr", False),
        ("marie@saugues.fr.evil.com", False),
        ("marie@fr", False),
        ("marie", False),
        ("", False),
        ("marie@etu.saugues.fr", False),
        ("marie@ext.saugues.fr", False),
    ],
)
def test_an_address_on_the_domain_or_under_it(email, said):
    assert is_on_own_domain(email, ["https://www.saugues.fr/"]) is said


def test_the_site_of_a_part_says_nothing_of_the_whole():
    assert not is_on_own_domain("marie@uca.fr", ["https://labo.uca.fr"])


def test_nothing_is_on_the_domain_of_nobody():
    assert not is_on_own_domain("marie@gmail.com", ["association@gmail.com", ""])


@pytest.mark.parametrize(
    ("host", "suffix"),
    [
        ("a.b.gouv.fr", "gouv.fr"),
        ("x.co.uk", "co.uk"),
        ("www.ck", "ck"),
        ("a.b.ck", "b.ck"),
        ("x.nowhere", "nowhere"),
    ],
)
def test_public_suffixes(host, suffix):
    assert public_suffix(host) == suffix
