"""What persons registered by others are told, and what they answer: by their own link, or through who keeps them.

`by` is the account that acts for the person; None when the person answers by their link.
"""

from functools import partial

import pghistory
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from actors.actions import actors, personal_data, places
from actors.enums import ContactKind, NoticeAnswer
from actors.models import Actor, ContactPoint, Notice, Objection
from actors.models.consent import digest
from actors.notices import paragraphs
from territoire import mail
from territoire.enums import Visibility
from territoire.models import Territory

# The key of objections never changes: links work as long as the person is registered, even when SECRET_KEY changes.
_signer = signing.Signer(key=settings.OBJECTION_KEY, salt="actors.rights", sep=".")


def token_of(notice: Notice) -> str:
    """Return what stands for a notice in the address that its person is given."""
    return _signer.sign(notice.uid.hex)


def notice_of(token: str) -> Notice | None:
    """Return the notice that an address stands for; None when we never gave that address."""
    try:
        uid = _signer.unsign(token)
    except signing.BadSignature:
        return None
    return Notice.objects.select_related("actor__seat__departement").filter(uid=uid).first()


def link_of(notice: Notice) -> str:
    """Return the whole address by which the person answers."""
    return mail.absolute(reverse("rights:page", args=[token_of(notice)]))


@transaction.atomic
def tell(person: Actor, email: str, *, by) -> Notice:
    """Keep the address for the team alone, and send there what article 14 wants the person to know."""
    email = email.strip()
    known = ContactPoint.objects.filter(actor=person, kind=ContactKind.EMAIL, value__iexact=email)
    if not known.exists():
        ContactPoint.objects.create(
            actor=person, kind=ContactKind.EMAIL, value=email, visibility=Visibility.TEAM, created_by=by
        )
    notice = Notice.objects.create(actor=person, email=email, created_by=by)
    _send(notice)
    return notice


def from_account(person: Actor, *, by) -> Notice:
    """Return what the answer of `by`, who is the person, is noted on; saved by the answer, it has no link."""
    return Notice(actor=person, from_account=True, created_by=by)


@transaction.atomic
def hand_over(person: Actor, *, by) -> Notice:
    """Note that the printed notice was given to the person today."""
    return Notice.objects.create(actor=person, created_by=by)


def _send(notice: Notice) -> None:
    words = partial(paragraphs, notice.actor)
    context = {"person": notice.actor, "paragraphs": words, "link": link_of(notice)}
    mail.send("notice", notice.email, context)


@transaction.atomic
def agree(notice: Notice, *, visibility: str, place: Territory | None) -> None:
    """Show the person to those they chose, no nearer than the place they chose."""
    person = _locked(notice.actor)
    person.visibility, person.consented_at, person.consent_proof = visibility, timezone.now(), ""
    person.restricted_at, person.confirmed_at = None, timezone.now()
    person.seat = place
    places.widen(person, place)
    person.save()
    _answered(notice, NoticeAnswer.AGREED)


@transaction.atomic
def confirm(notice: Notice) -> None:
    """Note that all is still true."""
    person = _locked(notice.actor)
    person.confirmed_at = timezone.now()
    person.save(update_fields=["confirmed_at", "updated_at"])
    _answered(notice, NoticeAnswer.CONFIRMED)


@transaction.atomic
def correct(notice: Notice, *, said: dict, contacts: dict[ContactPoint, str], message: str) -> None:
    """Write what the person says of themself (`name`, `description`, `seat`), and keep their words for the keepers.

    A contact detail given as nothing is removed. The address is made of the name: it follows.
    """
    person = _locked(notice.actor)
    renamed = person.name != said["name"]
    person.name, person.description, person.confirmed_at = said["name"], said["description"], timezone.now()
    if renamed:
        actors.give_address(person)
    _widen(person, said["seat"])
    person.save()
    for point, value in contacts.items():
        if not value:
            point.delete()
        elif value != point.value:
            point.value = value
            point.save(update_fields=["value", "updated_at"])
    notice.message = message
    _answered(notice, NoticeAnswer.CORRECTED)


@transaction.atomic
def restrict(notice: Notice) -> None:
    """Keep what is known of the person, and do nothing with it."""
    person = _locked(notice.actor)
    person.visibility, person.restricted_at = Visibility.TEAM, timezone.now()
    person.save(update_fields=["visibility", "restricted_at", "updated_at"])
    _answered(notice, NoticeAnswer.RESTRICTED)


@transaction.atomic
def lift(notice: Notice) -> None:
    """Let it be used again, by the keepers alone: to be shown wider is another answer."""
    person = _locked(notice.actor)
    person.restricted_at = None
    person.save(update_fields=["restricted_at", "updated_at"])
    _answered(notice, NoticeAnswer.LIFTED)


@transaction.atomic
def withdraw(notice: Notice) -> None:
    """Hide the person again."""
    hide(notice.actor, by=None)
    _answered(notice, NoticeAnswer.WITHDRAWN)


@transaction.atomic
def object_(person: Actor, *, by) -> None:
    """Erase the person at once; nothing is kept of their addresses but what refuses to register them again."""
    person = _locked(person)
    with pghistory.context(objected=True):
        for address in personal_data.addresses_of(person):
            Objection.objects.get_or_create(digest=digest(address))
        now = timezone.now()
        Notice.objects.filter(actor=person).update(answer=NoticeAnswer.OBJECTED, answered_at=now)
        personal_data.erase_person(person, by=by)


@transaction.atomic
def attest(person: Actor, *, proof: str, visibility: str, by) -> None:
    """Show a person who agreed otherwise than by their link; `proof` says how, and when."""
    person = _locked(person)
    person.visibility, person.consented_at, person.consent_proof = visibility, timezone.now(), proof
    person.save(update_fields=["visibility", "consented_at", "consent_proof", "updated_at"])


@transaction.atomic
def hide(person: Actor, *, by) -> None:
    """Show the person to their keepers alone again."""
    person = _locked(person)
    person.visibility, person.consented_at, person.consent_proof = Visibility.TEAM, None, ""
    person.save(update_fields=["visibility", "consented_at", "consent_proof", "updated_at"])


def _widen(person: Actor, place: Territory | None) -> None:
    """Put the wider place (not saved), and forget the nearer one in the past too: what is not kept cannot come out."""
    if person.seat_id == (place and place.pk):
        return
    person.seat = place
    places.widen(person, place)


def _locked(person: Actor) -> Actor:
    return Actor.objects.select_for_update(of=("self",)).select_related("seat").get(pk=person.pk)


def _answered(notice: Notice, answer: NoticeAnswer) -> None:
    notice.answer, notice.answered_at = answer, timezone.now()
    notice.save()
