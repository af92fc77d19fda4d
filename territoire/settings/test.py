"""Settings of the test suite: quick passwords, mail kept in memory, templates that fail loudly."""

import os
import tempfile
from pathlib import Path

from territoire import database
from territoire.settings.base import *  # noqa: F403

# Nothing of a test stays in var/. Where no DATABASE_URL is given, the suite runs a server there (tests/conftest.py);
# the processes that share the tests inherit the folder.
VAR_DIR = Path(
    os.environ.setdefault("TERRITOIRE_TEST_VAR", f"{tempfile.gettempdir()}/territoire-{os.getpid()}")
)
MEDIA_ROOT = VAR_DIR / "media"
DATABASES = {"default": database.settings(VAR_DIR)}
# A busy machine changes no answer: what is told when time runs out is not what most tests are about.
TERRITOIRE_SOLVER_SECONDS = 60.0
DATABASES["default"]["OPTIONS"]["options"] += " -c statement_timeout=300000"
if os.environ.get("TERRITOIRE_TEST_TEMPLATE"):
    # Migrated once (.ci/checks.py), and copied by each process of the tests.
    DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASES["default"]["NAME"]}

SECRET_KEY = "test-only"
DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Files are served from where they lie.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = None
# A component given a value nobody planned raises instead of drawing something neutral.
UI_STRICT = True
# What is about throttling switches it on (`throttled` in tests/conftest.py); all the rest asks as often as it needs.
TERRITOIRE_THROTTLING = False
# What is about coverage worked out beforehand settles by itself: all the rest would work out, at each gesture, whatever
# its test had made.
TERRITOIRE_SETTLING = False
ACCOUNT_RATE_LIMITS = False
# Most tests are about something else than the second factor of those who must have one: test_door_mfa.py is.
TERRITOIRE_MFA_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
