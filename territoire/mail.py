"""Mails in plain words: one template each, sent once what they tell of is written."""

import logging
import time
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

logger = logging.getLogger(__name__)

#: Seconds during which a server of mails that did not answer is not asked again by this process.
SILENCE = 30
_silence = {"until": 0.0}


def absolute(path: str) -> str:
    """Return the whole address of a page, for a mail: that of the site, whatever address it was asked by."""
    return f"{settings.SITE_URL}{path}"


def one_line(words: str) -> str:
    """Return words that people chose as they may stand in a subject: on one line."""
    return " ".join(words.split())


def send(
    name: str,
    to: str,
    context: dict,
    *,
    reply_to: str = "",
    headers: dict[str, str] | None = None,
    files: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Send `templates/mail/<name>.txt` to one address once the transaction is committed.

    The first line of the template is the subject. Mails are in the language of the instance, whatever that of who
    caused them: whom we write to may have chosen none yet. What the context holds in words is lazy, or a function
    without arguments, so that it is said in that language too. `files` are attached: name, text, media type.
    A mail that cannot leave is logged, without its address, and breaks nothing: what it tells of can be sent again.
    """
    with translation.override(settings.LANGUAGE_CODE):
        words = render_to_string(f"mail/{name}.txt", context)
    subject, _, body = words.strip().partition("\n")
    message = EmailMessage(
        subject.strip(),
        body.strip() + "\n",
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers=headers,
        attachments=list(files),
    )
    transaction.on_commit(lambda: _deliver(name, message))


def while_it_answers(send: Callable[[], object]) -> None:
    """Call `send()`; raise `TimeoutError` at once while the server of mails has just left somebody waiting in vain.

    Many mails of one page would each wait as long for it, one after the other, and the person with them.
    """
    if time.monotonic() < _silence["until"]:
        raise TimeoutError("the server of mails did not answer a moment ago")
    try:
        send()
    except TimeoutError:
        _silence["until"] = time.monotonic() + SILENCE
        raise


def _deliver(name: str, message: EmailMessage) -> None:
    try:
        while_it_answers(message.send)
    except OSError:
        logger.exception("The mail %r could not be sent", name)
