"""A provider of OpenID Connect, on a port of its own: it says what a test tells it to, true or forged."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "territoire", "a secret that no log holds"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """Draw one key for the whole run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class FakeProvider:
    """What it says may be changed before it is asked; what it was asked is in `asked`."""

    def __init__(self, port: int):
        self.issuer = f"http://127.0.0.1:{port}/api/v2"
        #: Of who signs in.
        self.claims = {
            "sub": "sub-1",
            "email": "Anne@Exemple.fr",
            "email_verified": True,
            "name": "Anne Martin",
        }
        #: What the ID token and userinfo say besides, or instead.
        self.in_token: dict = {}
        self.in_userinfo: dict = {}
        self.discovery: dict = {}
        self.signed_userinfo = False
        self.signed_by = "ours"
        self.algorithm = "RS256"
        self.is_down = False
        #: What it answers to at the page of sign-in: an error instead of a code.
        self.refuses = ""
        self.nonces: dict[str, dict] = {}
        self.asked: list[tuple[str, dict]] = []

    def describe(self) -> dict:
        ends = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "jwks",
            "end_session_endpoint": "session/end",
        }
        return {
            "issuer": self.issuer,
            **{name: f"{self.issuer}/{end}" for name, end in ends.items()},
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "scopes_supported": ["openid", "email", "given_name", "usual_name", "siret", "uid"],
            **self.discovery,
        }

    def keys(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key("ours").public_key()))
        return {"keys": [{**public, "kid": "k1", "use": "sig", "alg": "RS256"}]}

    def authorize(self, query: dict) -> str:
        """Return where somebody who signs in is sent back."""
        self.asked.append(("authorize", query))
        back = {"state": query["state"]}
        if self.refuses:
            back["error"] = self.refuses
        else:
            code = f"code-{len(self.nonces)}"
            self.nonces[code] = query
            back["code"] = code
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def token(self, form: dict) -> dict | None:
        self.asked.append(("token", form))
        asked = self.nonces.pop(form["code"], None)
        if (
            asked is None
            or form.get("client_secret") != SECRET
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return None
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if challenge != asked["code_challenge"]:
            return None
        said = {"sub": self.claims["sub"], "nonce": asked["nonce"], **self.in_token}
        return {"access_token": "access", "token_type": "Bearer", "id_token": self.sign(said)}

    def userinfo(self) -> dict:
        return {**self.claims, **self.in_userinfo}

    def sign(self, said: dict) -> str:
        now = int(time.time())
        whole = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 60, **said}
        secret = key(self.signed_by) if self.algorithm != "HS256" else "x" * 64
        return jwt.encode(whole, secret, algorithm=self.algorithm, headers={"kid": "k1"})


@contextmanager
def running() -> Iterator[FakeProvider]:
    """Serve one, until the test ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.provider = FakeProvider(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Answers(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        """Stay quiet."""

    def do_GET(self):
        provider, parts = self.server.provider, urlsplit(self.path)
        end = parts.path.removeprefix("/api/v2/")
        if provider.is_down:
            return self._say(503, b"")
        if end == ".well-known/openid-configuration":
            return self._json(provider.describe())
        if end == "jwks":
            return self._json(provider.keys())
        if end == "authorize":
            return self._send_to(provider.authorize(dict(parse_qsl(parts.query))))
        if end == "session/end":
            query = dict(parse_qsl(parts.query))
            provider.asked.append(("session/end", query))
            return self._send_to(
                f"{query['post_logout_redirect_uri']}?{urlencode({'state': query['state']})}"
            )
        if end == "userinfo" and self.headers["Authorization"] == "Bearer access":
            if provider.signed_userinfo:
                return self._say(200, provider.sign(provider.userinfo()).encode(), "application/jwt")
            return self._json(provider.userinfo())
        return self._say(404, b"")

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        said = self.server.provider.token({name: values[0] for name, values in form.items()})
        return self._say(400, b"{}") if said is None else self._json(said)

    def _json(self, said: dict):
        self._say(200, json.dumps(said).encode(), "application/json; charset=utf-8")

    def _send_to(self, address: str):
        self.send_response(303)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, status: int, body: bytes, kind: str = "text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
