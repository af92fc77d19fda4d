"""What who moderates does with what people wrote: hidden with a reason, shown again."""

from django.db import transaction
from django.utils import timezone

from territoire.models import Hideable, User

FATE = ["hidden_at", "hidden_by", "hidden_reason", "updated_at"]


@transaction.atomic
def hide(record: Hideable, reason: str, *, by: User) -> None:
    """Let only its author and who moderates read it, and say why."""
    record.hidden_at, record.hidden_by, record.hidden_reason = timezone.now(), by, reason
    record.save(update_fields=FATE)


@transaction.atomic
def show_again(record: Hideable, *, by: User) -> None:
    """Undo `hide`."""
    record.hidden_at, record.hidden_by, record.hidden_reason = None, None, ""
    record.save(update_fields=FATE)
