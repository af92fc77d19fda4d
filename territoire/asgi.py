"""Entry point of servers (granian, uvicorn…)."""

import os
import warnings

from django.core.asgi import get_asgi_application

from territoire.uploads import bounded
from territoire.warm_up import warm_up

# whitenoise hands files over as Django 3 did; ours are small enough to be read at once.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "territoire.settings.production")

application = bounded(get_asgi_application())
warm_up()
