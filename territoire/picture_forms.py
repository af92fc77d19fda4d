"""A picture in a form: chosen, replaced, removed; refused without losing what else was typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from territoire import pictures
from territoire.forms import RecordForm


class PictureInput(forms.ClearableFileInput):
    """A file to choose, the picture there is, and a box to remove it."""

    template_name = "components/picture_input.html"
    use_fieldset = False

    def is_initial(self, value: Any) -> bool:
        """Tell whether there is a picture: its address."""
        return bool(value)


class PictureField(forms.FileField):
    """A picture sent: cleaned, it is `Drawn`, False (remove it) or None (leave it)."""

    widget = PictureInput(attrs={"accept": pictures.ACCEPTED})

    def clean(self, data, initial=None):
        """Decode what was sent, whatever it says of itself."""
        sent = super().clean(data)
        return pictures.drawn(sent) if sent else sent


class PicturedForm(RecordForm):
    """A form on a record that has a `picture` and `get_picture_url()`."""

    picture = PictureField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, 5 MB at most. What the file tells of place and camera is taken out."),
    )

    def __init__(self, *args, **kwargs):
        """Show the picture there is."""
        super().__init__(*args, **kwargs)
        if self.instance.picture:
            self.initial["picture"] = self.instance.get_picture_url()

    def _post_clean(self):
        super()._post_clean()
        # A browser does not choose a file by itself again: one who mends something else must be told.
        if self.errors and "picture" not in self.errors and self.cleaned_data.get("picture"):
            message = _("Choose the picture again: it could not be kept while something is to be mended.")
            self.add_error("picture", ValidationError(message, code="again"))

    def save(self, commit: bool = True):
        """Keep the new picture, and forget the one before once all is saved."""
        sent = self.cleaned_data["picture"]
        if sent is not None:
            folder = str(self.instance._meta.get_field("picture").upload_to)
            pictures.forget(self.instance.picture.name)
            self.instance.picture = pictures.keep(sent, folder) if sent else ""
        return super().save(commit)
