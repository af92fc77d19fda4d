"""Settings of `make demo`: as in production but for this machine alone, without TLS or a secret to choose."""

import os
import secrets

from django.core.exceptions import ImproperlyConfigured

from territoire import database, var
from territoire.settings.base import *  # noqa: F403
from territoire.settings.base import DATABASES, MIDDLEWARE, VAR_DIR

for name in ("TERRITOIRE_HOSTS", "TERRITOIRE_SMTP_HOST", "TERRITOIRE_TRUSTED_PROXIES"):
    if os.environ.get(name):
        raise ImproperlyConfigured(
            f"{name} is set, but the demonstration serves this machine alone: "
            "unset it, or use DJANGO_SETTINGS_MODULE=territoire.settings.production."
        )

SECRET_KEY = var.kept_secret(VAR_DIR / "secret-key", secrets.token_urlsafe(50))
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Whatever address a server is told to listen on.
MIDDLEWARE = ["territoire.middleware.ThisMachineAlone", *MIDDLEWARE]
DATABASES = {"default": database.pooled(DATABASES["default"])}

# Files are served from where they lie: nothing to collect before the first page.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None

# No mail leaves: they are files, and the page /courrier/ shows them. Whoever tries the site should not have to look
# there before the first page of their own, so an address can be confirmed later.
TERRITOIRE_MAILBOX = VAR_DIR / "mails"
MAILERS = {"default": {"BACKEND": "territoire.mailbox.MailboxBackend"}}
ACCOUNT_EMAIL_VERIFICATION = "optional"

# Its three accounts open at once for who tries it; nobody else can reach them. Passkeys work on http://localhost too.
TERRITOIRE_MFA_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
