"""Sessions in the database, which end when nobody comes, and in the end.

Three settings, in seconds: `SESSION_COOKIE_AGE` without a visit; `TERRITOIRE_SESSION_IDLE_WITH_POWER`, the same for
facilitators and administrators; `TERRITOIRE_SESSION_LONGEST` since one signed in, visits or not.
"""

import time
from datetime import datetime

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends import db
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from territoire.accounts.sign_in import has_power
from territoire.models import User

#: A visit within so many seconds of the last one that counted is not written.
SOON = 3600


class SessionStore(db.SessionStore):
    """Django's, which remembers until when its row said that it lasts."""

    lasts_until: datetime | None = None

    def _get_session_from_db(self):
        row = super()._get_session_from_db()  # type: ignore[misc]
        self.lasts_until = row.expire_date if row else None
        return row

    @property
    def idle(self) -> float:
        """Seconds since the last visit that counted."""
        if self.lasts_until is None:
            return 0
        return self.get_expiry_age() - (self.lasts_until - timezone.now()).total_seconds()


class EndIdleSessions(MiddlewareMixin):
    """End those that nobody used, or that are too old; write now and then that somebody came."""

    def process_request(self, request: HttpRequest) -> None:
        """Let go on as a visitor whose session is over: pages that need an account lead to sign-in."""
        user = request.user
        if user.is_authenticated and _is_over(request, user):
            logout(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Count this visit, at most once an hour."""
        session = request.session
        if session.accessed and request.user.is_authenticated and getattr(session, "idle", 0) > SOON:
            session.modified = True
        return response


def _is_over(request: HttpRequest, user: User) -> bool:
    since = [record["at"] for record in get_authentication_records(request, user)]
    if since and time.time() - min(since) > settings.TERRITOIRE_SESSION_LONGEST:
        return True
    idle = getattr(request.session, "idle", 0)
    return idle > settings.TERRITOIRE_SESSION_IDLE_WITH_POWER and has_power(user)
