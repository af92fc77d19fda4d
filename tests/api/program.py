"""A program that asks the API, in JSON."""

import json
from typing import Any

API = "/api/v1/"


class Program:
    """Sends JSON through a test client: as an account (`user`), or by a token (`secret`)."""

    def __init__(self, client, user=None, *, secret: str = "", language: str = "en"):
        self.client, self.headers = client, {"Accept-Language": language}
        if secret:
            self.headers["Authorization"] = f"Bearer {secret}"
        if user is not None:
            client.force_login(user)

    def get(self, address: str, **headers: str):
        return self.send("GET", address, **headers)

    def post(self, address: str, body: Any = None, **headers: str):
        return self.send("POST", address, body, **headers)

    def send(self, method: str, address: str, body: Any = None, **headers: str):
        return self.client.generic(
            method,
            address if address.startswith("/") else API + address,
            data=b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers={**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}},
        )
