"""Reports: sent once by anyone, answered once by who moderates."""

from uuid import UUID

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from territoire.enums import ReportState
from territoire.models import Report, User


class AlreadyAnsweredError(Exception):
    """Somebody answered meanwhile."""


def identifier(token: UUID) -> UUID:
    """Return what the address of a report ends in: it follows from the form that sent it, and cannot be guessed.

    Visitors have no account under which a form could be remembered (`actions.submissions`): the same form leads to
    the same report by itself.
    """
    return UUID(bytes=salted_hmac("territoire.reports", token.hex, algorithm="sha256").digest()[:16])


@transaction.atomic
def send(report: Report, token: UUID, *, by) -> Report:
    """Register `report` unless the same form did already; a visitor leaves no trace of who they are."""
    uid = identifier(token)
    author = by if by.is_authenticated else None
    told = {name: getattr(report, name) for name in ("reason", "message", report.subject_field)}
    sent, _first_time = type(report).objects.get_or_create(uid=uid, defaults=told | {"created_by": author})
    return sent


@transaction.atomic
def answer(report: Report, state: ReportState, words: str, *, by: User) -> None:
    """Say to who sent it what became of `report`; raises `AlreadyAnsweredError` when somebody did."""
    locked = type(report).objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.state != ReportState.OPEN:
        raise AlreadyAnsweredError
    locked.state, locked.answer = state, words
    locked.decided_by, locked.decided_at = by, timezone.now()
    with pghistory.context(user=by.pk):
        locked.save(update_fields=["state", "answer", "decided_by", "decided_at", "updated_at"])
