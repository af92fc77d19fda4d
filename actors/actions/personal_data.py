"""Erase what makes a person known, from the records and from their history; facts stay, attached to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass

import pghistory
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from pghistory.models import Context

from actors.models import Actor
from territoire.merging import links_to
from territoire.models import Submission

MOST_HOPS = 2  # an axis belongs to a partnership, which belongs to the person


class ErasureRefusedError(Exception):
    """Why somebody cannot be erased, in words for who asked."""


@dataclass(frozen=True)
class _Trace:
    """Rows about the person: those of today, and versions kept since the beginning."""

    model: type[models.Model]
    rows: models.QuerySet
    events: models.QuerySet | None

    def keys(self) -> set[int]:
        """Return the keys of the rows there are, and of those that were."""
        past = self.events.values_list("pgh_obj_id", flat=True) if self.events is not None else []
        return {*self.rows.values_list("pk", flat=True), *past}


@transaction.atomic
def erase_person(actor: Actor, *, by) -> None:
    """Empty what `PersonalData` says to erase on the person and on what is linked to it, history included.

    An organisation is no person: `ErasureRefusedError`.
    """
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not actor.is_person:
        raise ErasureRefusedError(_("Only a person is erased; an organisation is archived or deleted."))
    for stub in Actor.objects.filter(merged_into=actor):
        erase_person(stub, by=by)
    traces = [_trace(Actor, "pk", {actor.pk}), *_linked(actor)]
    addresses = _addresses(traces[0])
    with pghistory.context(user=by.pk, erased=actor.pk):
        actor.areas.clear()
        for trace in reversed(traces):
            _erase(trace)
    _forget_addresses(addresses)


def _linked(actor: Actor) -> Iterator[_Trace]:
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


def _trace(model: type[models.Model], column: str, keys: set[int]) -> _Trace:
    events = getattr(model, "pgh_event_model", None)
    past = "pgh_obj_id" if column == "pk" else column
    return _Trace(
        model,
        model._base_manager.filter(**{f"{column}__in": keys}),
        events and events.objects.filter(**{f"{past}__in": keys}),
    )


def _erase(trace: _Trace) -> None:
    keys = trace.keys()
    rows = trace.model._base_manager.filter(pk__in=keys)
    if getattr(trace.model.PersonalData, "delete_with_actor", False):
        rows.delete()
        if trace.events is not None:
            trace.events.model.objects.filter(pgh_obj_id__in=keys).delete()
    elif trace.model.PersonalData.erase:
        for row in rows:
            rows.filter(pk=row.pk).update(**_emptied(trace.model, row))
        if trace.events is not None:
            _erase_events(trace, keys)
    content_type = ContentType.objects.get_for_model(trace.model)
    LogEntry.objects.filter(content_type=content_type, object_id__in=[str(key) for key in keys]).update(
        object_repr="", change_message=""
    )


def _erase_events(trace: _Trace, keys: set[int]) -> None:
    model = trace.events.model
    kept = {field.name for field in model._meta.concrete_fields}
    for event in model.objects.filter(pgh_obj_id__in=keys):
        values = {n: v for n, v in _emptied(trace.model, event).items() if n in kept}
        model.objects.filter(pk=event.pk).update(**values)


def _emptied(model: type[models.Model], row: models.Model) -> dict:
    return {n: v(row) if callable(v) else v for n, v in model.PersonalData.erase.items()}


def _addresses(trace: _Trace) -> set[str]:
    """Return the addresses that the person's page ever had: they are made of the name."""
    return {*trace.rows.values_list("slug", flat=True), *trace.events.values_list("slug", flat=True)}


def _forget_addresses(slugs: set[str]) -> None:
    """Take the person's address out of what notes where people were when they changed something."""
    named = Q()
    for slug in slugs:
        named |= Q(metadata__url__contains=f"/{slug}/")
    for context in Context.objects.filter(named):
        context.metadata["url"] = ""
        context.save(update_fields=["metadata"])
    for slug in slugs:
        Submission.objects.filter(result__contains=f"/{slug}/").update(result="")
