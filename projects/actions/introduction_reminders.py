"""Gentle reminders, by the daily pass, to who is in charge of introductions that are due."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from projects.models import Introduction
from territoire import mail
from territoire.models import User

#: Never within three days of the last reminder, nor of the contact: people need time to answer.
QUIET = timedelta(days=3)
#: Beyond it, insisting helps nobody: it stays on the board and in one's space.
INSIST = timedelta(days=30)


def to_remind(day: date) -> list[User]:
    """Return who is to be reminded of something on `day`."""
    users = User.objects.filter(pk__in=_due(day).values("in_charge")).order_by("pk")
    return [user for user in users if due_for(user, day)]


def due_for(user: User, day: date) -> list[Introduction]:
    """Return what `user` is to be reminded of on `day`, as far as they may see it then."""
    mine = _due(day).visible_to(user).filter(in_charge=user)
    return list(mine.with_what_is_shown().order_by("due_on", "pk"))


def _due(day: date):
    return (
        Introduction.objects.due_by(day)
        .filter(in_charge__is_active=True, due_on__gt=day - INSIST, project__archived_at=None)
        .filter(Q(reminded_at=None) | Q(reminded_at__date__lte=day - QUIET))
        .filter(Q(contacted_on=None) | Q(contacted_on__lte=day - QUIET))
    )


@transaction.atomic
def remind(user: User, day: date) -> None:
    """Send one mail with all that is due; what was done meanwhile is left out, twice in a day sends once."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    due = due_for(user, day)
    if not due:
        return
    # Not a change of what people typed: who edits one meanwhile is not disturbed.
    Introduction.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=timezone.now())
    lines = [(one, mail.absolute(_path(one))) for one in due]
    context = {"lines": lines, "space": mail.absolute(reverse("site:my-space"))}
    mail.send("introductions_due", user.email, context)


def _path(introduction: Introduction) -> str:
    return reverse("projects:introduction", args=[introduction.project.slug, introduction.uid])
