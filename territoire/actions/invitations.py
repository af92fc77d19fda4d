"""Invitations to a team: sent by e-mail with a signed link, sent again, withdrawn, accepted once."""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire import mail
from territoire.actions.accounts import addresses_of
from territoire.enums import InvitationState, Role
from territoire.models import Invitation, Membership, Team, User
from territoire.models.invitation import expiry
from territoire.personal_data import empty

AGAIN_AFTER = timedelta(minutes=10)
ALREADY_IN = _("This address is that of somebody of the team.")
ALREADY_INVITED = _("This address is already invited: send the invitation again from the list.")
TOO_SOON = _("It was sent a moment ago: wait ten minutes before sending it again.")
OVER = _("This invitation is over: it was accepted or withdrawn.")

#: Makes an address of the site whole: `request.build_absolute_uri`.
Absolute = Callable[[str], str]


class InvitationOverError(Exception):
    """An invitation that can no longer be accepted; `state` says why."""

    def __init__(self, state: InvitationState):
        super().__init__(state)
        self.state = state


def token_of(invitation: Invitation) -> str:
    """Return what the link of the mail holds: nobody makes one without the site's secret."""
    return _signer().sign(f"{invitation.uid.hex}-{_sending(invitation)}")


def by_token(token: str) -> tuple[Invitation | None, InvitationState | None]:
    """Return the invitation that a link names and what became of it; neither when the link is forged.

    Sent again, it has a new link, and the one before is worth nothing any more.
    """
    try:
        uid, _dash, sending = _signer().unsign(token).partition("-")
    except BadSignature:
        return None, None
    found = Invitation.objects.filter(uid=uid).select_related("team", "created_by").first()
    if found is None:
        return None, None
    return found, found.state if sending == _sending(found) else InvitationState.REPLACED


@transaction.atomic
def invite(team: Team, *, email: str, role: str, to: str, by: User, absolute: Absolute) -> Invitation:
    """Invite an address into the team of what is called `to`.

    Nothing is looked up about the address outside of the team, so that nobody learns here who has an account. Raises
    `ValidationError` when it is that of a member, or invited already.
    """
    Team.objects.select_for_update().get(pk=team.pk)
    if Membership.objects.filter(team=team, user__email__iexact=email).exists():
        raise ValidationError(ALREADY_IN, code="already-in")
    if Invitation.objects.waiting().filter(team=team, email__iexact=email).exists():
        raise ValidationError(ALREADY_INVITED, code="already-invited")
    invitation = Invitation.objects.create(team=team, email=email, role=role, created_by=by)
    _send(invitation, to=to, by=by, absolute=absolute)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, to: str, by: User, absolute: Absolute) -> None:
    """Send it once more, with a new expiry and a new link; `by` answers for it from now on.

    Raises `ValidationError` when it is over, or was sent a moment ago.
    """
    invitation = _waiting(invitation)
    if timezone.now() - invitation.sent_at < AGAIN_AFTER:
        raise ValidationError(TOO_SOON, code="too-soon")
    invitation.expires_at, invitation.created_by = expiry(), by
    invitation.save(update_fields=["expires_at", "created_by", "updated_at"])
    _send(invitation, to=to, by=by, absolute=absolute)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Take it back and forget the address; raises `ValidationError` when it is over."""
    invitation = _waiting(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at", "updated_at"])
    empty(Invitation, [invitation.pk])


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """Bring `by` into the team, whoever's address was invited; who is in it already never gets a lesser role.

    The link proves that the invited address is theirs, if it is one of their account: it is verified from then on.
    Raises `InvitationOverError` when it cannot be accepted any more.
    """
    team = Team.objects.select_for_update().get(pk=invitation.team_id)
    link = _sending(invitation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    state = invitation.state if link == _sending(invitation) else InvitationState.REPLACED
    if state != InvitationState.OPEN:
        raise InvitationOverError(state)
    membership = _join(team, by, invitation.role)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    if invitation.email.lower() in addresses_of(by):
        _verify(invitation.email, by)
        empty(Invitation, [invitation.pk])
    return membership


def _join(team: Team, user: User, role: str) -> Membership:
    membership, added = Membership.objects.get_or_create(team=team, user=user, defaults={"role": role})
    if not added and Role.highest(membership.role, role) != membership.role:
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


def _verify(email: str, user: User) -> None:
    address = EmailAddress.objects.filter(user=user, email__iexact=email).first()
    if address is not None:
        address.set_verified()


def _waiting(invitation: Invitation) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise ValidationError(OVER, code="over")
    return invitation


def _send(invitation: Invitation, *, to: str, by: User, absolute: Absolute) -> None:
    role = Role(invitation.role)
    path = reverse("site:invitation", args=[token_of(invitation)])
    context = {
        "who": mail.one_line(str(by)),
        "to": mail.one_line(to),
        "role": lambda: role.label,
        "may": role.may,
        "link": absolute(path),
        "until": invitation.expires_at,
    }
    mail.send("invitation", invitation.email, context)


def _sending(invitation: Invitation) -> str:
    """Name one sending: each gives a new expiry."""
    return f"{invitation.expires_at.timestamp():.6f}"


def _signer() -> Signer:
    return Signer(salt="territoire.invitation")
