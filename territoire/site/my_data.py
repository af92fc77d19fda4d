"""All that concerns one account: its own parts, what it registered, and the persons that it speaks for."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors import personal_export as of_actors
from actors.enums import ActorKind
from actors.models import Actor, Claim, Competence
from cocreation import personal_export as of_cocreation
from projects import personal_export as of_projects
from projects.models import Experience, Project
from territoire import personal_export
from territoire.models import Record, User
from territoire.personal_export import Part, as_data, fact

# What has a name of its own is listed; of other records, how many there are.
NAMED = (Project, Actor, Competence, Experience)


@dataclass(frozen=True)
class PersonData:
    """What is kept of a person that the account speaks for."""

    actor: Actor
    parts: list[Part]


@dataclass(frozen=True)
class MyData:
    """What the page shows and the file holds."""

    account: list[Part]
    persons: list[PersonData]

    def as_data(self) -> dict[str, Any]:
        """Return all of it as JSON holds it."""
        return {
            "exported_at": timezone.localtime().isoformat(timespec="seconds"),
            "account": as_data(self.account),
            "persons": [as_data(person.parts) for person in self.persons],
        }


def persons_of(user: User) -> models.QuerySet:
    """Return the persons that `user` speaks for."""
    claimed = Claim.objects.of(user).values("actor")
    return Actor.objects.filter(pk__in=claimed, kind=ActorKind.PERSON, merged_into=None).order_by("pk")


def my_data(user: User, *, contacts: bool = False) -> MyData:
    """Gather what concerns `user`; with `contacts`, the values of the contact details of their persons too."""
    account = [
        *personal_export.account_parts(user),
        *of_actors.account_parts(user),
        *of_projects.account_parts(user),
        *of_cocreation.account_parts(user),
        _registered(user),
        _counted(user),
    ]
    persons = persons_of(user).select_related("family")
    return MyData(
        account=[one for one in account if one.records],
        persons=[PersonData(one, of_actors.person_parts(one, user, contacts=contacts)) for one in persons],
    )


def _registered(user: User) -> Part:
    """List what the account registered and may still see."""
    records = tuple(
        (
            fact("kind", _("kind"), str(model._meta.verbose_name)),
            fact("name", _("name"), str(row)),
            fact("created_at", _("registered on"), row.created_at),
        )
        for model in NAMED
        for row in _seen(model, user).order_by("created_at", "pk")[: personal_export.MOST]
    )
    return Part("registered", _("What you registered"), records)


def _seen(model: type[models.Model], user: User) -> models.QuerySet:
    rows = model._default_manager.filter(created_by=user)
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


def _counted(user: User) -> Part:
    records = []
    for model in apps.get_models():
        if issubclass(model, Record) and (count := model._default_manager.filter(created_by=user).count()):
            name = capfirst(str(model._meta.verbose_name_plural))
            records.append((fact("kind", _("kind"), name), fact("count", _("how many"), count)))
    return Part("registered_counts", _("How many records you signed"), tuple(records))
