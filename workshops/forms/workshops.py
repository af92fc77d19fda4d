"""Forms on a workshop: when, where, what for, what is asked, what was said."""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from territoire.form_fields import ChoiceCards, RichTextField
from territoire.forms import LAST_DAY, DayInput, OnceForm, RecordForm
from workshops.models import Question, Sequence, Workshop, read_agenda
from workshops.reference.sequences import shipped

NO_QUESTION = ""


class HourInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs=None):
        """Write hours as the browser's clock wants them."""
        super().__init__(attrs, format="%H:%M")


class WorkshopForm(RecordForm):
    """When, where and what for."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    begins = forms.TimeField(label=_("Begins at"), widget=HourInput)
    ends = forms.TimeField(label=_("Ends at"), widget=HourInput)

    class Meta:
        model = Workshop
        fields = ["name", "place", "aim", "agenda", "visibility"]
        widgets = {
            "aim": forms.Textarea({"rows": 3}),
            "agenda": forms.Textarea({"rows": 5, "placeholder": "18:00 …"}),
            "visibility": ChoiceCards,
        }
        field_classes = {"aim": RichTextField}
        help_texts = {
            "agenda": _("A line for each part: a time, then what happens. For example: 18:30 Welcome."),
            "visibility": _(
                "Its day, place, aim and agenda. What is written on the board is for who leads it and who takes part."
            ),
        }

    def __init__(self, *args, **kwargs):
        """Part its two moments into a day and two hours."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            begins, ends = map(timezone.localtime, (self.instance.begins_at, self.instance.ends_at))
            self.initial |= {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}
        self.order_fields(["name", "day", "begins", "ends"])

    def clean_day(self):
        """Refuse what is no day of ours."""
        day = self.cleaned_data["day"]
        if not day.year > 1900 or day > LAST_DAY:
            raise ValidationError(_("Choose a day nearer to us."), code="far")
        return day

    def clean_agenda(self) -> str:
        """Want a time on each line."""
        read_agenda(self.cleaned_data["agenda"])
        return self.cleaned_data["agenda"]

    def clean(self):
        """Put day and hours together; what ends before it begins ends on the next day, if that is soon."""
        cleaned = super().clean()
        if {"day", "begins", "ends"} <= cleaned.keys():
            begins = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["begins"]))
            ends = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["ends"]))
            if ends <= begins and cleaned["ends"].hour < 5:
                ends += timedelta(days=1)
            if ends <= begins:
                self.add_error("ends", _("The end must come after the beginning."))
            self.instance.begins_at, self.instance.ends_at = begins, ends
        return cleaned

    def _get_validation_exclusions(self):
        """Leave out the two moments where there are none yet."""
        missing = {"begins_at", "ends_at"} if self.instance.ends_at is None else set()
        return super()._get_validation_exclusions() | missing


class WorkshopCreateForm(WorkshopForm, OnceForm):
    """A workshop to set, from a sequence of questions or none."""

    sequence = forms.ChoiceField(
        label=_("Questions to begin with"),
        required=False,
        widget=ChoiceCards,
        help_text=_("They can all be changed, before the workshop or during it."),
    )

    def __init__(self, *args, by, **kwargs):
        """Offer the sequences that come with the project, and one's own."""
        super().__init__(*args, **kwargs)
        self.own = {f"own-{one.uid}": one for one in Sequence.objects.visible_to(by)}
        self.shipped = {one.code: one for one in shipped()}
        self.fields["sequence"].choices = [
            *((code, one.name) for code, one in self.shipped.items()),
            *((code, one.name) for code, one in self.own.items()),
            (NO_QUESTION, _("None: I write my own")),
        ]
        self.fields["sequence"].initial = shipped()[0].code

    def questions(self) -> list[dict]:
        """Return the questions of the sequence chosen."""
        chosen = self.cleaned_data["sequence"]
        found = self.own.get(chosen) or self.shipped.get(chosen)
        return list(found.questions) if found else []


class MinutesForm(RecordForm):
    """What was said and decided."""

    class Meta:
        model = Workshop
        fields = ["minutes", "minutes_shown"]
        widgets = {"minutes": forms.Textarea({"rows": 16})}
        field_classes = {"minutes": RichTextField}
        help_texts = {"minutes": _("Who was there, what was said, what is decided, who does what by when.")}


class QuestionForm(RecordForm):
    """A question and how it is answered."""

    class Meta:
        model = Question
        fields = ["text", "hint", "becomes", "dots"]
        widgets = {"dots": forms.NumberInput({"min": 1, "max": 20, "class": "t-nombre"})}


class QuestionCreateForm(QuestionForm, OnceForm):
    """A question to add."""


class SequenceNameForm(forms.Form):
    """The name under which questions are kept."""

    name = forms.CharField(label=_("Name of the sequence"), max_length=120)


class InviteForm(forms.Form):
    """A few words of one's own in the invitation."""

    words = forms.CharField(
        label=_("A few words of yours"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Day, place, aim and the way to answer are in the message already."),
    )
