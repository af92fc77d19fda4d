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


def test_a_curly_apostrophe_finds_a_straight_one():
    assert normalise("retour d’expérience") == normalise("Retour d'expérience")
