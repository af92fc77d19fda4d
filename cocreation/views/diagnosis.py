"""Shared diagnoses: read, rated, opened, closed; statements added and mended."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cocreation.actions import diagnoses, statements
from cocreation.analysis.board import board
from cocreation.analysis.versions import compare
from cocreation.forms.diagnosis import (
    OpenForm,
    OpinionsForm,
    SettingsForm,
    StatementChangeForm,
    StatementForm,
    own_family,
)
from cocreation.models import Diagnosis, Statement, subject_url
from cocreation.permissions import facilitates
from cocreation.views.pages import act, around, form_page, once, subject_or_404, tell
from projects.models import Project
from territoire.exchanges.writing import lists
from territoire.models import Territory
from territoire.throttling import throttle
from territoire.views import check

READ_AND_SEND = ["GET", "HEAD", "POST"]
CONDUCT, TAKE_PART = "cocreation.conduct_diagnosis", "cocreation.take_part_in_diagnosis"


@require_safe
@login_not_required
@throttle("search")
def diagnosis_page(request: HttpRequest, slug: str = "", code: str = "") -> HttpResponse:
    """Show the version asked for (`?version=`), else the latest that one may read."""
    subject = subject_or_404(request.user, slug=slug, code=code)
    versions = list(Diagnosis.objects.visible_to(request.user).about(subject))
    asked = request.GET.get("version", "")
    diagnosis = next((one for one in versions if str(one.number) == asked), versions[0] if versions else None)
    of_project = isinstance(subject, Project)
    conducts = request.user.has_perm(_opening(subject), subject)
    takes_part = bool(diagnosis) and request.user.has_perm(TAKE_PART, diagnosis)
    context = {
        **around(subject),
        "subject": subject,
        "versions": versions,
        "diagnosis": diagnosis,
        "conducts": conducts,
        # A version that one may not read is not told of.
        "may_open": conducts and not Diagnosis.objects.about(subject).open().exists(),
        "speaks": bool(diagnosis) and diagnosis.is_open and takes_part,
        "takes_part": takes_part,
        "moderates": facilitates(request.user, subject.territory if of_project else subject),
    }
    if diagnosis:
        seen = board(diagnosis, request.user)
        family = seen.voice.family if seen.voice else own_family(request.user) if takes_part else None
        opinions = OpinionsForm(statements=(), initial={"family": family and family.code})
        context |= {"board": seen, "form": opinions, "export": lists.menu(request)}
    return render(request, "cocreation/diagnosis.html", context)


@require_http_methods(READ_AND_SEND)
def start(request: HttpRequest, slug: str = "", code: str = "") -> HttpResponse:
    """Open a first version, or one that begins anew."""
    subject = subject_or_404(request.user, slug=slug, code=code)
    check(request.user, _opening(subject), subject)
    form = OpenForm(request.POST or None, subject=subject)
    url = subject_url(subject)
    done = act(
        request,
        form,
        lambda: diagnoses.start(subject, by=request.user, **form.cleaned_data),
        _("The diagnosis is open: state the first things, then invite the others."),
    )
    return done or form_page(
        request,
        form,
        subject,
        title=_("Open a shared diagnosis"),
        lead=_(
            "Each states what they see, each says how far they agree: what is shared shows, and what is not."
        ),
        action_label=_("Open it"),
        cancel_url=url,
    )


@require_safe
@login_not_required
@throttle("search")
def compare_versions(request: HttpRequest, slug: str = "", code: str = "") -> HttpResponse:
    """Show two versions side by side (`?de=`, `?a=`); the last two, unless said otherwise."""
    subject = subject_or_404(request.user, slug=slug, code=code)
    versions = list(Diagnosis.objects.visible_to(request.user).about(subject))
    numbers = {str(one.number): one for one in versions}
    now = numbers.get(request.GET.get("a", ""), versions[0] if versions else None)
    older = [one for one in versions if now and one.number < now.number]
    then = numbers.get(request.GET.get("de", ""), older[0] if older else None)
    if then and now and then.number > now.number:
        then, now = now, then
    both = then and now and then != now
    context = {
        **around(subject),
        "subject": subject,
        "versions": versions,
        "then": then,
        "now": now,
        "compared": compare(then, now, request.user) if both else None,
        "back": subject_url(subject),
    }
    return render(request, "cocreation/compare.html", context)


@require_http_methods(READ_AND_SEND)
@transaction.atomic
def settings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say who reads a version, and ask one more question in it."""
    diagnosis = diagnosis_or_404(request.user, uid)
    check(request.user, CONDUCT, diagnosis)
    form = SettingsForm(request.POST or None, diagnosis=diagnosis)

    def keep():
        diagnoses.show_to(diagnosis, form.cleaned_data["visibility"], by=request.user)
        if text := form.cleaned_data.get("question"):
            diagnoses.ask(diagnosis, text, by=request.user)

    asked = " · ".join(one.text for one in diagnosis.questions.all())
    done = act(request, form, keep, _("Saved."), diagnosis.get_absolute_url())
    return done or form_page(
        request,
        form,
        diagnosis.subject,
        title=_("Questions and readers"),
        lead=_("Asked already: %(questions)s") % {"questions": asked} if asked else "",
        action_label=_("Save"),
        cancel_url=diagnosis.get_absolute_url(),
    )


