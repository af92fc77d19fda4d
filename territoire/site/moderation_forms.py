"""What who moderates writes: a reason, an answer, what a competence is the same as; and what the queue keeps."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from actors.enums import CompetenceStatus
from actors.models import Competence
from territoire.enums import ReportState
from territoire.form_fields import ChoiceCards
from territoire.forms import RemoteChoice
from territoire.models import Territory
from territoire.moderation import Waiting


class QueueFilter(forms.Form):
    """The filters of the queue, all in its address."""

    quoi = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("Everything that waits")), *Waiting.choices]
    )
    territoire = forms.ModelChoiceField(
        Territory.objects.all(),
        to_field_name="code",
        label=_("Territory, and all within"),
        required=False,
        widget=RemoteChoice(reverse_lazy("site:territory-search"), {"data-placeholder": _("Everywhere")}),
    )

    def __init__(self, *args, **kwargs):
        """Leave "optional" unsaid: every filter is."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.needed = True  # type: ignore[attr-defined]  # see form_fields


class HideForm(forms.Form):
    """Why a record is hidden."""

    reason = forms.CharField(
        label=_("Why, for those who keep the page"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("They read it on the page, mend it, and can show it again."),
        error_messages={"required": _("Say why: those who keep the page must know what to mend.")},
    )


class AnswerForm(forms.Form):
    """What became of a report."""

    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(ReportState.MENDED, _("Mended")), (ReportState.DISMISSED, _("Left as it is"))],
        widget=ChoiceCards,
        error_messages={"required": _("Choose what became of it.")},
    )
    answer = forms.CharField(
        label=_("One sentence for who sent it"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Name nobody: the address of the answer may be passed on."),
        error_messages={"required": _("Write one sentence: what was done, or why nothing was.")},
    )


class SameAsForm(forms.Form):
    """The competence that a proposed one is the same as."""

    kept = forms.ModelChoiceField(
        Competence.objects.filter(status=CompetenceStatus.APPROVED, merged_into=None),
        to_field_name="slug",
        label=_("It is the same as"),
        widget=RemoteChoice(
            reverse_lazy("actors:competence-search"), {"data-placeholder": _("Type the first letters")}
        ),
        help_text=_("Whoever was said to know the one will be said to know the other."),
        error_messages={"required": _("Choose a competence of the list.")},
    )
