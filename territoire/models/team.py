"""Teams: the accounts that work on something, with their role."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.enums import Role
from territoire.models.records import tracked


class TeamQuerySet(models.QuerySet):
    """Teams, by who is in them."""

    def of(self, user, *roles: Role):
        """Keep the teams in which `user` has one of `roles` (any role when none is named)."""
        memberships = Membership.objects.filter(user=user)
        if roles:
            memberships = memberships.filter(role__in=roles)
        return self.filter(pk__in=memberships.values("team"))

    def held_alone_by(self, user):
        """Keep the teams that nobody but `user` holds."""
        others = Membership.objects.filter(role=Role.HOLDER, user__is_active=True).exclude(user=user)
        return self.of(user, Role.HOLDER).exclude(pk__in=others.values("team"))


class Team(models.Model):
    """The accounts that work on something; each project has one."""

    name = models.CharField(_("name"), max_length=200)
    users = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="teams")
    created_at = models.DateTimeField(_("registered on"), default=timezone.now, editable=False)

    objects = TeamQuerySet.as_manager()

    class PersonalData:
        """A team is named after what it works on."""

        erase = {}
        keep = {"id", "name", "created_at"}

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.name


@tracked()
class Membership(models.Model):
    """An account in a team, with what it may do there."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships", verbose_name=_("team"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CONTRIBUTOR)
    created_at = models.DateTimeField(_("registered on"), default=timezone.now, editable=False)

    class PersonalData:
        """Goes with the account."""

        erase = {}
        keep = {"id", "team", "user", "role", "created_at"}

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"],
                name="membership_once",
                violation_error_message=_("This person is already in the team."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"
