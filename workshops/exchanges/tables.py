"""The post-its of a workshop as lines of a table: for who leads it, by nobody in particular."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from territoire.exchanges.writing.lists import column
from territoire.exchanges.writing.values import Column, Thing
from workshops.models import Note, Outcome


def columns() -> tuple[Column, ...]:
    """Return the columns of post-its."""
    return (
        column(Note, "question", width=40),
        column(Note, "group", width=24),
        column(Note, "text", code="name", width=60),
        column(Note, "kind"),
        Column("dots", _("Dots"), "number", width=8),
        Column("became", _("Became"), "list", width=40),
        Column("written", _("Written at"), width=18),
    )


def things(notes: Iterable[Note], became: dict[int, list[Outcome]], page: str) -> Iterator[Thing]:
    """Go through post-its, which count their dots (`put`); who wrote them is not said."""
    for note in notes:
        values = {
            "question": note.question.text,
            "group": note.group.name if note.group else "",
            "kind": str(note.get_kind_display()),
            "dots": note.put,  # type: ignore[attr-defined]  # annotated
            "became": tuple(f"{one.get_becomes_display()} : {one.thing}" for one in became.get(note.pk, ())),
            "written": f"{timezone.localtime(note.written_at):%Y-%m-%d %H:%M}",
        }
        yield Thing(str(note.uid), note.text, _("Post-it"), page, values=values)
