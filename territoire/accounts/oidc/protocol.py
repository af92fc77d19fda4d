"""What is said with the provider, server to server; whatever cannot be checked raises `Refused`.

OpenID Connect Core 1.0 and Discovery 1.0, code flow with PKCE (RFC 7636). Keys and addresses are read at each
sign-in: a provider that changes its keys is followed at once, and signing in is rare enough.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import jwt
import requests
import urllib3

from territoire.accounts.oidc.configuration import WELL_KNOWN, is_safe

#: Signatures that only the provider can make: neither `none`, nor those of a secret that we share.
ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
PATIENCE = 5  # seconds, for each answer
LEEWAY = 60  # seconds that clocks may differ
LARGEST = 1_000_000  # bytes of an answer


class Refused(Exception):
    """What the provider said, or that it said nothing; the words are for the log and hold no value of anybody's."""


@dataclass(frozen=True)
class Issuer:
    """What the provider says of itself."""

    name: str
    authorization: str
    token: str
    keys: str
    userinfo: str
    end_session: str
    scopes: tuple[str, ...]
    ways_to_prove: tuple[str, ...]


@dataclass(frozen=True)
class Client:
    """Who we are to the provider."""

    id: str
    secret: str


def discover(name: str) -> Issuer:
    """Read what the issuer publishes; it must be the one asked for, and give addresses where secrets may travel."""
    said = _json(_asked("GET", f"{name}{WELL_KNOWN}"))
    if str(said.get("issuer", "")).rstrip("/") != name:
        raise Refused("it describes another issuer")
    addresses = {
        key: said.get(key) or ""
        for key in (
            "authorization_endpoint",
            "token_endpoint",
            "jwks_uri",
            "userinfo_endpoint",
            "end_session_endpoint",
        )
    }
    required = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if any(not isinstance(value, str) or (value and not is_safe(value)) for value in addresses.values()):
        raise Refused("it gives an address without TLS")
    if not all(addresses[key] for key in required):
        raise Refused("its description is not whole")
    return Issuer(
        # As it writes it: tokens repeat it to the letter.
        name=said["issuer"],
        authorization=addresses["authorization_endpoint"],
        token=addresses["token_endpoint"],
        keys=addresses["jwks_uri"],
        userinfo=addresses["userinfo_endpoint"],
        end_session=addresses["end_session_endpoint"],
        scopes=_words(said.get("scopes_supported")),
        ways_to_prove=_words(said.get("token_endpoint_auth_methods_supported")),
    )


def tokens(issuer: Issuer, client: Client, *, code: str, verifier: str, came_to: str) -> tuple[str, str]:
    """Give the code back; return the ID token and the access token."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": came_to,
        "client_id": client.id,
        "code_verifier": verifier,
    }
    auth = None
    if "client_secret_post" in issuer.ways_to_prove:
        form["client_secret"] = client.secret
    else:
        # What the standard supposes of a provider that does not say.
        auth = (quote(client.id, safe=""), quote(client.secret, safe=""))
    said = _json(_asked("POST", issuer.token, data=form, auth=auth))
    id_token, access_token = said.get("id_token"), said.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise Refused("it gave no token")
    return id_token, access_token


def identity(
    issuer: Issuer, client: Client, *, id_token: str, access_token: str, nonce: str
) -> dict[str, Any]:
    """Return what is surely said of who signed in: the claims of the ID token, then those of userinfo."""
    keys = _json(_asked("GET", issuer.keys))
    claims = _claims(id_token, keys, issuer, client, required=("iss", "aud", "sub", "exp", "iat"))
    if claims.get("nonce") != nonce:
        raise Refused("the token answers another request (nonce)")
    if claims.get("azp", client.id) != client.id:
        raise Refused("the token is for somebody else (azp)")
    if not issuer.userinfo:
        return claims
    told = _userinfo(issuer, client, access_token, keys)
    if told.get("sub") != claims["sub"]:
        raise Refused("userinfo is about somebody else (sub)")
    return {**claims, **told}


def _userinfo(issuer: Issuer, client: Client, access_token: str, keys: dict) -> dict[str, Any]:
    answer = kind, body = _asked("GET", issuer.userinfo, headers={"Authorization": f"Bearer {access_token}"})
    if kind == "application/jwt":
        return _claims(body.decode("ascii", "replace"), keys, issuer, client, required=("iss", "aud", "sub"))
    return _json(answer)


def _claims(
    token: str, keys: dict, issuer: Issuer, client: Client, *, required: tuple[str, ...]
) -> dict[str, Any]:
    """Return what a token says once its signature, issuer, audience and times are right."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise Refused("a token is signed in a way that we do not accept (alg)")
        return jwt.decode(
            token,
            _key(keys, header.get("kid"), algorithm),
            algorithms=[algorithm],
            audience=client.id,
            issuer=issuer.name,
            leeway=LEEWAY,
            options={"require": list(required)},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as problem:
        raise Refused(f"a token cannot be believed ({type(problem).__name__})") from problem


def _key(keys: dict, kid: str | None, algorithm: str) -> jwt.PyJWK:
    """Return the published key that signs so; without a name, the only one that can."""
    found = [
        key
        for key in keys["keys"]
        if isinstance(key, dict)
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    ]
    if len(found) != 1:
        raise Refused("a token is signed with a key that is not published")
    return jwt.PyJWK(found[0], algorithm=algorithm)


def _asked(method: str, address: str, **more: Any) -> tuple[str, bytes]:
    """Ask the provider; return the kind of its answer and the answer, of a bounded size and from nowhere else."""
    try:
        with (
            requests.Session() as session,
            session.request(
                method, address, timeout=PATIENCE, allow_redirects=False, stream=True, **more
            ) as answer,
        ):
            body = answer.raw.read(LARGEST + 1, decode_content=True)
            status, kind = answer.status_code, answer.headers.get("Content-Type", "")
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as problem:
        raise Refused(f"it does not answer ({type(problem).__name__})") from problem
    if status != HTTPStatus.OK:
        raise Refused(f"it answers {status}")
    if len(body) > LARGEST:
        raise Refused("its answer is too long")
    return kind.partition(";")[0].strip().lower(), body


def _json(answer: tuple[str, bytes]) -> dict[str, Any]:
    try:
        said = json.loads(answer[1])
    except ValueError as problem:
        raise Refused("its answer is not JSON") from problem
    if not isinstance(said, dict):
        raise Refused("its answer is not what the standard says")
    return said


def _words(said: Any) -> tuple[str, ...]:
    return tuple(word for word in said if isinstance(word, str)) if isinstance(said, list) else ()
