"""Requests to board sent without an account: by an address that is confirmed first, followed by the link of that mail.

Nothing of theirs is shown to anyone before. What is answered says nothing of whether an address has an account.
"""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.actions import abilities, consent
from actors.enums import ActorKind, ClaimState, ClaimWay, Level
from actors.models import Actor, Claim, Objection
from actors.models.actor import UNUSABLE
from projects.actions import involvements
from projects.enums import Gesture, GuestState
from projects.models import GuestRequest, Involvement, Project, Suggestion
from territoire import mail
from territoire.enums import Visibility
from territoire.models import User
from territoire.slugs import free_slug

ALREADY_ANSWERED = gettext_lazy("This request was answered meanwhile.")
NOT_YOURS = gettext_lazy("This account has not confirmed the address of this request.")
#: An address that nobody confirmed is forgotten; what was closed is kept so long.
TO_CONFIRM, KEPT = timedelta(days=2), timedelta(days=90)
#: Mails to one address in a day: somebody else may have typed it.
MOST_A_DAY = 3
_signer = signing.Signer(salt="projects.guests", sep=".")


def token_of(request: GuestRequest) -> str:
    """Return what stands for a request in the address that who sent it is given."""
    return _signer.sign(request.uid.hex)


def request_of(token: str) -> GuestRequest | None:
    """Return the request that an address stands for; None when we never gave that address, or it is forgotten."""
    try:
        uid = _signer.unsign(token)
    except signing.BadSignature:
        return None
    return GuestRequest.objects.select_related("project", "actor").filter(uid=uid).first()


def path_of(request: GuestRequest) -> str:
    """Return the address at which who sent it follows it."""
    return reverse("projects:guest", args=[request.project.slug, token_of(request)])


@transaction.atomic
def send(request: GuestRequest) -> None:
    """Keep a request and write to its address; nothing is sent for a form sent twice, nor where enough was."""
    today = timezone.now() - timedelta(days=1)
    _lock(request.project)
    same = GuestRequest.objects.filter(email__iexact=request.email, created_at__gt=today)
    if same.count() >= MOST_A_DAY or GuestRequest.objects.filter(uid=request.uid).exists():
        return
    request.save()
    context = {
        "project": mail.one_line(request.project.name),
        "link": mail.absolute(path_of(request)),
    }
    mail.send("guest_confirm", request.email, context)


@transaction.atomic
def confirm(request: GuestRequest) -> None:
    """Let who holds the project read it; whom it names goes to those who sort suggestions."""
    request = _in_state(request, GuestState.UNCONFIRMED)
    request.confirmed_at = timezone.now()
    request.state = GuestState.PENDING
    if request.gesture == Gesture.KNOW:
        request.state = GuestState.PASSED_ON
        Suggestion.objects.create(
            project=request.project,
            need=request.need,
            name=request.known_name,
            kind=request.known_kind,
            brings=request.message[:300],
            known_how=request.known_how,
            guest=request,
        )
    request.save()


@transaction.atomic
def withdraw(request: GuestRequest) -> None:
    """Take it back, as who holds its link or its account."""
    request = _in_state(request, GuestState.PENDING)
    request.state = GuestState.WITHDRAWN
    request.save()


@transaction.atomic
def accept(
    request: GuestRequest,
    *,
    degree,
    day: date,
    by: User,
    actor: Actor | None = None,
    family=None,
    seat=None,
    able: bool = False,
    changes: str = "",
) -> Involvement:
    """Bring them aboard from `day` on: `actor` when they are known already, else who is registered for it.

    An organisation when the request is in the name of one; otherwise a person, who is told.

    Raises `ValidationError` when answered meanwhile, or when the owner of the address asked not to be registered.
    """
    _lock(request.project)
    request = _in_state(request, GuestState.PENDING)
    if actor is None:
        if not request.organisation and Objection.objects.concern(request.email):
            raise ValidationError(UNUSABLE, code="unusable")
        actor, request.is_new_actor = _registered(request, family, seat, by), True
    involvement = involvements.bring_aboard(request.project, actor, degree=degree, day=day, by=by)
    if changes:
        longest = Involvement._meta.get_field("changes").max_length
        involvement.changes = "\n".join(filter(None, (involvement.changes, changes)))[:longest]
        involvement.save(update_fields=["changes", "updated_at"])
    if not GuestRequest.objects.filter(involvement=involvement).exists():
        request.involvement = involvement
    request.actor = actor
    _note_ability(request, actor, day, by) if able else None
    _answer(request, GuestState.ACCEPTED, by)
    _give_voice(request)
    return involvement


