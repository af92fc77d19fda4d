"""Settings of the benchmark: as served (no debug), on a database of its own that is named after the size."""

import os

from territoire import database
from territoire.settings.base import *  # noqa: F403

SIZE = os.environ.get("BENCH_SIZE", "S").upper()
SECRET_KEY = "bench-only"
DEBUG = False
ALLOWED_HOSTS = ["testserver"]
DATABASES["default"]["NAME"] = f"territoire_bench_{SIZE.lower()}"  # noqa: F405
DATABASES["default"]["OPTIONS"]["options"] = f"{database.SESSION} -c statement_timeout=0 -c jit=off"  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# It asks for the same pages as quickly as it can.
TERRITOIRE_THROTTLING = False
# Who reviews a territory is signed in with a password alone.
TERRITOIRE_MFA_REQUIRED = False
