"""The mailbox of the demonstration: mails become files of this machine, and a page shows them.

Nobody who tries the site has a mail server, yet invitations, notices and links to confirm go by mail. The page exists
where `TERRITOIRE_MAILBOX` names a folder (settings `dev` and `demo`), and answers this machine alone.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

MOST_SHOWN = 50


class MailboxBackend(BaseEmailBackend):
    """Keeps each mail as one file of `TERRITOIRE_MAILBOX`, named so that the newest comes last."""

    def send_messages(self, email_messages) -> int:
        """Write the files; return how many."""
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}.eml"
            (folder / name).write_bytes(message.message(policy=policy.SMTP).as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class Mail:
    """A mail as the page shows it."""

    subject: str
    to: str
    sent_at: datetime
    text: str


def newest() -> list[Mail]:
    """Return the last mails, newest first."""
    files = sorted(_folder().glob("*.eml"), reverse=True)[:MOST_SHOWN]
    return list(_read(files))


def _folder() -> Path:
    if settings.TERRITOIRE_MAILBOX is None:
        raise ImproperlyConfigured("TERRITOIRE_MAILBOX names no folder.")
    return settings.TERRITOIRE_MAILBOX


def _read(files: list[Path]) -> Iterator[Mail]:
    for file in files:
        message = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default)
        body = message.get_body(("plain",))
        yield Mail(
            subject=str(message["subject"]),
            to=str(message["to"]),
            sent_at=parsedate_to_datetime(str(message["date"])),
            text=body.get_content().strip() if body else "",
        )