@require_http_methods(READ_AND_SEND)
@transaction.atomic
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask whether to close a version, for good, and do it; `suite` begins the next with the same statements."""
    diagnosis = diagnosis_or_404(request.user, uid)
    check(request.user, CONDUCT, diagnosis)
    if request.method != "POST":
        context = {
            "question": _("Close version %(number)d?") % {"number": diagnosis.number},
            "text": _("Nobody can state anything more in it, nor change an opinion."),
            "kept": _("It stays to be read, and to be compared with the next one."),
            "action_label": _("Close"),
            "cancel_url": diagnosis.get_absolute_url(),
            "danger": True,
        }
        return render(request, "components/confirm.html", context)
    if "suite" in request.POST:
        tell(
            request,
            lambda: diagnoses.begin_next(diagnosis, by=request.user),
            _("A new version begins with the same statements; the former one stays to be read."),
        )
    else:
        tell(
            request,
            lambda: diagnoses.close(diagnosis, by=request.user),
            _("This version is closed: it stays to be read."),
        )
    return HttpResponseRedirect(subject_url(diagnosis.subject))


@require_POST
@throttle("write")
def give_opinions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep how far one agrees with each statement."""
    diagnosis = diagnosis_or_404(request.user, uid)
    check(request.user, TAKE_PART, diagnosis)
    seen = Statement.objects.visible_to(request.user).filter(diagnosis=diagnosis)
    form = OpinionsForm(request.POST, statements=seen)
    if not form.is_valid():
        messages.error(request, _("An opinion could not be read: nothing was kept. Try again."))
        return redirect(diagnosis)

    @transaction.atomic
    def keep():
        statements.speak(diagnosis, family=form.cleaned_data["family"], by=request.user)
        for statement, value in form.opinions():
            statements.rate(statement, value, by=request.user)

    tell(request, keep, _("Your opinions are kept. You may change them as long as this version is open."))
    return redirect(diagnosis)


@require_http_methods(READ_AND_SEND)
def state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add a statement; one that says the same is led to."""
    diagnosis = diagnosis_or_404(request.user, uid)
    check(request.user, TAKE_PART, diagnosis)
    asked = {"sort": request.GET.get("sorte", ""), "needs": request.GET.getlist("besoin")}
    form = StatementForm(request.POST or None, diagnosis=diagnosis, user=request.user, initial=asked)

    def register():
        told = form.cleaned_data
        same = statements.alike(diagnosis, told["text"])
        if same is not None and same.hidden_at is None:
            messages.info(request, _("Somebody stated it already: say how far you agree."))
            return same
        added = statements.add(
            diagnosis,
            kind=form.instance.kind,
            question=form.question,
            text=told["text"],
            needs=told.get("needs", ()),
            by=request.user,
        )
        messages.success(request, _("Stated. The others can now say how far they agree."))
        return added

    return once(request, form, register) or form_page(
        request,
        form,
        diagnosis.subject,
        title=_("State something"),
        action_label=_("State it"),
        cancel_url=diagnosis.get_absolute_url(),
    )


@require_http_methods(READ_AND_SEND)
def change_statement(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Mend a statement, or link it to needs."""
    statement = statement_or_404(request.user, uid)
    check(request.user, "cocreation.change_statement", statement)
    url = statement.diagnosis.get_absolute_url()
    before = statement.text
    with transaction.atomic():
        form = StatementChangeForm(request.POST or None, instance=statement, user=request.user)
        valid = request.method == "POST" and form.is_valid()
        told = form.cleaned_data if valid else {}
        statement.text = before
        done = valid and act(
            request,
            form,
            lambda: statements.reword(
                statement, text=told["text"], needs=told.get("needs", ()), by=request.user
            ),
            _("Saved."),
        )
    return done or form_page(
        request,
        form,
        statement.diagnosis.subject,
        title=_("Change the statement"),
        action_label=_("Save"),
        cancel_url=url,
        remove_url="cocreation:statement-remove",
        remove=statement,
    )


@require_http_methods(READ_AND_SEND)
def remove_statement(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask whether to remove a statement, with the opinions on it, and do it."""
    statement = statement_or_404(request.user, uid)
    check(request.user, "cocreation.change_statement", statement)
    if request.method != "POST":
        context = {
            "question": _("Remove this statement?"),
            "text": statement.text,
            "kept": _("What people said of it goes with it. This cannot be undone."),
            "action_label": _("Remove"),
            "cancel_url": statement.get_absolute_url(),
            "danger": True,
        }
        return render(request, "components/confirm.html", context)
    tell(request, lambda: statements.remove(statement, by=request.user), _("The statement is removed."))
    return redirect(statement.diagnosis)


def _opening(subject: Project | Territory) -> str:
    """Return the permission to open a diagnosis there."""
    return f"cocreation.open_{'project' if isinstance(subject, Project) else 'territory'}_diagnosis"


def diagnosis_or_404(user, uid: UUID) -> Diagnosis:
    """Return the version that `user` may read."""
    found = Diagnosis.objects.visible_to(user).select_related("project__territory", "territory")
    return get_object_or_404(found, uid=uid)


def statement_or_404(user, uid: UUID) -> Statement:
    """Return the statement that `user` may read."""
    found = Statement.objects.visible_to(user).select_related(
        "diagnosis__project__territory", "diagnosis__territory", "question"
    )
    return get_object_or_404(found, uid=uid)
