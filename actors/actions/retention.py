"""Persons of whom nothing is heard: warned twice, then erased; and what tells who looked at contact details."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import pghistory
from django.db.models import F, Max, Q
from django.db.models.functions import Greatest

from actors.actions import addresses, consent, personal_data
from actors.enums import ActorKind
from actors.models import Actor, Claim, ContactAccess, Note, Notice, PersonWarning, concerned
from territoire import mail
from territoire.merging import links_to
from territoire.models import Report
from territoire.retention import Step, Task, by_step, delete, quiet_since, warned_then_erased

ACCESSES = timedelta(days=365)
# What others write or send about a person is no activity of theirs, nor of who keeps their facts.
NO_ACTIVITY = (Note, Notice, Claim, Report)


def tasks(now: datetime) -> Iterator[Task]:
    """Yield what is due to persons."""
    yield from warned_then_erased("persons", _persons(now), partial(_warn, now=now), _erase)
    yield Task(
        "contact_accesses",
        "lines of who saw contact details",
        ContactAccess.objects.filter(at__lt=now - ACCESSES),
        delete,
        at_once=True,
    )


def warned_of(user) -> list[PersonWarning]:
    """Return the warnings that still hold on persons who concern `user`, the latest of each, the most urgent first."""
    found = (
        PersonWarning.objects.filter(
            concerned(user, "actor__"), actor__erased_at=None, actor__merged_into=None
        )
        .filter(sent_at__gt=F("actor__updated_at"))
        .filter(Q(actor__confirmed_at=None) | Q(sent_at__gt=F("actor__confirmed_at")))
        .select_related("actor")
        .order_by("-sent_at")
    )
    return list({warning.actor_id: warning for warning in reversed(found)}.values())


def _persons(now: datetime) -> dict[Step, list[Actor]]:
    own = Greatest("created_at", "updated_at", "confirmed_at")
    persons = Actor.objects.filter(kind=ActorKind.PERSON, erased_at=None, merged_into=None)
    silent: list[Actor] = list(persons.alias(own=own).filter(own__lt=quiet_since(now)).order_by("pk"))
    warned = PersonWarning.objects.filter(actor__in=silent).values_list("actor", "stage", "sent_at")
    return by_step(silent, _last_heard(silent), warned, now)


def _last_heard(persons: list[Actor]) -> dict[int, datetime]:
    """Return when something was last said, confirmed or done about each; or who speaks for them last signed in."""
    last = {
        person.pk: max(filter(None, (person.created_at, person.updated_at, person.confirmed_at)))
        for person in persons
    }
    signed_in = Claim.objects.accepted().filter(actor__in=last).exclude(user__last_login=None)
    rows = list(signed_in.order_by().values_list("actor").annotate(at=Max("user__last_login")))
    for model, field in links_to(Actor):
        if hasattr(model, "updated_at") and not issubclass(model, NO_ACTIVITY):
            linked = model._base_manager.filter(**{f"{field.name}__in": last}).order_by()
            rows += linked.values_list(field.name).annotate(at=Max("updated_at"))
    for person, at in rows:
        last[person] = max(at, last[person])
    return last


def _warn(person: Actor, step: Step, now: datetime) -> None:
    """Note the warning, and send it where the person has an address; their keepers read it in their space."""
    PersonWarning.objects.create(actor=person, stage=step.value, sent_at=now)
    notice = _notice_for(person)
    if notice is not None:
        context = {"person": person, "step": step.value, "link": consent.link_of(notice)}
        mail.send("erasure_warning_person", notice.email, context)


def _notice_for(person: Actor) -> Notice | None:
    """Return a notice with an address, made when only a contact detail has one."""
    notice = person.notices.exclude(email="").order_by("-sent_at", "-pk").first()
    if notice is None and (email := addresses.address_of(person)):
        notice = Notice.objects.create(actor=person, email=email)
    return notice


def _erase(person: Actor) -> None:
    with pghistory.context(retention=True):
        personal_data.erase_person(person, by=None)
