"""Where the database is: `DATABASE_URL`, or the embedded PostgreSQL under `var/`."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


def settings(var_dir: Path) -> dict:
    """Return Django's settings of the one database: `DATABASE_URL`, or the embedded server of `var_dir`."""
    url = os.environ.get("DATABASE_URL", "")
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "territoire",
        "USER": unquote(parts.username or "territoire"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"options": "-c statement_timeout=30000 -c lock_timeout=10000"},
    }
