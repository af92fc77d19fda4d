"""The queue of who moderates, and their gestures: found fine, hidden, shown again, answered, merged."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.actions import merges
from actors.enums import CompetenceStatus
from actors.models import Actor, Competence
from territoire.actions import moderation as fate
from territoire.actions import reports as answers
from territoire.enums import ReportState
from territoire.models import User
from territoire.moderation import moderates
from territoire.site import moderation, reports
from territoire.site.moderation_forms import AnswerForm, HideForm, QueueFilter, SameAsForm
from territoire.views import check

BY_PAGE = 20
READ_AND_SEND = ["GET", "HEAD", "POST"]


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits for who moderates."""
    if not moderates(request.user):
        raise PermissionDenied
    asked = QueueFilter(request.GET)
    understood = asked.is_valid()
    rows = (
        moderation.waiting(request.user, asked.cleaned_data["quoi"], asked.cleaned_data["territoire"])
        if understood
        else Competence.objects.none()
    )
    page = Paginator(rows, BY_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": asked,
        "page_obj": page,
        "items": moderation.items(page.object_list),
        "is_filtered": bool(request.GET.get("quoi") or request.GET.get("territoire")),
        "here": request.get_full_path(),
    }
    return render(request, "site/moderation.html", context)


@require_POST
def review(request: HttpRequest, slug: str, model) -> HttpResponse:
    """Say that a new record was looked at and is fine."""
    record = _moderated(request.user, model, slug)
    fate.review(record, by=request.user)
    messages.success(request, _("“%(name)s” is looked at.") % {"name": record})
    return _back(request, record.get_absolute_url())


@require_http_methods(READ_AND_SEND)
def hide(request: HttpRequest, slug: str, model) -> HttpResponse:
    """Hide a record, with a reason shown to its keepers."""
    record = _moderated(request.user, model, slug)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fate.hide(record, form.cleaned_data["reason"], by=request.user)
        messages.success(
            request, _("“%(name)s” is hidden; this can be undone on its page.") % {"name": record}
        )
        record = model.objects.get(pk=record.pk)
        return _back(request, record.get_absolute_url())
    return render(request, "site/hide.html", {"form": form, "record": record, "next": _next(request)})


@require_POST
def show_again(request: HttpRequest, slug: str, model) -> HttpResponse:
    """Undo the hiding of a record."""
    record = _moderated(request.user, model, slug)
    try:
        fate.show_again(record, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("“%(name)s” is shown again.") % {"name": record})
    return redirect(model.objects.get(pk=record.pk))


@require_http_methods(READ_AND_SEND)
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer a report: mended, or left as it is, and one sentence for who sent it."""
    report = reports.answered_by(request.user, uid)
    if report is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answers.answer(
                report, ReportState(form.cleaned_data["state"]), form.cleaned_data["answer"], by=request.user
            )
        except answers.AlreadyAnsweredError:
            messages.info(request, _("Somebody answered this report meanwhile."))
        else:
            messages.success(request, _("Answered: who sent the report can read it."))
        return _back(request, reverse("site:moderation"))
    context = {"form": form, "report": report, "next": _next(request)}
    return render(request, "site/answer_report.html", context)


@require_http_methods(READ_AND_SEND)
def same_as(request: HttpRequest, slug: str) -> HttpResponse:
    """Merge a proposed competence with one that exists."""
    competence = _proposed(request.user, slug)
    form = SameAsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            merges.merge_competences(form.cleaned_data["kept"], competence, by=request.user)
        except merges.MergeRefusedError as refused:
            form.add_error("kept", str(refused))
        else:
            messages.success(
                request,
                _("“%(name)s” is merged with “%(kept)s”.")
                % {"name": competence, "kept": form.cleaned_data["kept"]},
            )
            return _back(request, reverse("site:moderation"))
    context = {"form": form, "competence": competence, "next": _next(request)}
    return render(request, "site/same_as.html", context)


def _moderated(user: User, model, slug: str):
    record = get_object_or_404(model.objects.visible_to(user), slug=slug)
    check(user, "actors.moderate_actor" if model is Actor else "projects.moderate_project", record)
    return record


def _proposed(user: User, slug: str) -> Competence:
    """Return a proposed competence on which `user` decides."""
    competence = get_object_or_404(moderation.decided_competences(user), slug=slug)
    check(user, "actors.moderate_competence", competence)
    if competence.status != CompetenceStatus.PROPOSED:
        raise Http404
    return competence


def _next(request: HttpRequest) -> str:
    """Return the page of the queue that one came from, empty when it is none."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours and asked.startswith(reverse("site:moderation")) else ""


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    moderation.forget_count(request.user)
    return HttpResponseRedirect(_next(request) or otherwise)
