"""The API answers each role as its rules say, at each address and by each method.

Writes go through the pages' own views, which the matrix of pages tries for every role: here, the roles on either side
of each line (all of them with TERRITOIRE_SOAK=1).
"""

import os

import pytest
from django.urls import reverse

from tests.rights import api, test_matrix
from tests.rights.matrix import ROLES, can_be_hidden, routes
from tests.rights.test_matrix import answer, the_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_drawn")]
__all__ = ["the_world"]

NAMED = {address.name for rule in api.RULES for address in rule.addresses()}
SOME = {
    False: ("visitor", "member", "contributor"),
    True: ("reader", "author"),
}
EACH = ROLES if os.environ.get("TERRITOIRE_SOAK") else None


def some(rule, address, *, hidden: bool) -> list[str]:
    """Return roles on either side of the line: one goes through, if any may."""
    tried = list(SOME[hidden])
    through = [role for role in ROLES if not rule.expects(role, address.about, hidden=hidden)]
    return tried if not through or set(through) & set(tried) else [*tried, through[0]]


def test_every_address_of_the_api_has_a_rule():
    known = {name for name, path, _arguments in routes() if path.startswith("/api/")}
    assert known == NAMED


@pytest.mark.parametrize("rule", api.RULES, ids=lambda rule: rule.sentence[:60])
def test_the_api_answers_as_its_rules_say(the_world, rule):
    built, cookies = the_world
    wrong = []
    for address in rule.addresses():
        for hidden in (False, True) if can_be_hidden(address.about) else (False,):
            where = reverse(address.name, kwargs=built.arguments(address.about, hidden=hidden))
            for role in EACH or some(rule, address, hidden=hidden):
                refused = rule.expects(role, address.about, hidden=hidden)
                for method, answers in address.answers.items():
                    found = answer(cookies[role], method, where, program=True)
                    if found != refused if refused else found not in answers:
                        shade = "hidden" if hidden else "public"
                        wrong.append(
                            f"{method} {where} ({shade}): {found}, not {refused or set(answers)}, to {role}"
                        )
    assert not wrong, f"\n“{rule.sentence}”\n" + "\n".join(wrong)


def test_the_rules_of_pages_name_no_address_of_the_api():
    assert not NAMED & test_matrix.NAMED.keys()
