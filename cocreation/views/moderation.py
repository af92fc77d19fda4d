"""What is wrong with what people wrote: reported by anyone, hidden and shown again by who moderates the place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from cocreation.models import IdeaReport, StatementReport, TrainingReport
from territoire import hiding
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
    return hiding.hide(request, record, request.user, record.get_absolute_url())


@require_POST
def show_again(request: HttpRequest, model, **kwargs) -> HttpResponse:
    """Undo the hiding."""
    record = _moderated(request.user, model, kwargs)
    return hiding.show_again(request, record, request.user, record.get_absolute_url())


def _moderated(user, model, named):
    record = _found(user, model, named)
    check(user, f"cocreation.moderate_{model.subject_field}", record)
    return record


def _found(user, model, named):
    return get_object_or_404(
        model._meta.get_field(model.subject_field).related_model.objects.visible_to(user),
        **{name: value for name, value in named.items() if name in ("uid", "slug")},
    )
