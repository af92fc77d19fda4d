"""Who works on a project: given a role, removed; the project handed over.

Who joins was invited: see `territoire.actions.invitations`.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from territoire.enums import Role
from territoire.models import Membership, Team, User

LAST_HOLDER = _("A project needs somebody who holds it: hand it over first.")
NOT_A_MEMBER = _("Nobody of the team has this address: invite them first.")


@transaction.atomic
def change_role(membership: Membership, *, role: Role, by: User) -> None:
    """Give a member another role; raises `ValidationError` when nobody would hold the project any more."""
    membership = _locked(membership)
    if role != Role.HOLDER:
        _keep_a_holder(membership)
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove(membership: Membership, *, by: User) -> None:
    """Take a member out of the team; raises `ValidationError` when nobody would hold the project any more."""
    membership = _locked(membership)
    _keep_a_holder(membership)
    membership.delete()


@transaction.atomic
def hand_over(project: Project, *, email: str, leave: bool, by: User) -> User:
    """Make the member of that address hold the project in place of `by`, who stays as a contributor or leaves.

    Raises `ValidationError` when no member has that address.
    """
    _lock(project)
    members = Membership.objects.filter(team=project.team_id).select_related("user")
    receiver = members.filter(user__email__iexact=email).exclude(user=by).first()
    if receiver is None:
        raise ValidationError(NOT_A_MEMBER, code="not-a-member")
    receiver.role = Role.HOLDER
    receiver.save(update_fields=["role"])
    giver = members.filter(user=by)
    if leave:
        giver.delete()
    else:
        giver.update(role=Role.CONTRIBUTOR)
    return receiver.user


def _lock(project: Project) -> None:
    Team.objects.select_for_update().get(pk=project.team_id)


def _locked(membership: Membership) -> Membership:
    """Return the membership as it is once its team is locked, so that two holders never leave at once."""
    Team.objects.select_for_update().get(pk=membership.team_id)
    return Membership.objects.get(pk=membership.pk)


def _keep_a_holder(membership: Membership) -> None:
    others = Membership.objects.filter(team=membership.team_id, role=Role.HOLDER).exclude(pk=membership.pk)
    if membership.role == Role.HOLDER and not others.exists():
        raise ValidationError(LAST_HOLDER, code="last-holder")