@transaction.atomic
def decline(request: GuestRequest, *, reason: str, by: User) -> None:
    """Say no, and why; raises `ValidationError` when already answered."""
    request = _in_state(request, GuestState.PENDING)
    request.reason = reason
    _answer(request, GuestState.DECLINED, by)


@transaction.atomic
def own(request: GuestRequest, *, by: User) -> None:
    """Give the request to the account of its address; raises `ValidationError` when `by` has not confirmed that one."""
    request = GuestRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not is_of(request, by) or request.confirmed_at is None:
        raise ValidationError(NOT_YOURS, code="not-yours")
    request.owner = by
    request.save(update_fields=["owner", "updated_at"])
    _give_voice(request)


def is_of(request: GuestRequest, user) -> bool:
    """Tell whether an account has confirmed the address of the request."""
    return (
        user.is_authenticated
        and bool(request.email)
        and EmailAddress.objects.filter(user=user, verified=True, email__iexact=request.email).exists()
    )


def those_of(user):
    """Return the requests that an account owns, and those of its confirmed addresses that it may take."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    same = Q(pk__in=[])
    for address in addresses:
        same |= Q(email__iexact=address, owner=None)
    return GuestRequest.objects.exclude(confirmed_at=None).filter(Q(owner=user) | same)


def to_forget(now):
    """Return what nobody confirmed, and what was closed long ago."""
    return GuestRequest.objects.filter(
        Q(state=GuestState.UNCONFIRMED, created_at__lt=now - TO_CONFIRM)
        | (~Q(state__in=[GuestState.UNCONFIRMED, GuestState.PENDING]) & Q(updated_at__lt=now - KEPT))
    )


def _registered(request: GuestRequest, family, seat, by: User) -> Actor:
    """Register the organisation, which everyone sees, or the person who asked.

    A person is seen by the team alone until they agree, and told at their address.
    """
    person = not request.organisation
    actor = Actor.objects.create(
        name=request.comes,
        slug=free_slug(Actor, request.comes, hidden=person),
        kind=ActorKind.PERSON if person else ActorKind.ORGANISATION,
        family=family,
        seat=seat,
        origin=_("Asked to board the project, by an address that they confirmed.") if person else "",
        visibility=Visibility.TEAM if person else Visibility.PUBLIC,
        team=request.project.team,
        created_by=by,
        confirmed_at=timezone.now(),
    )
    if person:
        consent.tell(actor, request.email, by=by)
    return actor


def _give_voice(request: GuestRequest) -> None:
    """Let the account of the confirmed address speak for the person who was registered for it, unless somebody does.

    Not for an organisation: an address does not prove that one speaks for it, which is claimed as elsewhere.
    """
    if (
        request.owner is None
        or request.actor is None
        or not request.is_new_actor
        or not request.actor.is_person
    ):
        return
    if Claim.objects.alive().filter(actor=request.actor).exists():
        return
    Claim.objects.create(
        actor=request.actor,
        user=request.owner,
        created_by=request.owner,
        state=ClaimState.ACCEPTED,
        way=ClaimWay.ADDRESS,
        decided_at=timezone.now(),
    )


def _note_ability(request: GuestRequest, actor: Actor, day: date, by: User) -> None:
    need = request.need
    if need and need.competence:
        level = need.minimum_level or Level.NOTIONS
        abilities.note_competence(actor, need.competence, level=level, day=day, by=by)
    elif need and need.occupation:
        abilities.note_occupation(actor, need.occupation, day=day, by=by)


def _answer(request: GuestRequest, state: GuestState, by: User) -> None:
    request.state, request.decided_by, request.decided_at = state, by, timezone.now()
    request.save()
    context = {
        "state": state,
        "project": mail.one_line(request.project.name),
        "reason": request.reason,
        "link": mail.absolute(path_of(request)),
    }
    mail.send("guest_answered", request.email, context)


def _in_state(request: GuestRequest, state: GuestState) -> GuestRequest:
    request = (
        GuestRequest.objects.select_for_update(of=("self",))
        .select_related("project", "need__competence", "need__occupation", "owner", "actor")
        .get(pk=request.pk)
    )
    if request.state != state:
        raise ValidationError(ALREADY_ANSWERED, code="already-answered")
    return request


def _lock(project: Project) -> None:
    involvements.lock(project)
