"""Blank sheets to fill in by hand, A3 or A4: circles and Net-Map (data of `templates/documents/sheet.typ`)."""

from typing import Any

from django.utils.translation import gettext as _

from actors.models import Actor, ActorFamily, PartnershipKind
from projects.models import Degree
from territoire import documents, qr
from workshops.enums import SheetKind
from workshops.models import Workshop

#: More names leave no room to draw.
MOST_NAMES = {"a3": 44, "a4": 34}
LONGEST_NAME = 60


def pdf(workshop: Workshop, kind: SheetKind, paper: str, actors: list[Actor], *, address: str) -> bytes:
    """Draw a sheet; `actors` are listed with numbers, so that one writes numbers; `address` is where one keys it in."""
    told = data(workshop, kind, paper, actors)
    return documents.pdf("sheet.typ", told, pictures={"qr": qr.code(address).svg})


def data(workshop: Workshop, kind: SheetKind, paper: str, actors: list[Actor]) -> dict[str, Any]:
    """Return all that the sheet says, in plain values."""
    names = [_cut(actor.name) for actor in actors[: MOST_NAMES[paper]]]
    circles = kind == SheetKind.CIRCLES
    return {
        "paper": paper,
        "kind": kind.value,
        "title": str(kind.label),
        "about": f"{workshop.name} · {workshop.subject}",
        "names": names,
        "names_title": _("Known already: write their numbers"),
        "rings": [one.name for one in Degree.objects.order_by("-value")] if circles else [],
        "families": [one.name for one in ActorFamily.objects.all()] if circles else [],
        "kinds": [] if circles else [one.name for one in PartnershipKind.objects.all()[:8]],
        "steps": _circle_steps() if circles else _net_map_steps(),
        "words": {
            "ties": _("Ties: a colour for each kind"),
            "towers": _("Towers: influence, 1 to 5 pieces"),
            "qr": _("Code that opens the page on which the sheet is keyed in"),
            "key": _("Then key it in"),
            "group": _("Table:"),
        },
    }


def _circle_steps() -> list[str]:
    return [
        _("Write each actor once, in the sector of its family."),
        _("The more it is involved, the nearer to the middle."),
        _("Leave no doubt: one ring for each."),
    ]


def _net_map_steps() -> list[str]:
    return [
        _("Who has a say? Write each actor on a small card and lay it down."),
        _("Who is tied to whom? Draw arrows, a colour for each kind."),
        _("Who can change what happens? Pile up 1 to 5 pieces on each card, and write how many."),
    ]


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
