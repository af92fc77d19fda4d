"""Pages by cursor: what is there during the whole walk comes exactly once, whatever comes, changes and goes."""

import random

import pytest
from django.test import Client

from actors.models import Actor
from tests.api.program import Program
from tests.factories.actors import ActorFactory

pytestmark = pytest.mark.django_db


def walk(address: str, step):
    """Follow a list to its end, doing `step` between pages; return the slugs in the order given."""
    program, given = Program(Client()), []
    while address:
        page = program.get(address).json()
        given += [one["slug"] for one in page["results"]]
        address = page["next"] and page["next"].removeprefix("http://testserver")
        step(given)
    return given


@pytest.mark.parametrize("seed", [1, 2])
def test_a_walk_gives_once_all_that_stays(seed):
    chance = random.Random(seed)
    family = ActorFactory().family
    ActorFactory.create_batch(20, family=family)
    stayed = set(Actor.objects.values_list("slug", flat=True))

    def step(given):
        ActorFactory.create_batch(2, family=family)
        gone = Actor.objects.filter(slug__in=chance.sample(sorted(stayed), 2))
        stayed.difference_update(gone.values_list("slug", flat=True))
        # The last one given among them, now and then: a cursor outlives its record.
        if chance.random() < 0.5 and given:
            stayed.discard(given[-1])
            Actor.objects.filter(slug=given[-1]).delete()
        gone.delete()
        Actor.objects.filter(slug=chance.choice(sorted(stayed))).update(name=f"Aa{chance.random()}")
        if len(Actor.objects.all()) > 60:
            raise AssertionError("the walk does not end")

    given = walk("actors/?page_size=7", step)

    assert len(given) == len(set(given))
    assert stayed <= set(given)


def test_one_comes_back_by_the_same_pages():
    ActorFactory.create_batch(5)
    program = Program(Client())
    first = program.get("actors/?page_size=2").json()
    second = program.get(first["next"].removeprefix("http://testserver")).json()
    back = program.get(second["previous"].removeprefix("http://testserver")).json()

    assert back["results"] == first["results"]
    assert (back["previous"], first["previous"]) == (None, None)


@pytest.mark.parametrize(
    "query",
    ["page_size=0", "page_size=501", "page_size=x", "cursor=x", "cursor=YToxMg==", "day=2026-13-01", "le=x"],
)
def test_what_cannot_be_understood_is_refused(query):
    answer = Program(Client()).get(f"actors/?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == f"/{query.partition('=')[0]}"
