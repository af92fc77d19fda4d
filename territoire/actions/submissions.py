"""Registering once what a form sends, however many times it is sent."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from territoire.models import Submission, User


@transaction.atomic
def once(token: UUID, *, by: User, register: Callable[[], str]) -> str:
    """Call `register()` the first time that `token` comes, and return the address it gave, then and ever after.

    A second request with the same token waits for the first to end. Raises `PermissionDenied` when the token was
    sent by somebody else.
    """
    submission, first_time = Submission.objects.get_or_create(token=token, defaults={"user": by})
    if submission.user_id != by.pk:
        raise PermissionDenied
    if first_time:
        submission.result = register()
        submission.save(update_fields=["result"])
    return submission.result


def known(token: str, *, by: User) -> str:
    """Return the address that the form with this token gave `by`, empty when it registered nothing yet."""
    try:
        found = Submission.objects.filter(token=UUID(token), user=by).first()
    except ValueError:
        return ""
    return found.result if found else ""
