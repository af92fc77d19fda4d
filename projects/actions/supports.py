"""Public words for a project: asked for, offered, published, declined, taken back, taken off."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Claim
from projects.enums import SupportState
from projects.models import Support
from territoire import mail
from territoire.enums import Visibility
from territoire.models import User

TAKEN_OFF = _("The project took this word off its page: it can ask for it again.")
ANSWERED = _("This word was answered or changed meanwhile.")


@transaction.atomic
def ask(support: Support, *, by: User) -> Support:
    """Ask an actor for a word, and write to who speaks for it."""
    support.created_by = by
    support.save()
    _write(support)
    return support


@transaction.atomic
def offer(support: Support, *, by: User) -> Support:
    """Say a word that nobody asked for: who speaks for the actor makes it public at once."""
    support.created_by = by
    _say(support, by)
    return support


@transaction.atomic
def publish(support: Support, *, words: str, by: User) -> None:
    """Make the word public, or change it; raises `ValidationError` once the project took it off."""
    support = _locked(support)
    if support.state == SupportState.TAKEN_OFF:
        raise ValidationError(TAKEN_OFF, code="taken-off")
    support.words = words
    _say(support, by)


def decline(support: Support, *, by: User) -> None:
    """Say no to what was asked."""
    _answer(support, SupportState.DECLINED, (SupportState.ASKED,), by)


def withdraw(support: Support, *, by: User) -> None:
    """Take a public word back, freely: the words go with it."""
    _answer(support, SupportState.WITHDRAWN, (SupportState.PUBLIC,), by)


def take_off(support: Support, *, reason: str, by: User) -> None:
    """Take a word off the page of the project; who said it reads why."""
    known = (SupportState.ASKED, SupportState.PUBLIC)
    _answer(support, SupportState.TAKEN_OFF, known, by, reason=reason)


@transaction.atomic
def ask_again(support: Support, *, by: User) -> None:
    """Ask again for a word that was taken off."""
    _answer(support, SupportState.ASKED, (SupportState.TAKEN_OFF,), by, reason="")
    _write(support)


@transaction.atomic
def _answer(
    support: Support, state: SupportState, known: tuple[SupportState, ...], by: User, **more: str
) -> None:
    locked = _locked(support)
    if locked.state not in known:
        raise ValidationError(ANSWERED, code="already-answered")
    locked.state, locked.answered_by, locked.answered_at = state, by, timezone.now()
    for name, value in more.items():
        setattr(locked, name, value)
    if state == SupportState.WITHDRAWN:
        locked.words, locked.published_at = "", None
    locked.save()


def _say(support: Support, by: User) -> None:
    now = timezone.now()
    support.published_at = support.published_at or now
    support.state, support.answered_by, support.answered_at = SupportState.PUBLIC, by, now
    support.save()


def _locked(support: Support) -> Support:
    return Support.objects.select_for_update(of=("self",)).get(pk=support.pk)


def _write(support: Support) -> None:
    """Tell those who speak for the actor, each by a mail of their own, if they can read the project."""
    if support.project.visibility == Visibility.TEAM:
        return
    voices = Claim.objects.accepted().filter(actor=support.actor_id).select_related("user")
    for claim in voices:
        mail.send(
            "support_asked",
            claim.user.email,
            {
                "actor": mail.one_line(support.actor.name),
                "project": mail.one_line(support.project.name),
                "words": support.message,
                "link": mail.absolute(support.get_absolute_url()),
            },
        )
