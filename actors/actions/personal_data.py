"""Erase what makes a person known, from the records and from their history; facts stay, attached to nobody."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pghistory
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from pghistory.models import Context

from actors.models import Actor, ContactPoint, Notice
from territoire import pictures
from territoire.actions.accounts import forget_in_log, forget_invitations
from territoire.merging import REMOVED, links_to
from territoire.models import Erasure, Merge, Submission
from territoire.personal_data import empty

MOST_HOPS = 2  # an axis belongs to a partnership, which belongs to the person


class ErasureRefusedError(Exception):
    """Why somebody cannot be erased, in words for who asked."""


@dataclass(frozen=True)
class Trace:
    """Rows about a person: those of today, and versions kept since the beginning."""

    model: type[models.Model]
    rows: models.QuerySet
    events: models.QuerySet | None

    def keys(self) -> set[int]:
        """Return the keys of the rows there are, and of those that were."""
        past = self.events.values_list("pgh_obj_id", flat=True) if self.events is not None else []
        return {*self.rows.values_list("pk", flat=True), *past}

    def words(self, name: str) -> set[str]:
        """Return all that one field says, or ever said."""
        return {*self.rows.values_list(name, flat=True), *self.events.values_list(name, flat=True)} - {""}


@transaction.atomic
def erase_person(actor: Actor, *, by) -> None:
    """Empty what `PersonalData` says to erase on the person and on what is linked to it, history included.

    `by` is None when the person asks for it, or when nobody did. What remains is archived: nobody can be met there.
    An organisation is no person: `ErasureRefusedError`.
    """
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not actor.is_person:
        raise ErasureRefusedError(_("Only a person is erased; an organisation is archived or deleted."))
    for stub in Actor.objects.filter(merged_into=actor):
        erase_person(stub, by=by)
    traces = list(traces_of(actor))
    names, slugs = traces[0].words("name"), traces[0].words("slug")
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    for trace in traces:
        keys[trace.model] |= trace.keys()
    forget_invitations(addresses_of(actor))
    with pghistory.context(**({"user": by.pk} if by else {}), erased=actor.pk):
        actor.areas.clear()
        for trace in reversed(traces):
            _erase(trace)
        now = timezone.now()
        Actor.objects.filter(pk=actor.pk).update(erased_at=now, archived_at=actor.archived_at or now)
    _forget_merges(keys)
    forget_in_log(names)
    _forget_addresses(slugs)
    pictures.forget(actor.picture.name)
    Erasure.objects.note("person", actor.uid)


def addresses_of(actor: Actor) -> set[str]:
    """Return the e-mail addresses known of a person: those of their contact details, those they were written to."""
    points = ContactPoint.objects.filter(actor=actor, kind="email").values_list("value", flat=True)
    notices = Notice.objects.filter(actor=actor).values_list("email", flat=True)
    return {address.strip().lower() for address in (*points, *notices)} - {""}


def traces_of(actor: Actor) -> Iterator[Trace]:
    """Yield the person's own row first, then the rows of other models that are about them."""
    yield _trace(Actor, "pk", {actor.pk})
    found = [(Actor, {actor.pk})]
    for _hop in range(MOST_HOPS):
        further = []
        for model, keys in found:
            for linked, field in links_to(model):
                if field.remote_field.on_delete is models.CASCADE and hasattr(linked, "PersonalData"):
                    trace = _trace(linked, field.attname, keys)
                    further.append((linked, trace.keys()))
                    yield trace
        found = further


def _trace(model: type[models.Model], column: str, keys: set[int]) -> Trace:
    events = getattr(model, "pgh_event_model", None)
    past = "pgh_obj_id" if column == "pk" else column
    return Trace(
        model,
        model._base_manager.filter(**{f"{column}__in": keys}),
        events and events.objects.filter(**{f"{past}__in": keys}),
    )


def _erase(trace: Trace) -> None:
    keys = trace.keys()
    rows = trace.model._base_manager.filter(pk__in=keys)
    if getattr(trace.model.PersonalData, "delete_with_actor", False):
        rows.delete()
        if trace.events is not None:
            trace.events.model.objects.filter(pgh_obj_id__in=keys).delete()
    elif trace.model.PersonalData.erase:
        empty(trace.model, keys)
    content_type = ContentType.objects.get_for_model(trace.model)
    LogEntry.objects.filter(content_type=content_type, object_id__in=[str(key) for key in keys]).update(
        object_repr="", change_message=""
    )


def _forget_merges(keys: dict[type[models.Model], set[int]]) -> None:
    """Empty what journals of merges, of organisations too, hold of the person: undoing brings no word back."""
    erased = {model._meta.label: (model, found) for model, found in keys.items() if found}
    for merge_model in apps.get_models():
        if issubclass(merge_model, Merge):
            for merge in merge_model._base_manager.exclude(moves=[]):
                moves = [kept for move in merge.moves if (kept := _without_words(move, erased))]
                if moves != merge.moves:
                    merge_model._base_manager.filter(pk=merge.pk).update(moves=moves)


def _without_words(move: dict, erased: dict[str, tuple[type[models.Model], set[int]]]) -> dict | None:
    model, keys = erased.get(move["model"], (None, set()))
    if model is None or move["pk"] not in keys:
        return move
    if getattr(model.PersonalData, "delete_with_actor", False):
        return None if move["what"] == REMOVED else move | {"before": {}}
    emptied = {model._meta.get_field(n).attname: value for n, value in model.PersonalData.erase.items()}
    before = {n: emptied.get(n, value) for n, value in move["before"].items()}
    # What erasure writes in place of words (a name that says so) is not written over by what was there.
    return move | {"before": {n: v for n, v in before.items() if n not in emptied or v in ("", None)}}


def _forget_addresses(slugs: set[str]) -> None:
    """Take the person's address out of what notes where people were when they changed something."""
    named = Q()
    for slug in slugs:
        named |= Q(metadata__url__icontains=f"/{slug}/")
    for context in Context.objects.filter(named):
        context.metadata["url"] = ""
        context.save(update_fields=["metadata"])
    for slug in slugs:
        Submission.objects.filter(result__contains=f"/{slug}/").update(result="")
