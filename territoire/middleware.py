"""What is refused before any page is asked, and the headers that each page carries."""

from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.utils.deprecation import MiddlewareMixin

from territoire.api import problems

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


#: No page of ours has another.
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
API_METHODS = (*METHODS, "PUT", "PATCH", "DELETE")


class RefuseOtherMethods(MiddlewareMixin):
    """Answer 405 to the methods that no page has (Django's form views would take PUT for POST)."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Look at the method."""
        methods = API_METHODS if problems.is_api(request) else METHODS
        if request.method in methods:
            return None
        if not problems.is_api(request):
            return HttpResponseNotAllowed(methods)
        response = problems.response(request, 405, "method")
        response["Allow"] = ", ".join(methods)
        return response


class RefuseApiWithoutTLS(MiddlewareMixin):
    """Answer 403 to programs that ask without TLS, where pages are led to it: theirs would go on in clear, unseen."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Look before anything redirects."""
        in_clear = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if in_clear and problems.is_api(request):
            return problems.response(request, 403, "refused", "https")
        return None


class RefuseNullCharacters(MiddlewareMixin):
    """Answer 400 to addresses and forms that hold a null character, which PostgreSQL cannot hold in a text."""

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Look at the address and, for a form, at what was typed."""
        typed = [request.GET, *([request.POST] if request.content_type in FORMS else [])]
        if any("\0" in value for query in typed for _name, values in query.lists() for value in values):
            raise BadRequest("null character")


# Pages about people, accounts and what waits for a decision; none of them is a long form, which a browser that keeps
# no copy would empty when one goes back to it.
NO_COPY = {
    "actors:detail", "actors:contacts", "actors:consent", "actors:claims", "actors:claim", "projects:team",
    "projects:requests", "projects:request", "projects:introductions", "site:territory-introductions",
    "site:my-space", "site:my-data", "site:tokens", "site:moderation", "site:answer-report",
}  # fmt: skip
NO_COPY_PREFIXES = ("admin:", "account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")


class KeepToThePerson(MiddlewareMixin):
    """Keep the pages of who is signed in out of shared caches, and ask for them anew each time."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Say so, unless the view said something of its own; of what is about people, no copy at all stays."""
        if "Cache-Control" not in response and request.user.is_authenticated:
            name = request.resolver_match.view_name if request.resolver_match else ""
            about_people = name in NO_COPY or name.startswith(NO_COPY_PREFIXES)
            response["Cache-Control"] = "private, no-store" if about_people else "private, no-cache"
        return response


# What a page of ours never needs is refused to it, and to whatever would run in it.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
        "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "serial",
        "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


class SecurityHeaders(MiddlewareMixin):
    """Headers that Django does not write itself."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Add what is missing."""
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


ALONE = "This is a demonstration: it answers its own machine alone."


class ThisMachineAlone(MiddlewareMixin):
    """Of the demonstration: whoever comes from another machine, or through a proxy, finds nothing."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Look at the connection itself; a header of a proxy shows that the site was put on a network."""
        if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
            return HttpResponseNotFound(ALONE)
        try:
            here = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
        except ValueError:
            here = False
        return None if here else HttpResponseNotFound(ALONE)
