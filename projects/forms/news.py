"""Forms on the news of a project."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import News
from territoire.form_fields import RichTextField
from territoire.forms import LAST_DAY, DayInput, OnceForm, RecordForm


class NewsForm(RecordForm):
    """What is told, and whether everybody reads it yet."""

    publish = forms.BooleanField(
        label=_("Published"),
        required=False,
        help_text=_("Otherwise it stays a draft, which those who write for the project alone read."),
    )

    class Meta:
        model = News
        fields = ["title", "day", "text", "illustrative"]
        widgets = {"day": DayInput, "text": forms.Textarea({"rows": 8})}
        field_classes = {"text": RichTextField}
        help_texts = {"illustrative": _("Made up to show how the site works; said so on the screen.")}

    field_order = ["title", "day", "text", "publish", "illustrative"]

    def __init__(self, *args, **kwargs):
        """Say whether it is published."""
        super().__init__(*args, **kwargs)
        self.initial["publish"] = not self.instance.is_draft

    def clean_day(self):
        """Refuse what is beyond the calendar of anybody."""
        day = self.cleaned_data["day"]
        if day and day > LAST_DAY:
            raise ValidationError(_("Choose a day nearer to us."), code="far")
        return day

    def clean(self):
        """Publish, or put back among drafts; what is published keeps its first day in feeds."""
        cleaned = super().clean()
        first = self.instance.published_at or timezone.now()
        self.instance.published_at = first if cleaned.get("publish") else None
        return cleaned


class NewsCreateForm(NewsForm, OnceForm):
    """Something to tell."""

    def __init__(self, *args, project, **kwargs):
        """Say of which project; propose to publish it, today."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.initial["publish"] = True
        self.fields["day"].initial = timezone.localdate
