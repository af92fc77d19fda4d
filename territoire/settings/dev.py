"""Settings of a machine where one writes code or shows the demonstration."""

import os

from territoire.settings.base import *  # noqa: F403

# Only a machine of development may run with a known key: production refuses to start without its own.
SECRET_KEY = os.environ.get("TERRITOIRE_SECRET_KEY", "development-only-not-secret")
DEBUG = os.environ.get("TERRITOIRE_DEBUG", "1") == "1"
ALLOWED_HOSTS = ["*"] if DEBUG else ["127.0.0.1", "localhost", "[::1]"]
