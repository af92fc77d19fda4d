"""Empty rows, and every version kept of them, as the `PersonalData` of their model says."""

from collections.abc import Iterable

from django.db import models


def empty(model: type[models.Model], keys: Iterable[int]) -> None:
    """Empty the rows of `model` with these keys, and their history: rows that are no more included."""
    keys = set(keys)
    for row in model._base_manager.filter(pk__in=keys):
        model._base_manager.filter(pk=row.pk).update(**_emptied(model, row))
    # After the rows: emptying them writes a version too.
    if events := getattr(model, "pgh_event_model", None):
        kept = {field.name for field in events._meta.concrete_fields}
        for event in events.objects.filter(pgh_obj_id__in=keys):
            values = {name: value for name, value in _emptied(model, event).items() if name in kept}
            events.objects.filter(pk=event.pk).update(**values)


def _emptied(model: type[models.Model], row: models.Model) -> dict:
    erased = model.PersonalData.erase
    return {name: value(row) if callable(value) else value for name, value in erased.items()}
