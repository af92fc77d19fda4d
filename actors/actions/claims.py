"""Claims of actors: asked, answered, withdrawn, ended; accepted at once from an address of the organisation."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import ClaimState, ClaimWay, ContactKind
from actors.mail_domains import is_on_own_domain, own_domain
from actors.models import Actor, Claim, ContactPoint
from territoire import history, mail
from territoire.enums import Visibility
from territoire.models import User

ALREADY_ANSWERED = _("This claim was answered meanwhile.")
ALREADY_ASKED = _("You already asked to speak for this actor.")
TAKEN = _("Somebody already speaks for this person.")
TELLS_DOMAIN = (ContactKind.WEBSITE, ContactKind.EMAIL)


@transaction.atomic
def ask(claim: Claim, *, by: User) -> Claim:
    """Ask to speak for an actor: accepted at once from a verified address on its own domain, else it waits.

    Raises `ValidationError` when `by` asked already.
    """
    actor = _lock(claim)
    if Claim.objects.alive().filter(actor=actor, user=by).exists():
        raise ValidationError(ALREADY_ASKED, code="already-asked")
    claim.user = claim.created_by = by
    if has_address_of(actor, by):
        claim.state, claim.way, claim.decided_at = ClaimState.ACCEPTED, ClaimWay.DOMAIN, timezone.now()
    claim.save()
    return claim


@transaction.atomic
def accept(claim: Claim, *, by: User) -> None:
    """Let its author speak for the actor.

    Raises `ValidationError` when it was answered meanwhile, or when somebody else is this person already.
    """
    actor = _lock(claim)
    claim = _locked(claim, ClaimState.PENDING)
    if actor.is_person and Claim.objects.accepted().filter(actor=actor).exists():
        raise ValidationError(TAKEN, code="taken")
    claim.way = ClaimWay.FACILITATOR
    _answer(claim, ClaimState.ACCEPTED, by)
    _tell(claim)


@transaction.atomic
def decline(claim: Claim, *, answer: str, by: User) -> None:
    """Say no, and why; raises `ValidationError` when answered meanwhile."""
    claim = _locked(claim, ClaimState.PENDING)
    claim.answer = answer
    _answer(claim, ClaimState.DECLINED, by)
    _tell(claim)


@transaction.atomic
def withdraw(claim: Claim, *, by: User) -> None:
    """Take a claim back before its answer; raises `ValidationError` when answered meanwhile."""
    _answer(_locked(claim, ClaimState.PENDING), ClaimState.WITHDRAWN, by)


@transaction.atomic
def end(claim: Claim, *, answer: str = "", by: User) -> None:
    """Speak for the actor no more; raises `ValidationError` when it was not accepted, or ended meanwhile."""
    claim = _locked(claim, ClaimState.ACCEPTED)
    claim.answer = answer or claim.answer
    _answer(claim, ClaimState.ENDED, by)
    if by.pk != claim.user_id:
        _tell(claim)


def has_address_of(actor: Actor, user: User) -> bool:
    """Tell whether a verified address of `user` is on the own domain of `actor`; never so for a person.

    The domain comes from websites and e-mail addresses that `user` sees, and that others alone entered and changed. One
    that other public actors show too is nobody's own.
    """
    if actor.is_person:
        return False
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    contacts = [contact for contact in _contacts_by_others(actor, user) if not _shared(contact, actor)]
    return any(is_on_own_domain(address, contacts) for address in addresses)


def _contacts_by_others(actor: Actor, user: User) -> list[str]:
    points = ContactPoint.objects.visible_to(user).filter(actor=actor, kind__in=TELLS_DOMAIN)
    written = set(
        history.events_of(ContactPoint, pgh_obj_id__in=points.values("pk"))
        .filter(pgh_context__metadata__user=user.pk)
        .values_list("pgh_obj_id", flat=True)
    )
    return [point.value for point in points if point.created_by_id != user.pk and point.pk not in written]


def _shared(contact: str, actor: Actor) -> bool:
    own = own_domain(contact)
    if not own:
        return True
    others = ContactPoint.objects.filter(
        kind__in=TELLS_DOMAIN,
        value__icontains=own,
        visibility=Visibility.PUBLIC,
        actor__visibility=Visibility.PUBLIC,
        actor__archived_at=None,
    ).exclude(actor=actor)
    return any(own_domain(value) == own for value in others.values_list("value", flat=True))


def _lock(claim: Claim) -> Actor:
    """Let nobody else have a claim of the same actor accepted until the transaction ends."""
    return Actor.objects.select_for_update(no_key=True, of=("self",)).get(pk=claim.actor_id)


def _locked(claim: Claim, state: ClaimState) -> Claim:
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.state != state:
        raise ValidationError(ALREADY_ANSWERED, code="already-answered")
    return claim


def _answer(claim: Claim, state: ClaimState, by: User) -> None:
    claim.state, claim.decided_by, claim.decided_at = state, by, timezone.now()
    claim.save()


def _tell(claim: Claim) -> None:
    """Write to who asked what became of it; an actor that they do not see any more is not named, nor why."""
    seen = Actor.objects.visible_to(claim.user).filter(pk=claim.actor_id).first()
    page = reverse("actors:claim", args=[seen.slug, claim.uid]) if seen else reverse("site:my-space")
    context = {
        "state": claim.state,
        "actor": " ".join(seen.name.split()) if seen else "",
        "answer": claim.answer if seen else "",
        "link": mail.absolute(page),
    }
    mail.send("claim_answered", claim.user.email, context)
