"""Entry point of servers (granian, uvicorn…)."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "territoire.settings.production")

application = get_asgi_application()
