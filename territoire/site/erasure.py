"""Erase one's account from every part of the site, with the persons that one speaks for when one asks."""

from collections.abc import Iterable

from django.db import models, transaction

from actors.actions.personal_data import erase_person
from actors.models import Actor
from projects.models import Project
from territoire.actions import accounts
from territoire.models import Team, User


def left_without_holder(user: User) -> models.QuerySet:
    """Return the projects that nobody else holds."""
    return Project.objects.filter(team__in=Team.objects.held_alone_by(user)).order_by("name")


def is_last_admin(user: User) -> bool:
    """Tell whether nobody else administers the instance."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


@transaction.atomic
def erase(user: User, *, persons: Iterable[Actor]) -> None:
    """Erase these persons, then the account, at once and for good."""
    for person in persons:
        erase_person(person, by=None)
    accounts.erase(user)
