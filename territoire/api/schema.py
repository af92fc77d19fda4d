"""The schema of the API (OpenAPI 3.1): what the views say of themselves, then what all of them have in common."""

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema

from territoire.api import days
from territoire.api.examples import EXAMPLES
from territoire.api.problems import CONTENT_TYPE, SORTS

DAY = {
    "name": days.PARAMETER,
    "in": "query",
    "description": "What was, or will be, true on that day; today by default.",
    "schema": {"type": "string", "format": "date"},
    "example": "2026-11-22",
}
ALL_DAYS = {
    "name": "all",
    "in": "query",
    "description": "1: what is over and what is to come too, whatever the day.",
    "schema": {"type": "string", "enum": ["1"]},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag, or the `version`, of what you saw, in double quotes; `*` writes over anything.",
    "schema": {"type": "string"},
    "example": '"2026-11-22T08:30:00.000001+00:00"',
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "An ETag that you have: the answer is 304, without a body, while nothing changed.",
    "schema": {"type": "string"},
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A UUID of yours: sent again with it, the same is registered once.",
    "schema": {"type": "string", "format": "uuid"},
}
TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457), in French or English as Accept-Language asks.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "Leads to what to do about it.", "format": "uri-reference"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "instance": TEXT,
        "errors": {
            "type": "array",
            "description": "Each thing to mend, by the JSON pointer of what is wrong in the body.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail", "code"],
                "properties": {"pointer": TEXT, "detail": TEXT, "code": TEXT},
            },
        },
        "conflicts": {
            "type": "array",
            "description": "What somebody else changed meanwhile.",
            "items": {
                "type": "object",
                "required": ["field", "before", "now"],
                "properties": {"field": TEXT, "before": TEXT, "now": TEXT},
            },
        },
        "scope": {"type": "string", "description": "The scope that the token lacks."},
    },
    "examples": [
        {
            "type": "/api/v1/problems/#invalid",
            "title": "Something is to be mended",
            "status": 400,
            "detail": "`errors` says what, where and how.",
            "instance": "/api/v1/actors/",
            "errors": [
                {"pointer": "/seat", "detail": "Choose a place in the list.", "code": "invalid_choice"}
            ],
        }
    ],
}
SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "terr_…",
        "description": "A personal token, made in one's space (“API”), with its scopes: "
        "actors, projects, follow-up, teams and moderation, each to read or to write; contacts to read.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The session of the site; writes want its CSRF token in X-CSRFToken.",
    },
}
OPERATIONS = ("get", "post", "put", "patch", "delete")
TITLES = {
    400: "invalid",
    401: "sign-in",
    403: "refused",
    404: "not-found",
    409: "conflict",
    412: "stale",
    413: "too-long",
    415: "media-type",
    428: "precondition",
    429: "too-many",
}


class Schema(AutoSchema):
    """Reads what our views say: their name in addresses, their gestures, the forms of pages."""

    view: Any

    def get_operation_id(self) -> str:
        """Name the operation after its address: `actors_masteries_create`."""
        path = re.sub(r"\{[^}]*\}", "", self.path.removeprefix("/api/v1/"))
        name = "_".join(part.replace("-", "_") for part in path.split("/") if part) or "root"
        action = getattr(self.view, "action", None) or self.method.lower()
        verbs = {"partial_update": "update", "destroy": "remove", "act": "do", "get": "read"}
        return f"{name}_{verbs.get(action, action)}"

    def get_auth(self) -> list[dict]:
        """Leave it to `finished`: it is the same for all."""
        return []

    def get_tags(self) -> list[str]:
        """Group operations by what they are about."""
        return [self.view.tag or "vocabularies"]

    def get_summary(self) -> str | None:
        """Say in one line what it does."""
        gesture = self._gesture()
        if gesture:
            return gesture.summary
        action = getattr(self.view, "action", "")
        said = (type(self.view).__doc__ or "").strip().partition("\n")[0]
        return {"list": said, "retrieve": f"One of: {said}"}.get(action) or super().get_summary()

    def get_description(self) -> str:  # type: ignore[override]  # the stubs are of REST framework's own
        """Say what the view says of itself; of a gesture, its summary says it all."""
        if self._gesture():
            return ""
        return super().get_description()

    def get_request_serializer(self) -> Any:
        """Return what fills in the form of the page."""
        if not hasattr(self.view, "gestures"):
            return super().get_request_serializer()
        gesture = self._gesture()
        return gesture.body() if gesture else None

    def get_response_serializers(self) -> Any:
        """Return the record, as it is once done."""
        view = self.view
        if not hasattr(view, "gestures") or view.action == "list":
            return super().get_response_serializers()
        gesture = self._gesture()
        detail = view.detail_class or view.serializer_class
        if view.action == "destroy" or (gesture and gesture.answers == 204):
            return {204: None}
        if view.action in ("act", "partial_update"):
            # What one no longer sees once it is done is answered by nothing.
            return {200: detail, 204: None}
        return {201 if view.action == "create" else 200: detail}

    def _gesture(self) -> Any:
        view = self.view
        if not hasattr(view, "gestures"):
            return None
        known = {"create": view.add, "partial_update": view.change, "destroy": view.remove}
        if view.action in known:
            return known[view.action]
        return view.gestures.get(view.gesture) if view.action == "act" else None

    def get_extensions(self) -> dict[str, Any]:
        """Tell `finished` what else the operation takes."""
        view, gesture = self.view, self._gesture()
        action = getattr(view, "action", "")
        needs_version = action in ("partial_update", "destroy") or action == "act"
        told = {
            "x-versioned": bool(gesture and gesture.versioned and needs_version)
            or (action or self.method.lower()) in getattr(view, "changing", ()),
            "x-once": action == "create",
            "x-day": self.method == "GET"
            and (getattr(view, "on_a_day", False) or view_is_dated(view, action)),
            "x-all": self.method == "GET" and view_is_dated(view, action),
            "x-parameters": getattr(view, "list_parameters", None) if action == "list" else None,
            "x-closed": getattr(view, "for_accounts", False),
            "x-open": getattr(view, "open_to_all", False) or getattr(view, "saves_nothing", False),
        }
        return {name: value for name, value in told.items() if value}


