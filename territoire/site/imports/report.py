"""What an import did, or what undoing it left."""

from itertools import chain, islice
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from territoire.enums import Outcome
from territoire.imports import left_out
from territoire.models import ImportBatch, ImportLine, User
from territoire.site.imports.preview import told

#: How many lines left aside are shown; the file has all of them.
SHOWN = 25


def shown(batch: ImportBatch, user: User) -> dict[str, Any]:
    """Return what the page shows."""
    counts = [batch.counts.get(str(sheet.position), {}) for sheet in batch.sheets.all()]
    totals = {str(outcome): sum(one.get(outcome, 0) for one in counts) for outcome in (*Outcome, "out")}
    return {
        "batch": batch,
        "totals": totals,
        "left_out": sum(totals[name] for name in (Outcome.REFUSED, Outcome.DOUBTFUL, "out")),
        "tables": sum(1 for sheet in batch.sheets.all() if left_out.lines_of(sheet).exists()),
        "aside": _aside(batch),
        "undone": [
            (title, _counted(counts))
            for name, title in (
                ("removed", _("What is deleted")),
                ("restored", _("What is again as before")),
                ("not_restored", _("What somebody changed since, and stays so")),
            )
            if (counts := batch.report.get(name, {}))
        ],
        "kept": _kept(batch, user),
        "persons": batch.report.get("persons", 0),
        "untold": batch.report.get("untold", 0),
    }


def _aside(batch: ImportBatch) -> list[tuple[ImportLine, str, str, str]]:
    """Return the first lines that stayed aside, with what else they say, why, and how to mend them."""
    sheets = batch.sheets.all()
    lines = chain.from_iterable(((line, s) for line in left_out.lines_of(s)[:SHOWN]) for s in sheets)
    return [
        (line, told(line, sheet), left_out.why(line, sheet), left_out.mending(line))
        for line, sheet in islice(lines, SHOWN)
    ]


def _counted(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(apps.get_model(label)._meta.verbose_name_plural), count) for label, count in counts.items()]


def _kept(batch: ImportBatch, user: User) -> list[dict[str, Any]]:
    """Return what stays, with why; what rests on it is named by its kind alone, as it may be hidden."""
    kept = batch.report.get("kept", {})
    named = {(one["model"], one["why"]): [] for one in kept.get("named", ())}
    for one in kept.get("named", ()):
        model = apps.get_model(one["model"])
        rows = model._default_manager.all()
        rows = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
        if record := rows.filter(pk=one["pk"]).first():
            named[one["model"], one["why"]].append(record)
    shown = []
    for key, count in kept.get("counts", {}).items():
        label, why = key.split(":")
        what = str(apps.get_model(label)._meta.verbose_name_plural)
        shown.append({"what": what, "count": count, "why": _why(why), "records": named.get((label, why), [])})
    return shown


def _why(why: str) -> str:
    if why == "changed":
        return _("somebody changed it since")
    return _("something was registered on it since (%(what)s)") % {
        "what": apps.get_model(why)._meta.verbose_name_plural
    }
