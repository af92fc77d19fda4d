"""Addresses at which persons are told: theirs, not one of who registers them, who would answer in their place."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from actors.enums import ContactKind
from actors.models import Actor, Claim, Notice
from territoire.models import Membership, Team, User

#: Mailboxes that nobody reads; nobody is told anything there.
UNREAD = {
    "abuse",
    "donotreply",
    "mailer-daemon",
    "ne-pas-repondre",
    "nepasrepondre",
    "no-reply",
    "noreply",
    "postmaster",
}
#: Nobody is written to without having agreed more often than that, nor by one account about more persons in a day.
AGAIN, MOST_A_DAY = timedelta(days=7), 100


def is_unread(email: str) -> bool:
    """Tell whether an address is one of those that nobody reads."""
    return _mailbox(email).partition("@")[0] in UNREAD


def is_of_keepers(email: str, *, by: User | None, person: Actor | None = None) -> bool:
    """Tell whether an address is that of an account which keeps `person`: of `by`, or of somebody in their teams.

    Who speaks for the person is the person.
    """
    keepers = {by.pk} if by else set()
    teams = set(Team.objects.of(by).values_list("pk", flat=True)) if by else set()
    if person is not None:
        keepers |= {key for key in [person.created_by_id] if key}
        teams |= {key for key in [person.team_id] if key}
    keepers |= set(Membership.objects.filter(team__in=teams).values_list("user", flat=True))
    if person is not None:
        keepers -= set(Claim.objects.accepted().filter(actor=person).values_list("user", flat=True))
    theirs = EmailAddress.objects.filter(user__in=keepers).values_list("email", flat=True)
    main = User.objects.filter(pk__in=keepers).values_list("email", flat=True)
    return _mailbox(email) in {_mailbox(address) for address in (*theirs, *main)}


def is_told_enough(email: str, *, by: User | None, person: Actor | None = None) -> bool:
    """Tell whether `person` was written to there this week, or `by` wrote to many persons today."""
    now = timezone.now()
    sent = Notice.objects.exclude(email="")
    if person and sent.filter(actor=person, email__iexact=email.strip(), sent_at__gt=now - AGAIN).exists():
        return True
    today = now - timedelta(days=1)
    return by is not None and sent.filter(created_by=by, sent_at__gt=today).count() >= MOST_A_DAY


def address_of(person: Actor) -> str:
    """Return an address of the person among their contact details, none that leads to who keeps them."""
    points = person.contact_points.filter(kind=ContactKind.EMAIL).exclude(value="").order_by("pk")
    for point in points.select_related("created_by"):
        if not is_of_keepers(point.value, by=point.created_by, person=person):
            return point.value
    return ""


def _mailbox(email: str) -> str:
    """Return the mailbox that an address leads to: whatever its case, and what follows a `+`."""
    name, _at, domain = email.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"