def view_is_dated(view: Any, action: str) -> bool:
    """Tell whether a list is of one day."""
    return action == "list" and getattr(view, "dated", False)


def finished(result: dict, generator, request, public) -> dict:
    """Add to each operation what all have in common: problems, versions, days, how often one may ask."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["securitySchemes"] = SECURITY
    components["headers"] = {
        "ETag": {"description": "Names what is answered.", "schema": {"type": "string"}},
        "RateLimit": {
            "description": "How many requests are left (r), and the seconds until there are more (t).",
            "schema": {"type": "string"},
            "example": '"api";r=299;t=60',
        },
    }
    components["responses"] = {
        f"Problem{code}": {
            "description": str(SORTS[sort][0]),
            "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for code, sort in TITLES.items()
    }
    for path, operations in result["paths"].items():
        for method in OPERATIONS:
            if method in operations and not path.endswith("/schema/"):
                _finish(operations[method], method, path)
    return result


def _finish(operation: dict, method: str, path: str) -> None:
    if example := EXAMPLES.get(operation["operationId"]):
        for content in operation["requestBody"]["content"].values():
            content["examples"] = {"one": {"value": example}}
    parameters = operation.setdefault("parameters", [])
    names = {one["name"] for one in parameters}
    reads = method == "get"
    versioned = operation.pop("x-versioned", False)
    if reads:
        parameters.append(IF_NONE_MATCH)
    if versioned:
        parameters.append(IF_MATCH)
    parameters += operation.pop("x-parameters", [])
    if operation.pop("x-once", False):
        parameters.append(IDEMPOTENCY_KEY)
    if operation.pop("x-day", False) and days.PARAMETER not in names:
        parameters.append(DAY)
    if operation.pop("x-all", False):
        parameters.append(ALL_DAYS)
    opened, closed = operation.pop("x-open", False), operation.pop("x-closed", False)
    for_all = opened or (reads and not closed)
    operation["security"] = [{"token": []}, {"session": []}, *([{}] if for_all else [])]
    responses = operation["responses"]
    for code in _problems(method, path, versioned=versioned):
        responses.setdefault(str(code), {"$ref": f"#/components/responses/Problem{code}"})
    if reads:
        responses["304"] = {"description": "Nothing changed since the ETag of If-None-Match."}
    for code, response in responses.items():
        if code.startswith("2"):
            response.setdefault("headers", {})["RateLimit"] = {"$ref": "#/components/headers/RateLimit"}
            if code != "204":
                response["headers"]["ETag"] = {"$ref": "#/components/headers/ETag"}


def _problems(method: str, path: str, *, versioned: bool) -> list[int]:
    found = [400, 401, 403, 429]
    if "{" in path:
        found.append(404)
    if method != "get":
        found += [409, 413, 415]
    if versioned:
        found += [412, 428]
    return sorted(found)
