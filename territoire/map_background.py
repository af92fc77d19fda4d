"""The background of maps drawn in the browser: none, or tiles of another host that the environment names.

Without one, a map asks nothing of any other host. With one, that host sees the address of who looks at a map and
which tiles they look at: docs/running.md says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAME = "TERRITOIRE_MAP_BACKGROUND"
KINDS = ("raster", "vector")


@dataclass(frozen=True, slots=True)
class Background:
    """Tiles: `url` is a template of images (`{z}/{x}/{y}`) for "raster", a MapLibre style for "vector".

    `hosts`: the origins that browsers may ask.
    """

    kind: str
    url: str
    attribution: str
    hosts: tuple[str, ...]


def read(environ: Mapping[str, str]) -> Background | None:
    """Return the background that the environment names, if it does; stop on one that is not whole."""
    kind = environ.get(NAME, "").strip()
    if not kind:
        return None
    url, attribution = environ.get(f"{NAME}_URL", "").strip(), environ.get(f"{NAME}_ATTRIBUTION", "").strip()
    others = [
        host.strip().rstrip("/") for host in environ.get(f"{NAME}_HOSTS", "").split(",") if host.strip()
    ]
    if kind not in KINDS:
        raise ImproperlyConfigured(f"{NAME} is {' or '.join(KINDS)}, or empty.")
    if not attribution:
        raise ImproperlyConfigured(
            f"{NAME}_ATTRIBUTION is required: whom the tiles come from, as their licence asks."
        )
    if kind == "raster" and not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured(f"{NAME}_URL needs {{z}}, {{x}} and {{y}} for images.")
    return Background(kind, url, attribution, tuple(dict.fromkeys(map(_origin, [url, *others]))))


def widened(policy: dict[str, list[str]], background: Background | None) -> dict[str, list[str]]:
    """Return a content security policy that lets browsers ask the hosts of the background, and nothing else."""
    if background is None:
        return policy
    asked = [*policy["default-src"], *background.hosts]
    return policy | {"connect-src": asked, "img-src": [*policy["img-src"], "blob:", *background.hosts]}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or not set(parts.netloc).isdisjoint("@{}*;, "):
        raise ImproperlyConfigured(f"{NAME}: {url} is not an address over TLS, of one host.")
    return f"https://{parts.netloc}"
