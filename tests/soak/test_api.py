"""The whole schema, signed in as each role: no answer of the server's fault, none outside the schema (`make soak`)."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from territoire.api.schema_view import document
from tests.api.fuzzing import ROLES, Fuzzing
from tests.factories.actors import ActorFactory
from tests.factories.projects import NeedFactory

EXAMPLES = int(os.environ.get("SOAK_API_EXAMPLES", "20"))


@pytest.fixture(scope="module")
def fuzzing(django_db_setup, django_db_blocker):
    """Build the world once."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Fuzzing()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.usefixtures("nothing_drawn")
@pytest.mark.parametrize("role", ROLES)
def test_answers_are_in_the_schema(fuzzing, role):
    wrong = []
    for number, operation in enumerate(fuzzing.operations()):
        for start in (2 * number, 2 * number + 1):
            try:
                fuzzing.try_out(operation, role, examples=EXAMPLES, start=start)
            except* Exception as group:
                wrong += [f"{operation.label}, seed {start}: {one}" for one in group.exceptions]
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.django_db
def test_a_client_generated_from_the_schema_reads_what_the_api_answers(tmp_path: Path, client):
    actor, need = ActorFactory(name="Atelier"), NeedFactory()
    made = generated(tmp_path)

    [told] = [one for one in client.get("/api/v1/actors/").json()["results"] if one["slug"] == actor.slug]
    gaps = client.get(f"/api/v1/projects/{need.project.slug}/gaps/").json()

    assert made("actor").Actor.from_dict(told).to_dict() == told
    assert str(made("gaps").Gaps.from_dict(gaps).needs[0].id) == str(need.uid)


def generated(folder: Path):
    """Generate a client; return what imports one of its models."""
    schema, made = folder / "schema.json", folder / "made"
    schema.write_text(json.dumps(document()))
    command = [
        sys.executable,
        "-m",
        "openapi_python_client",
        "generate",
        "--path",
        str(schema),
        "--meta",
        "none",
    ]
    subprocess.run([*command, "--output-path", str(made)], check=True, capture_output=True, timeout=600)
    places = [str(made)]
    spec = importlib.util.spec_from_file_location(
        "made", made / "__init__.py", submodule_search_locations=places
    )
    assert spec
    assert spec.loader
    sys.modules["made"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["made"])
    return lambda name: importlib.import_module(f"made.models.{name}")
