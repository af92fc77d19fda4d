"""Requests drawn from the schema by schemathesis, at addresses of a world of ours, and what their answers must be."""

from collections.abc import Iterator
from contextlib import contextmanager

import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.factories.territoire import ApiTokenFactory
from tests.rights import api, world
from tests.rights.matrix import routes

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ROLES = ("visitor", "holder", "facilitator", "admin")


@contextmanager
def one_connection() -> Iterator[None]:
    """Let requests through the WSGI handler use the connection of the test, as Django's client does."""
    both = (signals.request_started, signals.request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in both:
            signal.connect(close_old_connections)


class Fuzzing:
    """The schema, a world, and a token for each role."""

    def __init__(self) -> None:
        self.world = world.build()
        self.application = WSGIHandler()
        with one_connection():
            self.schema = schemathesis.openapi.from_wsgi(
                "/api/v1/schema/", self.application, config=SchemathesisConfig()
            )
        self.headers = {role: self._headers(role) for role in ROLES}
        about = {address.name: address.about for rule in api.RULES for address in rule.addresses()}
        self.about = {_template(path): about[name] for name, path, _arguments in routes() if name in about}

    def _headers(self, role: str) -> dict[str, str]:
        user = self.world.users[role]
        if user is None:
            return {}
        ApiTokenFactory(user=user, secret=f"terr_{role}")
        return {"Authorization": f"Bearer terr_{role}"}

    def operations(self) -> list:
        """Return each operation of the schema."""
        return [one.ok() for one in self.schema.get_all_operations()]

    def try_out(self, operation, role: str, *, examples: int, start: int = 0) -> None:
        """Draw requests for an operation, send them as `role`, and look at the answers; nothing is left of them."""

        @seed(start)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
            hidden=st.booleans(),
            known=st.booleans(),
        )
        def ask(case, hidden, known):
            if case.path_parameters and (known or start % 2 == 0):
                arguments = self.world.arguments(self.about[operation.path], hidden=hidden)
                case.path_parameters = {name: str(value) for name, value in arguments.items()}
            headers = dict(case.headers or {})
            if "If-Match" in headers and known:
                headers["If-Match"] = "*"
            case.headers = {**headers, **self.headers[role]}
            with transaction.atomic():
                response = case.call()
                transaction.set_rollback(True)
            case.validate_response(response, checks=CHECKS)

        with one_connection():
            ask()


def _template(path: str) -> str:
    """Return the address of a route as the schema writes it."""
    parts = [part.partition(":")[2].rstrip(">") if part.startswith("<") else part for part in path.split("/")]
    return "/".join(
        f"{{{part}}}" if raw.startswith("<") else part
        for part, raw in zip(parts, path.split("/"), strict=True)
    )
