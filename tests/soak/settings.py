"""Settings of the site under soak: those of production, where facilitators come in without a second factor.

The harness stands for the proxy: it says who asks (`X-Forwarded-For`) and that it was over TLS.
"""

from territoire.settings.production import *  # noqa: F403

TERRITOIRE_MFA_REQUIRED = False
