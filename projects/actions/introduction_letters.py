"""What a candidate is told of an introduction, when whoever follows it asks for it; and what they answer.

Only accounts that speak for the candidate are written to, and only those that see the project: one message, and one
reminder at the earliest three days later, none once they declined.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Claim
from projects.actions import introductions
from projects.enums import IntroductionState
from projects.models import Introduction
from projects.permissions import view_project
from territoire import mail
from territoire.models import User

LONGEST_NOTE = 2000
AGAIN_AFTER = timedelta(days=3)
NOBODY = _(
    "Nobody who has an account speaks for this candidate and sees the project: contact them otherwise."
)
WRITTEN = _("A message was sent already: one reminder may follow, after three days.")
TOO_SOON = _("Leave them three days before a reminder.")
REMINDED = _("One reminder was sent already: contact them otherwise.")
NOT_WAITING = _("This proposal does not wait for an answer any more.")


def readers_of(introduction: Introduction) -> list[User]:
    """Return the accounts that may be written to: they speak for the candidate, and see the project."""
    claims = Claim.objects.accepted().filter(actor=introduction.actor_id)
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    users = User.objects.filter(pk__in=claims.values("user"), is_active=True).filter(pk__in=confirmed)
    return [user for user in users.order_by("pk") if view_project(user, introduction.project)]


@transaction.atomic
def write(introduction: Introduction, *, words: str, version: str, by: User) -> None:
    """Write to the candidate, who is thereby contacted; raises `ValidationError` when it may not be."""
    introduction = introductions.locked(introduction, version)
    introductions.refuse_closed(introduction)
    if introduction.told_at:
        raise ValidationError(WRITTEN, code="written")
    readers = readers_of(introduction)
    if not readers:
        raise ValidationError(NOBODY, code="nobody")
    introductions.note_contact(introduction)
    if introduction.state == IntroductionState.TO_CONTACT:
        introduction.state = IntroductionState.CONTACTED
    introduction.told_at = timezone.now()
    introduction.save()
    _send("introduction", introduction, readers, by, words=words)


@transaction.atomic
def remind(introduction: Introduction, *, version: str, by: User) -> None:
    """Remind the candidate, once; raises `ValidationError` when it may not be."""
    introduction = introductions.locked(introduction, version)
    if introduction.told_at is None or introduction.state != IntroductionState.CONTACTED:
        raise ValidationError(NOT_WAITING, code="not-waiting")
    if introduction.told_again_at:
        raise ValidationError(REMINDED, code="reminded")
    if timezone.now() - introduction.told_at < AGAIN_AFTER:
        raise ValidationError(TOO_SOON, code="too-soon")
    readers = readers_of(introduction)
    if not readers:
        raise ValidationError(NOBODY, code="nobody")
    introduction.told_again_at = timezone.now()
    introduction.save()
    _send("introduction_again", introduction, readers, by)


@transaction.atomic
def answer(introduction: Introduction, *, agrees: bool, words: str = "", by: User) -> None:
    """Take the candidate's own answer; raises `ValidationError` when it was given or noted already."""
    introduction = (
        Introduction.objects.select_for_update(of=("self",)).select_related("project").get(pk=introduction.pk)
    )
    if not introduction.waits_for_the_candidate:
        raise ValidationError(NOT_WAITING, code="not-waiting")
    version = introduction.updated_at.isoformat()
    if not agrees:
        introductions.decline(introduction, reason=words, version=version, by=by)
        return
    introductions.move(introduction, IntroductionState.AGREED, version=version, by=by)
    introduction.refresh_from_db()
    # It is for who is in charge to go on, from today.
    introduction.due_on = timezone.localdate()
    introduction.note = "\n".join(part for part in (introduction.note, words) if part)[:LONGEST_NOTE]
    introduction.save()


def _send(name: str, introduction: Introduction, readers: list[User], by: User, words: str = "") -> None:
    path = reverse("projects:proposal", args=[introduction.project.slug, introduction.uid])
    for reader in readers:
        context = {
            "who": mail.one_line(str(by)),
            "actor": mail.one_line(introduction.actor.name),
            "project": mail.one_line(introduction.project.name),
            "need": introduction.need and mail.one_line(str(introduction.need)),
            "words": words,
            "link": mail.absolute(path),
        }
        mail.send(name, reader.email, context, reply_to=by.email)
