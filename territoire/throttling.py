"""How often one may ask for what costs much or tells much: by account, else by address.

`@throttle("search")` guards a view, `ApiThrottle` the API; the limits are in `settings.TERRITOIRE_THROTTLES`. What is
beyond answers 429 with `Retry-After`, as a page, as a line for htmx or as JSON, and leaves a line in the log. allauth
keeps the limits of its own pages (`ACCOUNT_RATE_LIMITS`), counted in the cache that all processes share.
"""

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from rest_framework.throttling import BaseThrottle

from territoire.models import ThrottleWindow

logger = logging.getLogger("territoire.door")

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
PATIENCE = 60  # seconds, where nobody knows when the window ends

type View = Callable[..., Any]


@dataclass(frozen=True)
class Limit:
    """So many requests in so many seconds."""

    count: int
    seconds: int

    @classmethod
    def read(cls, text: str) -> "Limit":
        """Read "60/m": a number, then s, m, h or d."""
        count, _slash, unit = text.partition("/")
        return cls(int(count), UNITS[unit])


@dataclass(frozen=True)
class Rate:
    """Where somebody stands: the limit, how many requests are left, the seconds until the window ends."""

    scope: str
    limit: Limit
    left: int
    seconds: float


def rate_headers(request: HttpRequest) -> dict[str, str]:
    """Return what tells programs how often they may ask, nothing where nothing was counted.

    `RateLimit` and `RateLimit-Policy` are those of draft-ietf-httpapi-ratelimit-headers.
    """
    rate = getattr(request, "rate", None)
    if rate is None:
        return {}
    return {
        "RateLimit-Policy": f'"{rate.scope}";q={rate.limit.count};w={rate.limit.seconds}',
        "RateLimit": f'"{rate.scope}";r={rate.left};t={max(1, math.ceil(rate.seconds))}',
    }


def throttle(scope: str) -> Callable[[View], View]:
    """Guard a view with the limits that the settings give to `scope`."""
    if scope not in settings.TERRITOIRE_THROTTLES:
        raise ImproperlyConfigured(f"TERRITOIRE_THROTTLES does not say how often one may ask for {scope!r}.")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            wait = spend(scope, request)
            return too_many(request, wait=wait) if wait else view(request, *args, **kwargs)

        return guarded

    return decorate


def spend(scope: str, request: HttpRequest) -> int:
    """Count one request of `scope`; return 0, or the seconds to wait when the limit is passed."""
    if not settings.TERRITOIRE_THROTTLING:
        return 0
    kind, who = _who(request)
    limits = settings.TERRITOIRE_THROTTLES[scope]
    limit = Limit.read(limits.get(kind) or limits["account"])
    key = salted_hmac("territoire.throttling", f"{scope}:{kind}:{who}", algorithm="sha256").hexdigest()
    count, left = ThrottleWindow.add_one(key, limit.seconds)
    request.rate = Rate(scope, limit, max(0, limit.count - count), left)  # type: ignore[attr-defined]
    if count <= limit.count:
        return 0
    if count == limit.count + 1:
        # Once by window: somebody who insists must not fill the log.
        logger.warning("throttled: %s, by %s %s, beyond %s", scope, kind, who, limit)
    return max(1, math.ceil(left))


def too_many(request: HttpRequest, exception: Exception | None = None, wait: int = PATIENCE) -> HttpResponse:
    """Answer 429: a page, or a line for htmx and JSON for scripts; allauth calls it for its own limits too."""
    said = _("Too many requests in a short time. Wait a moment, then try again.")
    if getattr(request, "htmx", False):
        response = HttpResponse(said, content_type="text/plain; charset=utf-8", status=429)
    elif request.accepts("text/html"):
        response = render(request, "429.html", {"seconds": wait}, status=429)
    else:
        response = JsonResponse({"detail": said}, status=429)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "no-store"
    return response


def too_many_attempts(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for allauth, whose own limit is passed, and leave the line that it does not write."""
    logger.warning("throttled: %s, by %s %s", request.path, *_who(request))
    return too_many(request)


class ApiThrottle(BaseThrottle):
    """The limits of the API; a view may name another scope in `throttle_scope`."""

    wait_for = 0

    def allow_request(self, request, view) -> bool:
        """Count this request, by token, else by account, else by address."""
        self.wait_for = spend(getattr(view, "throttle_scope", "api"), request._request)
        return not self.wait_for

    def wait(self) -> float | None:
        """Return the seconds to wait, for `Retry-After`."""
        return self.wait_for or None


def client_address(request: HttpRequest) -> str:
    """Return the address of who asks; `X-Forwarded-For` counts only behind the proxies that the settings trust.

    An IPv6 address is cut to what one subscriber holds.
    """
    return truncate_ip(get_client_ip(request) or "unknown")


def _who(request: HttpRequest) -> tuple[str, str]:
    # Somebody without account who is known otherwise (a participant of a workshop): a whole room shares an address.
    if named := getattr(request, "throttled_as", None):
        return named
    if token := getattr(request, "api_token", None):
        return "token", str(token.pk)
    if request.user.is_authenticated:
        return "account", str(request.user.pk)
    return "address", client_address(request)
