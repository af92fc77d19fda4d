"""What is hidden stays hidden in what the API answers to writes too."""

import pytest
from django.core import mail
from django.test import TestCase

from tests.api.program import Program
from tests.hidden_world import to_read
from tests.test_canary import reading_as, search, the_world, told, undone

pytestmark = pytest.mark.django_db
__all__ = ["the_world"]


def test_no_write_tells_what_is_hidden(the_world):
    program, leaks = Program(reading_as(the_world, "contributor")), []
    for address in to_read(the_world):
        if not address.startswith("/api/") or "?" in address:
            continue
        for method in ("POST", "PATCH", "DELETE"):
            # What one may do changes or removes things: each is done in the whole world.
            with undone(), TestCase.captureOnCommitCallbacks(execute=True):
                answer = program.send(method, address, {}, If_Match="*")
            if answer.status_code == 405:
                continue
            leak = search(told(answer), address, "contributor")
            if answer.status_code >= 500 or leak:
                leaks.append((method, address, answer.status_code, leak))
    for letter in mail.outbox:
        assert not search(f"{letter.subject}\n{letter.body}", "", "contributor")

    assert not leaks, "\n".join(map(str, leaks))
