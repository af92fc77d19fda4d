"""Settings of a machine where one writes code or shows the demonstration."""

import os

from territoire.settings.base import *  # noqa: F403
from territoire.settings.base import VAR_DIR

# Only a machine of development may run with a known key: production refuses to start without its own.
SECRET_KEY = os.environ.get("TERRITOIRE_SECRET_KEY", "development-only-not-secret")
DEBUG = os.environ.get("TERRITOIRE_DEBUG", "1") == "1"
ALLOWED_HOSTS = ["*"] if DEBUG else ["127.0.0.1", "localhost", "[::1]"]

# No mail leaves: they are files, and the page /courrier/ shows them. Whoever tries the site should not have to look
# there before the first page of their own, so an address can be confirmed later.
TERRITOIRE_MAILBOX = VAR_DIR / "mails"
MAILERS = {"default": {"BACKEND": "territoire.mailbox.MailboxBackend"}}
ACCOUNT_EMAIL_VERIFICATION = "optional"

# Its three accounts open at once for who tries it; nobody else can reach them. Passkeys work on http://localhost too.
TERRITOIRE_MFA_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
