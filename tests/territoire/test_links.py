"""Addresses that people give."""

import pytest
from django.core.exceptions import ValidationError
from django.template import engines

from territoire import links

REFUSED = [
    "",
    "javascript:alert(1)",
    "javascript://a.example/%0aalert(1)",
    "data:text/html,x",
    "ftp://a.example",
    "file:///etc/passwd",
    "http://",
    "https://[::1",
    "https:///chemin",
    "http:\\\\a.example",
    "https://a.example\n",
    "https://a.example/\r\nX: y",
    "https://a .example",
    "//a.example",
]
WITH_CREDENTIALS = ["https://qui:secret@a.example", "https://a.example@b.example", "qui:secret@a.example"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a.example", "https://a.example"),
        (" http://a.example/é?x=1#y ", "http://a.example/é?x=1#y"),
        ("https://a.example:8443/@nous", "https://a.example:8443/@nous"),
    ],
)
def test_a_web_address_is_taken_as_it_is_meant(typed, meant):
    assert links.web_address(typed) == meant


@pytest.mark.parametrize("typed", [*REFUSED[1:10], *REFUSED[11:13]])
def test_what_is_no_web_address_is_refused_in_words(typed):
    with pytest.raises(ValidationError, match="navigateur"):
        links.web_address(typed)


@pytest.mark.parametrize("typed", WITH_CREDENTIALS)
def test_an_address_holds_no_secret(typed):
    with pytest.raises(ValidationError):
        links.web_address(typed)


@pytest.mark.parametrize("stored", [*REFUSED, *WITH_CREDENTIALS, "a.example", " https://a.example"])
def test_what_was_stored_otherwise_is_not_linked_to(stored):
    template = engines["django"].from_string("{{ value|web_address }}")

    assert template.render({"value": stored}) == ""
    assert not links.may_link_to(stored)


@pytest.mark.parametrize(
    "value", ["a@b.example?bcc=c@d.example", "a@b.example,c@d.example", "a", "a%0a@b.example"]
)
def test_a_link_writes_to_one_address_alone(value):
    assert not links.may_link_to(f"mailto:{value}")
    assert links.may_link_to("mailto:a@b.example")
