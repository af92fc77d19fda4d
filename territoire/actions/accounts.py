"""Erase an account: nobody signs in with it any more, nothing tells whose it was; what it registered stays."""

import json
import re
from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import F, Func, JSONField, Q
from django.utils import timezone
from pghistory.models import Context

from territoire.merging import links_to
from territoire.models import Erasure, Invitation, User
from territoire.personal_data import empty


@transaction.atomic
def erase(user: User) -> None:
    """Erase the account at once, for good.

    Its row stays, as `User.PersonalData` says, so that facts keep an author whom nobody knows. What hangs on the
    account goes: addresses, second factors, sessions, memberships, facilitations, claims. The letters that it signed
    (requests, reports) lose their words. The persons that it spoke for are not touched: see
    `actors.actions.personal_data.erase_person`.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    addresses = addresses_of(user)
    names = _names(user, addresses)
    _end_sessions(user)
    forget_invitations(addresses)
    for model, keys in _letters(user):
        empty(model, keys)
    _delete_what_hangs(user)
    forget_in_log(names)
    _log_of(user).update(object_repr="", change_message="")
    _forget_where(user, addresses)
    for name, value in User.PersonalData.erase.items():
        setattr(user, name, value(user) if callable(value) else value)
    user.save(update_fields=list(User.PersonalData.erase))
    Erasure.objects.note("account", user.pk)


def addresses_of(user: User) -> set[str]:
    """Return the e-mail addresses of an account, in lower case."""
    others = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address.lower() for address in (user.email, *others) if address}


def _names(user: User, addresses: set[str]) -> set[str]:
    """Return the words by which the account is known, those of the past that the log remembers included."""
    past = _log_of(user).values_list("object_repr", flat=True)
    return {name for name in (user.name, str(user), *addresses, *past) if name}


def _log_of(user: User) -> models.QuerySet:
    content_type = ContentType.objects.get_for_model(User)
    return LogEntry.objects.filter(content_type=content_type, object_id=str(user.pk))


def _end_sessions(user: User) -> None:
    known = UserSession.objects.filter(user=user)
    Session.objects.filter(pk__in=known.values("session_key")).delete()


def forget_invitations(addresses: set[str]) -> None:
    """Empty the invitations sent to these addresses; those that wait are withdrawn."""
    if not addresses:
        return
    sent_to = Q(email__in=addresses)
    for address in addresses:
        sent_to |= Q(email__iexact=address)
    keys = {
        *Invitation.objects.filter(sent_to).values_list("pk", flat=True),
        *Invitation.pgh_event_model.objects.filter(sent_to).values_list("pgh_obj_id", flat=True),
    }
    Invitation.objects.waiting().filter(pk__in=keys).update(withdrawn_at=timezone.now())
    empty(Invitation, keys)


def _letters(user: User) -> Iterator[tuple[type[models.Model], set[int]]]:
    """Yield what people write under their name, with the keys of what this account wrote."""
    for model, field in links_to(User):
        declared = getattr(model, "PersonalData", None)
        if field.name == "created_by" and getattr(declared, "erase_with_author", False):
            yield model, set(model._base_manager.filter(created_by=user).values_list("pk", flat=True))


def _delete_what_hangs(user: User) -> None:
    for model, field in links_to(User):
        if field.remote_field.on_delete is not models.CASCADE or model is LogEntry:
            continue
        model._base_manager.filter(**{field.attname: user.pk}).delete()
        events = getattr(model, "pgh_event_model", None)
        if events is not None and model.PersonalData.erase:
            events.objects.filter(**{field.attname: user.pk}).delete()


def forget_in_log(names: set[str]) -> None:
    """Take the words out of the administration's log where they name somebody; who did what, and when, stays."""
    written = {*names, *(json.dumps(name)[1:-1] for name in names)}
    if not written:
        return
    near = Q()
    for name in written:
        near |= Q(object_repr__icontains=name) | Q(change_message__icontains=name)
    whole = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in written), re.IGNORECASE)
    named = [
        entry.pk
        for entry in LogEntry.objects.filter(near)
        if whole.search(entry.object_repr) or whole.search(entry.change_message)
    ]
    LogEntry.objects.filter(pk__in=named).update(object_repr="", change_message="")


def _forget_where(user: User, addresses: set[str]) -> None:
    """Take out of the history the pages where the account was when it changed something."""
    there = Q(metadata__user=user.pk)
    for address in addresses:
        there |= Q(metadata__url__icontains=address)
    nowhere = Func(F("metadata"), template="(%(expressions)s - 'url')", output_field=JSONField())
    Context.objects.filter(there).update(metadata=nowhere)
