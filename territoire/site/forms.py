"""Forms of one's own space."""

from django import forms

from territoire.models import User


class ProfileForm(forms.ModelForm):
    """The name that one's team sees."""

    class Meta:
        model = User
        fields = ["name"]
