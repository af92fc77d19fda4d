"""Whether the site of this container answers: exits with 0 when it does (`python -m territoire.healthy`).

Standard library only: it runs every half minute.
"""

import os
import sys
from urllib.error import URLError
from urllib.request import Request, urlopen


def main() -> int:
    """Ask `/sante/` as the proxy would: the first of the site's names, over TLS."""
    host = os.environ.get("TERRITOIRE_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    port = os.environ.get("PORT", "8000")
    asked = Request(f"http://127.0.0.1:{port}/sante/", headers={"Host": host, "X-Forwarded-Proto": "https"})
    try:
        with urlopen(asked, timeout=4) as answer:  # noqa: S310  (our own machine)
            return int(answer.status != 200)
    except (URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
