"""Invitations to a team, sent by e-mail: a signed link that expires and works once."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.enums import InvitationState, Role
from territoire.models.records import Record, tracked
from territoire.models.team import Team

LASTS = timedelta(days=14)


def expiry():
    """Return the moment when an invitation sent now stops working."""
    return timezone.now() + LASTS


class InvitationQuerySet(models.QuerySet):
    """Invitations, by what became of them."""

    def waiting(self):
        """Keep those that were neither accepted nor withdrawn, expired ones included."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self):
        """Keep those whose days are not over."""
        return self.waiting().filter(expires_at__gt=timezone.now())


@tracked()
class Invitation(Record):
    """An e-mail address that may join a team with a role, whoever's account accepts it."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations", verbose_name=_("team"))
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CONTRIBUTOR)
    expires_at = models.DateTimeField(_("works until"), default=expiry)
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class PersonalData:
        """The address is forgotten once it is over, unless another account accepted it: the team sees so."""

        erase = {"email": ""}
        masked = {"email"}
        keep = Record.RECORD_FIELDS | {
            "team",
            "role",
            "expires_at",
            "accepted_at",
            "accepted_by",
            "withdrawn_at",
        }

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                "team",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None) & ~Q(email=""),
                name="invitation_waiting_once",
                violation_error_message=_("This address is already invited."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.team}"

    @property
    def state(self) -> InvitationState:
        """Say what became of it."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        if self.expires_at <= timezone.now():
            return InvitationState.EXPIRED
        return InvitationState.OPEN if self.is_backed else InvitationState.UNBACKED

    @property
    def is_backed(self) -> bool:
        """Tell whether who sent it last may still invite there: it does not outlive their role."""
        sender = self.created_by
        if sender is None or not sender.is_active:
            return False
        members = self.team.memberships.all()
        return sender.is_superuser or any(m.user_id == sender.pk and m.role == Role.HOLDER for m in members)

    @property
    def sent_at(self):
        """Return when it was last sent: sending again gives it a new expiry."""
        return self.expires_at - LASTS
