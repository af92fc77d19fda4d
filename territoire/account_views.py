"""What is added around allauth's own views."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from territoire.throttling import client_address

logger = logging.getLogger("territoire.door")


def telling_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Leave a line in the log when a link of allauth's is expired, used or forged; the link itself is not written."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        shown = getattr(response, "context_data", None) or {}
        if shown.get("token_fail") or shown.get("confirmation", True) is None:
            name = request.resolver_match.url_name if request.resolver_match else request.path
            logger.warning("link refused: %s, from %s", name, client_address(request))
        return response

    return told
