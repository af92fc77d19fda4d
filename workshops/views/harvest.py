"""What comes out of a workshop: post-its turned into the map one by one, and what it gained."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actors import duplicates
from actors.models import Actor
from projects.enums import NeedKind
from projects.permissions import contribute_to_project
from projects.views.needs import ICONS as NEED_ICONS
from territoire.exchanges.writing import answers, lists
from workshops.actions import outcomes
from workshops.analysis.gained import gained
from workshops.enums import Becomes
from workshops.exchanges import tables
from workshops.forms.turning import FORMS
from workshops.models import Note, Outcome, Workshop
from workshops.views.pages import led_or_refused

ICONS = {
    Becomes.ACTOR: "people",
    Becomes.NEED: "puzzle",
    Becomes.COMPETENCE: "mortarboard",
    Becomes.RESOURCE: "box-seam",
    Becomes.TIE: "link-45deg",
    Becomes.IDEA: "lightbulb",
    Becomes.STATEMENT: "clipboard-check",
}


@require_safe
def harvest(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the map gained, and the post-its, question by question, with what became of each."""
    workshop = led_or_refused(request.user, slug)
    notes, became = written(workshop), became_of(workshop)
    questions: dict[int, dict[str, Any]] = {
        one.pk: {"question": one, "notes": []} for one in workshop.questions.all()
    }
    for note in notes.order_by("group__position", "group", "pk"):
        questions[note.question_id]["notes"].append({"note": note, "became": became.get(note.pk, [])})
    shown = [one for one in questions.values() if one["notes"]]
    context = {
        "workshop": workshop,
        "questions": shown,
        "gained": gained(workshop, request.user),
        "export": lists.menu(request),
    }
    return render(request, "workshops/harvest.html", context)


def written(workshop: Workshop):
    """Return the post-its on the wall."""
    return Note.objects.shown().filter(question__workshop=workshop).select_related("group", "question")


def became_of(workshop: Workshop) -> dict[int, list[Outcome]]:
    """Return what became of each post-it, by its key."""
    became: dict[int, list[Outcome]] = {}
    for one in outcomes.of_workshop(workshop):
        became.setdefault(one.note_id, []).append(one)
    return became


@answers.for_accounts
def harvest_file(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Give the post-its, question by question, with their dots and what became of each."""
    workshop = led_or_refused(request.user, slug)
    notes = written(workshop).annotate(put=Count("dots"))
    return lists.answer(
        request,
        ending,
        title=f"{_('Harvest')} – {workshop.name}",
        stem=_("harvest"),
        columns=tables.columns(),
        things=tables.things(
            notes.order_by("question__position", "question", "group__position", "group", "pk"),
            became_of(workshop),
            request.build_absolute_uri(workshop.get_absolute_url()),
        ),
    )


def turn(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Turn a post-it into what `?devient=` says, by a form that begins with its words."""
    workshop = led_or_refused(request.user, slug)
    note = get_object_or_404(
        Note.objects.shown().select_related(
            "question__workshop__project__territory", "question__workshop__territory"
        ),
        question__workshop=workshop,
        uid=uid,
    )
    becomes, kind = _asked(request, workshop, note)
    form = _form(request, note, becomes, kind) if becomes and (becomes != Becomes.NEED or kind) else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            outcome = form.turn()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("Noted: it was on the map already.") if outcome.known else _("Noted: the map gained it.")
            messages.success(request, said)
            return redirect(_next(workshop, note) or reverse("workshops:harvest", args=[slug]))
    return render(request, "workshops/turn.html", _context(request, note, becomes, kind, form))


def _asked(request: HttpRequest, workshop: Workshop, note: Note) -> tuple[Becomes | None, NeedKind | None]:
    asked = request.GET.get("devient") or note.question.becomes
    offered = _offered(request.user, workshop)
    becomes = Becomes(asked) if asked in offered else None
    kind = request.GET.get("genre", "")
    return becomes, NeedKind(kind) if kind in NeedKind.values else None


def _offered(user, workshop: Workshop) -> list[str]:
    """Return what a post-it may become here: a need asks for a project that one contributes to."""
    needs = workshop.project is not None and contribute_to_project(user, workshop.project)
    return [one for one in Becomes.values if needs or one != Becomes.NEED]


def _form(request: HttpRequest, note: Note, becomes: Becomes, kind: NeedKind | None):
    given: dict[str, Any] = {"note": note, "user": request.user}
    if becomes == Becomes.NEED:
        given["kind"] = kind
    return FORMS[becomes](request.POST or None, **given)


def _context(request: HttpRequest, note: Note, becomes, kind, form) -> dict[str, Any]:
    workshop = note.question.workshop
    seen = Actor.objects.visible_to(request.user).filter(merged_into=None, archived_at=None)
    return {
        "workshop": workshop,
        "note": note,
        "form": form,
        "becomes": becomes,
        "choices": [
            {"value": one, "label": Becomes(one).label, "icon": ICONS[Becomes(one)]}
            for one in _offered(request.user, workshop)
        ],
        "kinds": _need_kinds() if becomes == Becomes.NEED and kind is None else [],
        "became": list(outcomes.of_workshop(workshop).filter(note=note)),
        "alike": duplicates.likely(seen, name=note.text[:200], seat=workshop.where)
        if becomes == Becomes.ACTOR
        else [],
    }


def _need_kinds() -> list[dict[str, Any]]:
    return [{"value": one.value, "label": one.label, "icon": NEED_ICONS[one]} for one in NeedKind]


def _next(workshop: Workshop, note: Note) -> str:
    """Return the address of the next post-it of the question that became nothing yet, none at the end."""
    left = Note.objects.shown().filter(question=note.question, outcomes=None, pk__gt=note.pk)
    found = left.order_by("pk").first()
    return reverse("workshops:turn", args=[workshop.slug, found.uid]) if found else ""


@require_POST
def undo(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Forget that something came of a post-it."""
    workshop = led_or_refused(request.user, slug)
    outcomes.undo(get_object_or_404(Outcome, workshop=workshop, uid=uid), by=request.user)
    messages.success(request, _("Undone here; what is on the map stays there."))
    return redirect("workshops:harvest", slug)
