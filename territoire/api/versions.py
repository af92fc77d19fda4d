"""Versions of records: what was read is named by an ETag; what is written says which version was seen.

An ETag is `"<version>~<digest>"`: the version of the record, then a digest of what was answered, which changes with the
day, with who asks and with what is around the record. If-None-Match compares the whole; If-Match the version alone, so
that the `version` that each record holds in lists does as well.
"""

from hashlib import blake2b

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from rest_framework import status

from territoire.api.problems import Problem, Stale

ANY = "*"


def version_of(record: models.Model | None) -> str:
    """Return the version of a record, empty for what has none."""
    moment = getattr(record, "updated_at", None)
    return moment.isoformat() if moment else ""


def tagged(request: HttpRequest, response: HttpResponse, version: str = "") -> HttpResponse:
    """Name what is answered; answer 304 when who asks has it already."""
    digest = blake2b(response.content, digest_size=12).hexdigest()
    response["ETag"] = f'"{version}~{digest}"' if version else f'"{digest}"'
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if not known & {ANY, response["ETag"]}:
        return response
    same = HttpResponseNotModified()
    for name in ("ETag", "Cache-Control", "Vary", "Content-Language"):
        if name in response:
            same[name] = response[name]
    return same


def seen_versions(request: HttpRequest) -> frozenset[str]:
    """Return the versions that If-Match names (`*`: any); raises a problem (428) when it is missing."""
    tags = parse_etags(request.headers.get("If-Match", ""))
    if not tags:
        raise Problem(status.HTTP_428_PRECONDITION_REQUIRED, "precondition")
    return frozenset(tag if tag == ANY else tag.strip('"').partition("~")[0] for tag in tags)


def the_one_seen(seen: frozenset[str], current: models.Model) -> str:
    """Return which of the versions seen to compare with the current one: itself when it is among them."""
    now = version_of(current)
    return now if seen & {ANY, now} else next(iter(seen))


def refuse_stale(seen: frozenset[str], current: models.Model) -> None:
    """Raise a problem (412) unless the current version was seen."""
    if not seen & {ANY, version_of(current)}:
        raise Stale()
