"""The whole site is the same with what is hidden and without it, to the letter, for who may not see it."""

import pytest
from django.utils import timezone

from tests.hidden_world import CANARY, build, to_read
from tests.test_canary import difference, documents_in_clear, plain, reading_as, told, undone

pytestmark = pytest.mark.django_db
__all__ = ["documents_in_clear"]


#: What changes because somebody is removed, not because they are hidden: who proposed or named becomes nobody, a
#: suggestion goes with who named, and the places left of a training are true for all, hidden learners included.
CHANGED = ("/evolutions/", "/suggestions/", "/formations/", "/proposals/", "/trainings/")


@pytest.fixture(scope="module")
def the_world(django_db_setup, django_db_blocker):
    """Build it once, where what is hidden changes the state of no need."""
    with django_db_blocker.unblock(), undone():
        yield build(bearing=False)


# With filters too for who sees least: they are the same for all.
@pytest.mark.parametrize(("reader", "queries"), [("visitor", True), ("contributor", False)])
def test_the_site_is_the_same_without_what_is_hidden(the_world, reader, queries, monkeypatch):
    # Files say when they are made.
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    client = reading_as(the_world, reader)
    # One's own space tells what was removed; what is hidden has no page of its own to compare; and only who sent a
    # report knows its address, which goes with what it was about.
    apart = ("/mon-espace/", "/signalements/")
    read = [
        one
        for one in to_read(the_world, queries=queries)
        if CANARY not in one and not one.startswith(apart) and not any(words in one for words in CHANGED)
    ]
    before = {address: plain(told(client.get(address))) for address in read}

    leaks = []
    with undone():
        for one in the_world.hidden:
            type(one).objects.filter(pk=one.pk).delete()
        for address in read:
            found = plain(told(client.get(address)))
            if found != before[address]:
                leaks.append((address, difference(found, before[address])))

    assert not leaks, "\n".join(map(str, leaks))
