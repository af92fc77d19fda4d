"""What a line of the log says: when, how grave, by which part, by which account, what; never a link that opens.

Lines go to standard error, one each; who runs the instance collects, protects and forgets them.
"""

import logging
import re
import time
from typing import Any

#: Addresses that open something by themselves: links of mails.
_SECRETS = re.compile(
    r"(/(?:mes-droits|invitations|rejoindre|compte/adresse/confirmer|mot-de-passe/nouveau)/)(?!fait/|donnees)[^/\s]+"
)


class Line(logging.Formatter):
    """One line, in UTC."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        """Say in which order."""
        super().__init__(
            "{asctime} {levelname} {name} account={account} {message}", "%Y-%m-%dT%H:%M:%SZ", style="{"
        )

    def format(self, record: logging.LogRecord) -> str:
        """Write it, its links hidden."""
        record.account = _account(getattr(record, "request", None))
        return _SECRETS.sub(r"\1…", super().format(record))


def _account(request: Any) -> str:
    """Return the account of a request, if it was looked up: a line asks nothing of the database."""
    user = getattr(request, "_cached_user", None)
    return str(user.pk) if user is not None and user.is_authenticated else "-"


def settings() -> dict[str, Any]:
    """Return `LOGGING`. Django's own writes nothing of a request once DEBUG is off, but mails to nobody."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": Line}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"django": {"handlers": [], "level": "INFO"}, "territoire": {"level": "INFO"}},
    }
