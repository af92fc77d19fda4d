"""The pages of imports; each is its sender's alone (and admins')."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from projects.models import Project
from territoire import tables
from territoire.enums import ImportState
from territoire.exchanges.values import Unreadable
from territoire.imports import left_out, looking, queue
from territoire.models import ImportBatch, ImportLine, ImportSheet
from territoire.site.imports import decisions, preview, registry, report
from territoire.site.imports.forms import PlaceForm, SendForm, SheetForm
from territoire.throttling import throttle

RECENT = 10


@throttle("export")
def send(request: HttpRequest) -> HttpResponse:
    """Take a file, or names; show the imports sent lately."""
    form = SendForm(request.POST or None, request.FILES or None, user=request.user, initial=_initial(request))
    if request.method == "POST" and form.is_valid() and (batch := _look(request, form)):
        return redirect("imports:columns", batch.uid)
    recent = ImportBatch.objects.filter(created_by=request.user)[:RECENT]
    return render(request, "imports/send.html", {"form": form, "recent": recent})


def _initial(request: HttpRequest) -> dict:
    """Start from the project in the address (`?projet=`)."""
    projects = Project.objects.visible_to(request.user).filter(slug=request.GET.get("projet", ""))
    return {"team": projects.values_list("team", flat=True).first()}


def _look(request: HttpRequest, form: SendForm) -> ImportBatch | None:
    said, sent, project = form.cleaned_data, form.cleaned_data["file"], form.project()
    name = sent.name if sent else registry.PASTED
    label = sent.name if sent else _("Pasted names")
    batch = ImportBatch(
        label=label[:200],
        created_by=request.user,
        source=said["source"] or (label.rsplit(".", 1)[0] if sent else ""),
        team=said["team"],
        project_uid=project and project.uid,
        family=said["family"].code if said["family"] else "",
        place=said["place"],
        visibility=said["visibility"],
    )
    content = sent.read() if sent else said["names"].encode()
    try:
        return looking.look(batch, content, name, read=registry.read, kinds=registry.KINDS.values())
    except Unreadable as error:
        form.add_error("file" if sent else "names", str(error))
        return None


def columns(request: HttpRequest, uid) -> HttpResponse:
    """Check what each sheet and column stands for, then compare the lines with what is registered."""
    batch = _own(request, uid)
    if batch.state not in (ImportState.LOOKED, ImportState.READY):
        return redirect(batch)
    sheets = list(batch.sheets.all())
    if "again" in request.POST:
        return _match_again(request, batch, sheets)
    forms = [SheetForm(request.POST or None, sheet=sheet) for sheet in sheets]
    valid = [form.is_valid() for form in forms]  # each of them says what is wrong with it
    if request.method == "POST" and all(valid):
        for form in forms:
            form.save()
        if any(sheet.kind for sheet in sheets):
            looking.remember(batch, request.user)
            queue.ask(batch, ImportState.TO_READ)
            return redirect(batch)
        messages.error(request, _("Say what the lines of one sheet at least are."))
    return render(request, "imports/columns.html", {"batch": batch, "forms": forms})


def _match_again(request: HttpRequest, batch: ImportBatch, sheets: list[ImportSheet]) -> HttpResponse:
    """Match the columns anew for the kinds of lines that were just chosen."""
    for sheet in sheets:
        code = request.POST.get(f"s{sheet.position}-kind", "")
        if code != sheet.kind:
            looking.match_again(sheet, registry.KINDS.get(code))
    return redirect("imports:columns", batch.uid)


@require_safe
def one(request: HttpRequest, uid) -> HttpResponse:
    """Show where an import stands: how far it is, what it would do, or what it did."""
    batch = _own(request, uid)
    if batch.state == ImportState.LOOKED and not batch.problem:
        return redirect("imports:columns", batch.uid)
    if batch.is_waiting:
        template = "imports/progress.html#bar" if request.htmx else "imports/progress.html"
        response = render(request, template, {"batch": batch})
    elif request.htmx:
        # What was waited for is there: the whole page changes.
        response = HttpResponse(headers={"HX-Refresh": "true"})
    elif batch.state in (ImportState.READY, ImportState.LOOKED):
        response = render(request, "imports/preview.html", preview.shown(batch, request))
    else:
        response = render(request, "imports/report.html", report.shown(batch, request.user))
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def mend(request: HttpRequest, uid, position: int) -> HttpResponse:
    """Write other texts in the place of those of the file, decide of possible duplicates, leave lines out."""
    batch = _own(request, uid)
    sheet = get_object_or_404(ImportSheet, batch=batch, position=position)
    if batch.state == ImportState.READY and "place" in request.POST:
        return _give_place(request, batch)
    if batch.state == ImportState.READY:
        changed = decisions.take(sheet, request.POST, registry.run(batch))
        if changed:
            messages.success(request, _("Compared again: %(count)d lines.") % {"count": changed})
    kept = request.POST.get("onglet", "")
    return HttpResponseRedirect(
        f"{batch.get_absolute_url()}?feuille={position}&onglet={kept if kept.isalpha() else ''}"
    )


def _give_place(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Place all the lines that say no commune, and compare the file again."""
    form = PlaceForm(request.POST)
    if form.is_valid():
        batch.place = form.cleaned_data["place"]
        batch.save(update_fields=["place"])
        queue.ask(batch, ImportState.TO_READ)
    else:
        messages.error(request, _("Choose a commune in the list."))
    return redirect(batch)


