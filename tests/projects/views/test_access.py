"""Who reaches which page of a project."""

import pytest
from django.urls import reverse

from tests.factories.projects import ProjectFactory
from tests.projects.worlds import a_project

pytestmark = pytest.mark.django_db

# Page, and the part that its address names.
CONTRIBUTORS = [
    ("milestones", None),
    ("milestone-create", None),
    ("milestone-update", "milestone"),
    ("milestone-delete", "milestone"),
    ("involve", None),
    ("involvement-update", "involvement"),
    ("involvement-end", "involvement"),
    ("involvement-delete", "involvement"),
    ("partnership-create", None),
    ("needs", None),
    ("need-create", None),
    ("need-update", "need"),
    ("need-close", "need"),
    ("need-waive", "need"),
    ("need-delete", "need"),
    ("pledge-create", "resource_need"),
    ("pledge-update", "pledge"),
    ("pledge-delete", "pledge"),
    ("experience-create", None),
    ("experience-update", "experience"),
    ("experience-delete", "experience"),
]
HOLDERS = [("update", None), ("delete", None), ("team", None)]
POSTED_BY_CONTRIBUTORS = [
    ("milestone-earlier", "milestone"),
    ("milestone-later", "milestone"),
    ("involvement-resume", "involvement"),
    ("need-reopen", "need"),
    ("pledge-confirm", "pledge"),
]
POSTED_BY_HOLDERS = [
    ("archive", None),
    ("restore", None),
    ("invite", None),
    ("invitation-again", "invitation"),
    ("invitation-withdraw", "invitation"),
    ("hand-over", None),
    ("request-accept", "join_request"),
    ("request-decline", "join_request"),
]


def address(world, name, part, project=None):
    uid = [getattr(world, part).uid] if part else []
    return reverse(f"projects:{name}", args=[(project or world.project).slug, *uid])


def status(client, user, url, method="get"):
    client.logout()
    if user:
        client.force_login(user)
    return getattr(client, method)(url).status_code


@pytest.mark.parametrize(("name", "part"), CONTRIBUTORS)
def test_pages_of_contributors(client, name, part):
    world = a_project()
    url = address(world, name, part)

    found = {
        role: status(client, getattr(world, role, None), url)
        for role in ("anonymous", "stranger", "reader", "facilitator", "contributor", "holder", "admin")
    }

    assert found == {
        "anonymous": 302,
        "stranger": 403,
        "reader": 403,
        "facilitator": 403,
        "contributor": 200,
        "holder": 200,
        "admin": 200,
    }


@pytest.mark.parametrize(("name", "part"), HOLDERS)
def test_pages_of_holders(client, name, part):
    world = a_project()
    url = address(world, name, part)

    found = {
        role: status(client, getattr(world, role, None), url)
        for role in ("anonymous", "stranger", "reader", "facilitator", "contributor", "holder", "admin")
    }

    assert found == {
        "anonymous": 302,
        "stranger": 403,
        "reader": 403,
        "facilitator": 403,
        "contributor": 403,
        "holder": 200,
        "admin": 200,
    }


@pytest.mark.parametrize(("name", "part"), [*POSTED_BY_CONTRIBUTORS, *POSTED_BY_HOLDERS])
def test_gestures_are_posted_by_who_may(client, name, part):
    world = a_project()
    url = address(world, name, part)

    assert status(client, world.holder, url) == 405
    assert status(client, None, url, "post") == 302
    assert status(client, world.stranger, url, "post") in (403, 404)
    assert status(client, world.reader, url, "post") in (403, 404)
    if (name, part) in POSTED_BY_HOLDERS:
        assert status(client, world.contributor, url, "post") in (403, 404)


@pytest.mark.parametrize(("name", "part"), [*CONTRIBUTORS, *HOLDERS, ("detail", None), ("requests", None)])
def test_a_hidden_project_is_not_found_by_strangers(client, name, part):
    world = a_project(hidden=True)

    assert status(client, world.stranger, address(world, name, part)) == 404


@pytest.mark.parametrize(("name", "part"), [one for one in CONTRIBUTORS if one[1]])
def test_the_part_of_another_project_is_not_found(client, name, part):
    world = a_project()
    mine = ProjectFactory(holder=world.holder)

    assert status(client, world.holder, address(world, name, part, project=mine)) == 404


def test_pages_of_a_public_project_are_read_by_all(client):
    world = a_project()

    assert status(client, None, address(world, "detail", None)) == 200
    assert status(client, None, reverse("projects:list")) == 200
    # Boarding asks for an address that is confirmed, no account.
    assert status(client, None, address(world, "join", None)) == 200
    assert status(client, world.stranger, address(world, "join", None)) == 200
    assert status(client, world.stranger, address(world, "requests", None)) == 200


def test_a_request_is_seen_by_who_sent_it_and_who_answers(client):
    world = a_project()
    url = address(world, "request", "join_request")

    assert status(client, world.join_request.created_by, url) == 200
    assert status(client, world.holder, url) == 200
    assert status(client, world.stranger, url) == 404
    assert status(client, world.contributor, url) == 404
