"""Forms on what a project counts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import Indicator, Measure
from territoire.forms import LAST_DAY, DayInput, OnceForm, RecordForm

#: A phone shows its digits.
DIGITS = {"inputmode": "decimal", "autocomplete": "off"}


class FigureField(forms.DecimalField):
    """A number as people write it: 1 234,5."""

    def to_python(self, value):
        """Leave out the spaces between thousands."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class IndicatorForm(RecordForm):
    """What is counted, from what, towards what."""

    constraint_fields = {
        "indicator_day_of_a_target": "target_value",
        "indicator_target_after_start": "target_day",
    }

    class Meta:
        model = Indicator
        fields = [
            "name",
            "unit",
            "start_value",
            "start_day",
            "target_value",
            "target_day",
            "method",
            "illustrative",
        ]
        widgets = {
            "start_day": DayInput,
            "target_day": DayInput,
            "start_value": forms.TextInput(DIGITS),
            "target_value": forms.TextInput(DIGITS),
        }
        localized_fields = ["start_value", "target_value"]
        field_classes = {"start_value": FigureField, "target_value": FigureField}
        help_texts = {"illustrative": _("Made up to show how the site works; said so on the screen.")}

    def clean_start_day(self):
        """Refuse a start to come, or before which something was measured."""
        start = _not_to_come(self.cleaned_data["start_day"])
        earlier = self.instance.pk and self.instance.measures.filter(day__lt=start).exists()
        if earlier:
            raise ValidationError(_("Something was measured before that day."), code="measured-before")
        return start

    def clean_target_day(self):
        """Refuse what is beyond the calendar of anybody."""
        target = self.cleaned_data["target_day"]
        if target and target > LAST_DAY:
            raise ValidationError(_("Choose a day nearer to us."), code="far")
        return target


class IndicatorCreateForm(IndicatorForm, OnceForm):
    """Something to count."""

    def __init__(self, *args, project, **kwargs):
        """Say in which project; propose that it starts today."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.fields["start_day"].initial = timezone.localdate


class MeasureForm(RecordForm):
    """How much, on which day, how it is known: what a phone fills in on the spot."""

    class Meta:
        model = Measure
        fields = ["value", "day", "source", "comment"]
        widgets = {"day": DayInput, "value": forms.TextInput(DIGITS)}
        localized_fields = ["value"]
        field_classes = {"value": FigureField}

    def __init__(self, *args, **kwargs):
        """Say the unit."""
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = self.instance.indicator.unit

    def clean_day(self):
        """Refuse a day to come, or before the indicator's start."""
        day, start = _not_to_come(self.cleaned_data["day"]), self.instance.indicator.start_day
        if day < start:
            raise ValidationError(_("The indicator starts later than that day."), code="before-start")
        return day


class MeasureCreateForm(MeasureForm, OnceForm):
    """A measure to add."""

    def __init__(self, *args, indicator: Indicator, **kwargs):
        """Propose today."""
        instance = kwargs.pop("instance", None) or Measure()
        instance.indicator = indicator
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["day"].initial = timezone.localdate


def _not_to_come(day):
    if day and day > timezone.localdate():
        raise ValidationError(_("That day is still to come: choose today or before."), code="to-come")
    return day
