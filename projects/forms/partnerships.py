"""Declare that two actors of the circle work together, and in what."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Partnership
from territoire.forms import OnceForm


class PartnersForm(OnceForm):
    """The two actors, both of the circle."""

    one = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("First actor"),
        empty_label=_("Choose an actor aboard"),
    )
    other = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("Second actor"),
        empty_label=_("Choose an actor aboard"),
    )

    class Meta:
        model = Partnership
        fields = ["visibility"]

    def __init__(self, *args, project, user, **kwargs):
        """Offer the actors of the circle that `user` may see."""
        super().__init__(*args, **kwargs)
        self.instance.team = project.team
        circle = (
            Actor.objects.visible_to(user)
            .filter(pk__in=project.involvements.values("actor"))
            .order_by("search_name")
        )
        self.fields["one"].queryset = self.fields["other"].queryset = circle

    def clean(self):
        """Want two different actors."""
        cleaned = super().clean()
        one, other = cleaned.get("one"), cleaned.get("other")
        if one and one == other:
            self.add_error("other", ValidationError(_("Choose two different actors."), code="same"))
        return cleaned

    def _post_clean(self):
        """Leave the pair to the action, which puts it in order and finds the partnership that exists."""
        forms.ModelForm._post_clean(self)

    def validate_constraints(self):
        """Leave them to the action."""
