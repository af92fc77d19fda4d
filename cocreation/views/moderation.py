"""What is wrong with what people wrote: reported by anyone, hidden and shown again by who moderates the place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cocreation.actions import moderation
from cocreation.forms.diagnosis import HideForm
from cocreation.models import IdeaReport, StatementReport, TrainingReport
from cocreation.views.pages import act, form_page
from territoire.reporting import ReportView
from territoire.views import check


class StatementReportCreate(ReportView):
    """Report a statement that one reads."""

    model = StatementReport

    def get_subject(self):
        """Return the statement of the address."""
        return _found(self.request.user, StatementReport, self.kwargs)


class IdeaReportCreate(ReportView):
    """Report an idea that one reads."""

    model = IdeaReport

    def get_subject(self):
        """Return the idea of the address."""
        return _found(self.request.user, IdeaReport, self.kwargs)


class TrainingReportCreate(ReportView):
    """Report a training session that one sees."""

    model = TrainingReport

    def get_subject(self):
        """Return the session of the address."""
        return _found(self.request.user, TrainingReport, self.kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, model, **kwargs) -> HttpResponse:
    """Hide it, with a reason for who wrote it."""
    record = _moderated(request.user, model, kwargs)
    form = HideForm(request.POST or None)
    done = act(
        request,
        form,
        lambda: moderation.hide(record, form.cleaned_data["reason"], by=request.user),
        _("Hidden; this can be undone."),
        record.get_absolute_url(),
    )
    return done or form_page(
        request,
        form,
        None,
        title=_("Hide what was written"),
        lead=str(record),
        action_label=_("Hide it"),
        cancel_url=record.get_absolute_url(),
    )


@require_POST
def show_again(request: HttpRequest, model, **kwargs) -> HttpResponse:
    """Undo the hiding."""
    record = _moderated(request.user, model, kwargs)
    moderation.show_again(record, by=request.user)
    messages.success(request, _("It is shown again."))
    return HttpResponseRedirect(record.get_absolute_url())


def _moderated(user, model, named):
    record = _found(user, model, named)
    check(user, f"cocreation.moderate_{model.subject_field}", record)
    return record


def _found(user, model, named):
    return get_object_or_404(
        model._meta.get_field(model.subject_field).related_model.objects.visible_to(user),
        **{name: value for name, value in named.items() if name in ("uid", "slug")},
    )
