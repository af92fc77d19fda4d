"""Normalised text is the same in Python and in the database."""

import pytest
from django.db import connection

from territoire.text import normalise


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["L’Abergement-Clémenciat", "  Œuvre   d'Été ", "Ça & là", "Pôle Laine du Pays de Saugues", "STRAẞE ß"],
)
def test_normalise_is_the_same_in_both(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT territoire_normalise(%s)", [text])
        assert cursor.fetchone() == (normalise(text),)


@pytest.mark.django_db
def test_every_character_of_a_french_keyboard_is_the_same_in_both():
    """Names are looked for under what Python makes of them, among those that the database made (imports)."""
    written = bytes(range(32, 256)).decode("cp1252", "ignore") + bytes(range(160, 256)).decode("iso8859-15")
    further = "".join(map(chr, range(0x100, 0x180))) + "‐‑‒–—―−′″‹›⁄m²"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c, territoire_normalise(c) FROM unnest(%s::text[]) c",
            [[f"a{c}b" for c in written + further]],
        )
        assert [(text, made) for text, made in cursor.fetchall() if made != normalise(text)] == []


def test_a_curly_apostrophe_finds_a_straight_one():
    assert normalise("retour d’expérience") == normalise("Retour d'expérience")
