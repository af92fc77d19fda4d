"""The page by which anyone says that something is wrong with a record; each app gives it its own records."""

import uuid

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from territoire.actions import reports
from territoire.enums import ReportReason
from territoire.form_fields import ChoiceCards
from territoire.forms import OnceForm
from territoire.models import Report
from territoire.throttling import spend, too_many


class ReportForm(OnceForm):
    """What is wrong, in a choice and a few words."""

    # Robots fill in every field; people do not see this one.
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        fields = ["reason", "message"]
        widgets = {"reason": ChoiceCards, "message": forms.Textarea({"rows": 5})}
        help_texts = {
            "message": _(
                "What should be mended, and how you know. Do not say who you are: nobody needs it to answer."
            )
        }
        error_messages = {"reason": {"required": _("Choose what comes closest.")}}

    def __init__(self, *args, **kwargs):
        """Offer the reasons alone."""
        super().__init__(*args, **kwargs)
        reasons = self.fields["reason"]
        reasons.choices = ReportReason.choices  # type: ignore[attr-defined]

    def clean_website(self) -> str:
        """Refuse what only a robot fills in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty: only robots fill it in."), code="robot")
        return ""

    def clean_submission(self) -> uuid.UUID:
        """Return the token of the form."""
        return self.cleaned_data["submission"] or uuid.uuid4()


@method_decorator(login_not_required, name="dispatch")
class ReportView(FormView):
    """Report a record that one sees; who sends it is led to the page that says what becomes of it."""

    template_name = "territoire/report_form.html"
    model: type[Report]

    def get_subject(self):
        """Return the record of the address, 404 when it cannot be seen."""
        raise NotImplementedError

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Find the record before anything else."""
        super().setup(request, *args, **kwargs)
        self.subject = self.get_subject()

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Count what is sent, not what is read."""
        wait = spend("report", request)
        return too_many(request, wait=wait) if wait else super().post(request, *args, **kwargs)

    def get_form_class(self):
        """Return the form for the model."""
        return forms.modelform_factory(self.model, ReportForm)

    def get_form_kwargs(self):
        """Report this record."""
        report = self.model(**{self.model.subject_field: self.subject})
        return super().get_form_kwargs() | {"instance": report}

    def get_context_data(self, **kwargs):
        """Name the record."""
        report = self.model(**{self.model.subject_field: self.subject})
        told = {name: getattr(report, name) for name in ("subject_name", "subject_url", "subject_words")}
        return super().get_context_data(**told, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """Register it once, and lead to what becomes of it."""
        sent = reports.send(form.instance, form.cleaned_data["submission"], by=self.request.user)
        return HttpResponseRedirect(sent.get_absolute_url())
