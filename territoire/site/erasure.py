"""Erase one's account from every part of the site, with the persons that one speaks for when one asks."""

from collections.abc import Collection, Iterable

from django.db import models, transaction

from actors.actions.personal_data import erase_person
from actors.enums import ActorKind
from actors.models import Actor, Objection
from projects.models import Project
from territoire.actions import accounts
from territoire.models import Erasure, Team, User, erasure_digest


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


def forget_again(erased: Collection[str], objections: Collection[str]) -> tuple[int, int]:
    """Erase who was erased since a backup was made, known by keyed hashes; keep the objections made since.

    Returns how many of each. To be run on what was restored, before anybody is let in.
    """
    persons = Actor.objects.filter(kind=ActorKind.PERSON, erased_at=None)
    found = [one for one in persons.iterator() if erasure_digest("person", one.uid) in erased]
    for person in found:
        erase_person(person, by=None)
    users = User.objects.exclude(email__endswith="@invalid")
    left = [one for one in users.iterator() if erasure_digest("account", one.pk) in erased]
    for user in left:
        accounts.erase(user)
    before = Objection.objects.count()
    Erasure.objects.bulk_create([Erasure(digest=one) for one in sorted(erased)], ignore_conflicts=True)
    Objection.objects.bulk_create(
        [Objection(digest=one) for one in sorted(objections)], ignore_conflicts=True
    )
    return len(found) + len(left), Objection.objects.count() - before