@require_POST
def confirm(request: HttpRequest, uid) -> HttpResponse:
    """Import the lines that are ready; with `how=all`, nothing as long as a line stays aside.

    What changes meanwhile is seen by the worker, which then writes nothing.
    """
    batch = _own(request, uid)
    if request.POST.get("how") == "all" and (aside := preview.left_out(batch)):
        told = ngettext(
            "Nothing is imported: %(count)d line stays aside. Mend it, or leave it out.",
            "Nothing is imported: %(count)d lines stay aside. Mend them, or leave them out.",
            aside,
        )
        messages.error(request, told % {"count": aside})
    else:
        queue.ask(batch, ImportState.TO_APPLY)
    return redirect(batch)


@require_safe
@throttle("export")
def left_out_file(request: HttpRequest, uid, ending: str) -> HttpResponse:
    """Give the lines left out as a file, to mend and send again."""
    batch = _own(request, uid)
    found = left_out.tables(batch)
    stem = _("%(label)s left out") % {"label": batch.label.rsplit(".", 1)[0]}
    if ending == "csv" and len(found) == 1:
        return tables.csv_response(found[0], stem)
    if not found:
        return redirect(batch)
    return tables.xlsx_response(found, stem, title=stem)


def undo(request: HttpRequest, uid) -> HttpResponse:
    """Ask, then undo a whole import."""
    batch = _own(request, uid)
    if batch.state != ImportState.APPLIED or batch.context is None:
        return redirect(batch)
    if request.method == "POST":
        queue.ask(batch, ImportState.TO_UNDO)
        return redirect(batch)
    words = {
        "question": _("Undo the import “%(label)s”?") % {"label": batch.label},
        "text": _("What it added is deleted, what it changed comes back as it was."),
        "kept": _("What somebody changed since, or on which something rests, stays: you will be told what."),
        "action_label": _("Undo the import"),
        "cancel_url": batch.get_absolute_url(),
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


def give_up(request: HttpRequest, uid) -> HttpResponse:
    """Ask, then forget a file that was not imported, with what was mended and decided of it."""
    batch = _own(request, uid)
    if batch.state not in (ImportState.LOOKED, ImportState.READY):
        return redirect(batch)
    if request.method == "POST":
        batch.delete()
        messages.success(request, _("Forgotten: nothing was imported."))
        return redirect("imports:send")
    lines = ImportLine.objects.filter(sheet__batch=batch)
    worked_on = lines.exclude(mended={}, choice="").count()
    lost = ngettext(
        "What you mended or decided on %(count)d line goes with it.",
        "What you mended or decided on %(count)d lines goes with it.",
        worked_on,
    )
    words = {
        "question": _("Forget the file “%(label)s”?") % {"label": batch.label},
        "text": lost % {"count": worked_on} if worked_on else "",
        "kept": _("Nothing of it was imported."),
        "action_label": _("Forget this file"),
        "cancel_url": batch.get_absolute_url(),
        "danger": True,
    }
    return render(request, "components/confirm.html", words)


def _own(request: HttpRequest, uid) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.visible_to(request.user), uid=uid)
