"""Settings of a public instance: what is missing stops the start with a clear line."""

import os

from django.core.exceptions import ImproperlyConfigured

from territoire import database
from territoire.settings.base import *  # noqa: F403
from territoire.settings.base import DATABASES


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def _number(name: str, otherwise: int) -> int:
    value = os.environ.get(name, "").strip() or str(otherwise)
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value} is not a number.")
    return int(value)


SHORTEST_KEY = 50

SECRET_KEY = _required("TERRITOIRE_SECRET_KEY")
if len(SECRET_KEY) < SHORTEST_KEY:
    raise ImproperlyConfigured(
        f"TERRITOIRE_SECRET_KEY needs {SHORTEST_KEY} characters or more, drawn at random."
    )
OBJECTION_KEY = _required("TERRITOIRE_OBJECTION_KEY")
ALLOWED_HOSTS = [host.strip() for host in _required("TERRITOIRE_HOSTS").split(",") if host.strip()]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "TERRITOIRE_HOSTS names each host: * would accept any address as this site's own."
    )
SITE_URL = os.environ.get("TERRITOIRE_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DEBUG = False
DATABASES = {"default": database.pooled(DATABASES["default"])}
SECURE_SSL_REDIRECT = True
# Proxies of ours, which bring TLS and say who asks: one, unless said. Without any, nobody's word is taken for it.
ALLAUTH_TRUSTED_PROXY_COUNT = _number("TERRITOIRE_TRUSTED_PROXIES", 1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Browsers take such a cookie from this very host, over TLS, and from no page beside it.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
# Links of passwords go by mail: on a console they would only be in the logs.
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": _required("TERRITOIRE_SMTP_HOST"),
            "port": int(os.environ.get("TERRITOIRE_SMTP_PORT", "587")),
            "username": os.environ.get("TERRITOIRE_SMTP_USER", ""),
            "password": os.environ.get("TERRITOIRE_SMTP_PASSWORD", ""),
            "use_tls": os.environ.get("TERRITOIRE_SMTP_TLS", "1") == "1",
            "timeout": 10,
        },
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
