"""The site answers each role as the matrix says, at each address and by each method."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.rights import document, world
from tests.rights.matrix import ADMIN_PAGES, REFUSED, ROLES, RULES, SIGN_IN, can_be_hidden, routes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_drawn")]

NAMED = {address.name: (rule, address) for rule in RULES for address in rule.addresses()}
#: The API has rules of its own: `tests.rights.api`.
KNOWN = {name for name, path, _arguments in routes() if not path.startswith("/api/")}
OF_MODELS = {
    f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}": (model, page)
    for model in admin.site._registry
    for page in ADMIN_PAGES
}
#: Who tries the methods that an address does not have: they are refused before anybody is looked at.
ANYBODY = {"visitor", "holder"}
HOW_TO_ADD = """
These addresses are in no rule of tests/rights/matrix.py: {missing}.
1. Find the rule whose sentence they follow, or write one: its sentence, then the roles that may.
2. Add a line to it: the name of the address, its methods, and what it is about when that is not what the rule is about.
3. When its arguments are new, say in ARGUMENTS of tests/rights/world.py how to name one, make one public and one hidden
   in `_half` there, and say in PART_OF of the matrix what it is a part of.
4. Run `python -m tests.rights` (it writes docs/rights.md), then `pytest tests/rights -q`.
"""


@pytest.fixture(scope="module")
def the_world(django_db_setup, django_db_blocker):
    """Build the world once, and take it away after the last of these tests."""
    with django_db_blocker.unblock(), undone():
        built = world.build()
        yield built, {role: _cookies(user) for role, user in built.users.items()}


@contextmanager
def undone():
    """Forget what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _cookies(user) -> dict[str, str]:
    if user is None:
        return {}
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def answer(cookies: dict[str, str], method: str, address: str, *, program: bool = False) -> str:
    """Return what an address answers: a status, or `sign in`; nothing of what it did is left."""
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies)
    sent = {"data": "{}", "content_type": "application/json", "headers": {"If-Match": "*"}} if program else {}
    with undone():
        response = client.generic(method, address, **sent)
    where = response.headers.get("Location", "")
    if response.status_code == 302 and where.startswith(reverse("account_login")):
        return SIGN_IN
    if response.status_code == 302 and where.startswith(reverse("admin:login")):
        # Where `admin:login`, tried by itself, refuses who is signed in.
        return REFUSED if cookies else SIGN_IN
    return str(response.status_code)


def test_every_address_is_in_the_matrix():
    missing = sorted(KNOWN - NAMED.keys() - OF_MODELS.keys())
    assert not missing, HOW_TO_ADD.format(missing=", ".join(missing))


def test_the_matrix_names_no_address_that_is_gone():
    assert sorted(NAMED.keys() - KNOWN) == []


def test_no_address_is_named_twice():
    names = [address.name for rule in RULES for address in rule.addresses()]
    assert sorted(names) == sorted(NAMED)


@pytest.mark.parametrize("name", [name for name in NAMED if name in KNOWN])
def test_the_site_answers_as_the_matrix_says(the_world, name):
    built, cookies = the_world
    rule, address = NAMED[name]
    wrong: dict[str, list[str]] = {}
    for hidden in (False, True) if can_be_hidden(address.about) else (False,):
        arguments = built.arguments(address.about, hidden=hidden)
        where = reverse(name.removesuffix(".format"), kwargs=arguments)
        where += f"?{world.QUERIES[name]}" if name in world.QUERIES else ""
        for role in ROLES:
            expected = rule.expects(role, address.about, hidden=hidden)
            for method in ("GET", "POST"):
                if method not in address.answers and role not in ANYBODY:
                    continue
                found = answer(cookies[role], method, where)
                if not _right(found, expected, address.answers.get(method)):
                    shade = "hidden" if hidden else "public"
                    said = expected or " or ".join(sorted(address.answers.get(method, ["405"])))
                    fault = f"{method} {where} ({shade}) answers {found} instead of {said} to"
                    wrong.setdefault(fault, []).append(role)
    faults = "\n".join(f"{fault} {', '.join(roles)}" for fault, roles in wrong.items())
    assert not wrong, f"\n“{rule.sentence}”\n{faults}"


def _right(found: str, expected: str, answers: frozenset[str] | None) -> bool:
    if answers is None:
        # Whoever could not go through by another method is told so first; nobody does by this one.
        return found in ("405", expected or "405", REFUSED)
    return found == expected if expected else found.replace(SIGN_IN, "302") in answers


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_the_administration_is_for_admins(the_world, model):
    built, cookies = the_world
    wrong = []
    for page in ADMIN_PAGES:
        for role in ROLES:
            found = answer(cookies[role], "GET", _page(model, page))
            expected = {"visitor": (SIGN_IN,), "admin": _to_admins(model, page, built)}.get(role, (REFUSED,))
            if found not in expected:
                wrong.append(f"{page}, {role}: {found} instead of {expected}")
    assert not wrong, wrong


def _page(model, page: str) -> str:
    row = model._base_manager.first()
    arguments = [] if page in ("changelist", "add") else [row.pk if row else 1]
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def _to_admins(model, page: str, built) -> tuple[str, ...]:
    row = model._base_manager.first()
    request = RequestFactory().get("/")
    request.user = built.users["admin"]
    allowed = {
        "add": lambda this: this.has_add_permission(request),
        "delete": lambda this: this.has_delete_permission(request, row),
    }.get(page, lambda this: True)
    if not allowed(admin.site._registry[model]):
        return (REFUSED,)
    # Where there is no such row, Django leads back to the index, and our page of history answers 404.
    return ("200",) if row or page in ("changelist", "add") else ("302", "404")


def test_the_document_is_what_the_matrix_says():
    said = document.PATH.read_text() if document.PATH.exists() else ""
    assert said == document.render(), "docs/rights.md is stale: run `python -m tests.rights`"
