"""What who moderates does with a public record: found fine, hidden with a reason, shown again."""

import pghistory
from django.db import transaction
from django.utils import timezone

from territoire.enums import Visibility
from territoire.models import User
from territoire.slugs import free_slug

FATE = ["visibility", "slug", "hidden_from", "hidden_reason", "reviewed_at", "reviewed_by", "updated_at"]


@transaction.atomic
def review(record, *, by: User) -> None:
    """Say that somebody who moderates looked at `record`, and that it is fine."""
    with pghistory.context(user=by.pk):
        type(record).objects.filter(pk=record.pk).update(
            reviewed_at=timezone.now(), reviewed_by=by, hidden_from="", hidden_reason=""
        )


@transaction.atomic
def hide(record, reason: str, *, by: User) -> None:
    """Let only its team, its keepers and who moderates see `record`, and tell them why.

    Its keepers may mend it and show it again: it is then new in the queue, with the reason beside it.
    """
    record = _locked(record)
    if record.visibility == Visibility.TEAM:
        return
    if record.visibility == Visibility.PUBLIC:
        # What was public must not be found again by its old address.
        record.slug = free_slug(type(record), record.name, hidden=True)
    record.hidden_from, record.hidden_reason = record.visibility, reason
    record.visibility = Visibility.TEAM
    record.reviewed_at, record.reviewed_by = None, by
    _save(record, by)


@transaction.atomic
def show_again(record, *, by: User) -> None:
    """Undo `hide`; it keeps its new address. Raises `ValidationError` where it may not be shown any more."""
    record = _locked(record)
    if not record.is_hidden_by_moderation:
        return
    record.visibility = record.hidden_from
    record.hidden_from = record.hidden_reason = ""
    record.reviewed_at, record.reviewed_by = timezone.now(), by
    record.validate_constraints()
    _save(record, by)


def _locked(record):
    return type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)


def _save(record, by: User) -> None:
    with pghistory.context(user=by.pk):
        record.save(update_fields=FATE)
