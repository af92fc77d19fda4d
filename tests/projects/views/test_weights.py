"""Weights of the parts of a score, as the address asks for them."""

from fractions import Fraction

import pytest
from django.test import RequestFactory

from projects.analysis.candidates import WEIGHTS, Parts
from projects.views.weights import requested_weights


def asked(query: str):
    return requested_weights(RequestFactory().get(f"/?{query}"))


def test_the_shares_count():
    found = asked("proximite=50&liens=0&niveau=25&complementarite=25")

    assert found.parts == Parts(Fraction(1, 2), Fraction(0), Fraction(1, 4), Fraction(1, 4))
    assert found.moved
    assert found.query == {"proximite": 50, "liens": 0, "niveau": 25, "complementarite": 25}


def test_what_is_not_named_keeps_its_weight():
    assert asked("niveau=20").parts == asked("").parts == WEIGHTS
    assert asked("proximite=0").parts == Parts(Fraction(0), Fraction(3, 7), Fraction(2, 7), Fraction(2, 7))


@pytest.mark.parametrize(
    "query",
    ["proximite=beaucoup", "liens=-1", "niveau=101", "niveau=1e3", "niveau=²", "niveau=",
     "proximite=0&liens=0&niveau=0&complementarite=0", f"liens={'9' * 5000}"],
)  # fmt: skip
def test_what_makes_no_sense_is_said_and_the_usual_ones_count(query):
    found = asked(query)

    assert found.parts == WEIGHTS
    assert found.problem
    assert found.query == {}
