"""The provider as the environment names it: four variables, or none."""

import hashlib
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAME, URL, CLIENT_ID, SECRET = VARIABLES = (
    "TERRITOIRE_OIDC_NAME",
    "TERRITOIRE_OIDC_URL",
    "TERRITOIRE_OIDC_CLIENT_ID",
    "TERRITOIRE_OIDC_SECRET",
)
WELL_KNOWN = "/.well-known/openid-configuration"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def providers(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return `SOCIALACCOUNT_PROVIDERS`: no provider when no variable is set; some of them only stop the start."""
    given = {name: environment.get(name, "").strip() for name in VARIABLES}
    missing = [name for name, value in given.items() if not value]
    if missing and len(missing) < len(VARIABLES):
        raise ImproperlyConfigured(
            f"Set {', '.join(missing)} too, or none of {', '.join(VARIABLES)}: one provider needs them all."
        )
    return {
        "openid_connect": {
            "provider_class": "territoire.accounts.oidc.provider.Provider",
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [] if missing else [_app(given)],
        }
    }


def _app(given: Mapping[str, str]) -> dict[str, Any]:
    issuer = issuer_of(given[URL])
    return {
        "provider_id": provider_id(issuer),
        "name": given[NAME],
        "client_id": given[CLIENT_ID],
        "secret": given[SECRET],
        "settings": {"server_url": issuer},
    }


def issuer_of(address: str) -> str:
    """Return the name of the issuer, given it or the address where it describes itself."""
    issuer = address.removesuffix(WELL_KNOWN).rstrip("/")
    parts = urlsplit(issuer)
    if not is_safe(issuer) or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{URL}={address} is not the address of a provider: it begins with https://."
        )
    return issuer


def provider_id(issuer: str) -> str:
    """Name the provider in the database: somebody is known by their identifier *at this issuer*, never at another."""
    return f"oidc-{hashlib.sha256(issuer.encode()).hexdigest()[:16]}"


def is_safe(address: str) -> bool:
    """Tell whether secrets may travel there: over TLS, or inside this machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )
