"""Who is invited, told of it, answers, was there.

Nobody is written to whose address the sender may not use: accounts that speak for the actor, whose address is
confirmed; else the e-mail addresses that the actor shows to the sender, and it is noted that they were asked for. A
person who did not agree to be shown is not written to.
"""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from actors.actions import contacts
from actors.enums import AccessWay, ContactKind
from actors.models import Actor, Claim, ContactPoint
from territoire import mail
from territoire.models import User
from workshops.enums import Answer
from workshops.models import Guest, Workshop


@transaction.atomic
def add(workshop: Workshop, actors: Iterable[Actor], *, by: User) -> list[Guest]:
    """Put actors on the list, each once; nobody is told yet."""
    return [
        Guest.objects.get_or_create(workshop=workshop, actor=actor, defaults={"created_by": by})[0]
        for actor in actors
    ]


def remove(guest: Guest, *, by: User) -> None:
    """Take an actor off the list."""
    guest.delete()


def reachable(guests: Iterable[Guest], *, by: User) -> set[int]:
    """Return the keys of the guests to whom an invitation can be sent by `by`."""
    guests = list(guests)
    actors = [one.actor_id for one in guests]
    spoken = set(_speakers(actors).values_list("actor", flat=True))
    shown = set(_points(actors, by).values_list("actor", flat=True))
    return {one.pk for one in guests if one.actor_id in spoken or (one.actor_id in shown and _may(one.actor))}


@transaction.atomic
def invite(workshop: Workshop, *, words: str, by: User) -> int:
    """Write to the guests who were not told yet and can be; return how many actors were."""
    told = 0
    waiting = Guest.objects.select_for_update(of=("self",)).filter(workshop=workshop, told_at=None)
    for guest in waiting.select_related("actor"):
        addresses = _addresses(guest, by)
        if not addresses:
            continue
        guest.told_at = timezone.now()
        guest.save(update_fields=["told_at", "updated_at"])
        for address in addresses:
            mail.send("workshop", address, _context(guest, words, by), reply_to=by.email)
        told += 1
    return told


def answer(guest: Guest, *, comes: bool, by: User) -> None:
    """Take the answer of who speaks for the actor."""
    guest.answer = Answer.COMING if comes else Answer.NOT_COMING
    guest.save(update_fields=["answer", "updated_at"])


@transaction.atomic
def note_attendance(workshop: Workshop, came: Iterable[int], *, by: User) -> None:
    """Note who of the list was there."""
    came = set(came)
    for guest in Guest.objects.select_for_update(of=("self",)).filter(workshop=workshop):
        if guest.came != (guest.pk in came):
            guest.came = not guest.came
            guest.save(update_fields=["came", "updated_at"])


def _addresses(guest: Guest, by: User) -> list[str]:
    users = _speakers([guest.actor_id]).values("user")
    own = User.objects.filter(pk__in=users).order_by("pk").values_list("email", flat=True)
    if own:
        return list(own)
    if not _may(guest.actor):
        return []
    shown = list(_points([guest.actor_id], by).values_list("value", flat=True).distinct())
    contacts.note(guest.actor, by=by, way=AccessWay.SHOWN, count=len(shown))
    return shown


def _may(actor: Actor) -> bool:
    return not actor.is_person or actor.consented_at is not None


def _speakers(actors: list[int]):
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    return Claim.objects.accepted().filter(actor__in=actors, user__is_active=True, user__in=confirmed)


def _points(actors: list[int], by: User):
    usable = ContactPoint.objects.visible_to(by).filter(actor__in=actors, kind=ContactKind.EMAIL)
    return usable.filter(actor__restricted_at=None)


def _context(guest: Guest, words: str, by: User) -> dict:
    workshop = guest.workshop
    begins = timezone.localtime(workshop.begins_at)
    return {
        "who": mail.one_line(str(by)),
        "actor": mail.one_line(guest.actor.name),
        "name": mail.one_line(workshop.name),
        "about": mail.one_line(str(workshop.subject)),
        "day": lambda: date_format(begins, "l j F Y, H:i"),
        "place": mail.one_line(workshop.place),
        "aim": workshop.aim,
        "words": words,
        "link": mail.absolute(workshop.get_absolute_url()),
    }
