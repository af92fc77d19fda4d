"""The schema is whole and sound, and what the API answers is in it (long form, and a client: `tests/soak`)."""

import pytest
from django.core.management import call_command
from django.db import transaction
from drf_spectacular.drainage import GENERATOR_STATS
from schemathesis.core.failures import Failure

from territoire.api.schema_view import document
from tests.api.fuzzing import ROLES, Fuzzing

pytestmark = pytest.mark.django_db


def test_the_schema_is_sound_and_without_warning(tmp_path):
    GENERATOR_STATS.reset()
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_every_operation_says_what_it_does_and_what_goes_wrong():
    for path, operations in document()["paths"].items():
        for method, one in operations.items():
            assert one.get("summary") or one.get("description"), (method, path)
            assert one["tags"][0], path
            if method in ("patch", "delete") and "identifiers" not in path:
                assert {"412", "428"} <= one["responses"].keys(), (method, path)


@pytest.fixture(scope="module")
def fuzzing(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Fuzzing()
        transaction.set_rollback(True)


@pytest.mark.parametrize("part", range(4))
@pytest.mark.usefixtures("nothing_drawn")
def test_answers_are_in_the_schema_whoever_asks(fuzzing, part):
    """One request for each operation, by one role in turn; `tests/soak` asks many, by all."""
    problems = []
    for number, operation in enumerate(fuzzing.operations()):
        if number % 4 == part:
            role = ROLES[(number // 4 + part) % len(ROLES)]
            try:
                fuzzing.try_out(operation, role, examples=1, start=number * 2)
            except* Failure as group:
                problems += [f"{operation.label}, {role}: {one}" for one in group.exceptions]
    assert not problems, "\n".join(problems)
