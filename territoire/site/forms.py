"""Forms of one's own space."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from territoire.models import User
from territoire.site import erasure
from territoire.site.my_data import persons_of


class ProfileForm(forms.ModelForm):
    """The name that one's team sees."""

    class Meta:
        model = User
        fields = ["name"]


class EraseAccountForm(forms.Form):
    """What goes besides the account, and what is left without anybody knowingly."""

    persons = forms.ModelMultipleChoiceField(
        Actor.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Erase too, for good, what is said of the person"),
        help_text=_(
            "Left unticked, the page of the person stays as it is, and nobody speaks for it any more."
        ),
    )
    let_go = forms.BooleanField(
        label=_("I leave these projects without anybody who holds them"),
        error_messages={
            "required": _("Hand these projects over, or tick the box to leave them as they are.")
        },
    )

    def __init__(self, *args, user: User, **kwargs):
        """Ask only what there is to ask of `user`."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["persons"].queryset = persons_of(user)
        if not self.fields["persons"].queryset:
            del self.fields["persons"]
        self.projects = list(erasure.left_without_holder(user))
        if not self.projects:
            del self.fields["let_go"]

    def clean(self):
        """Keep somebody to run the instance."""
        if erasure.is_last_admin(self.user):
            raise forms.ValidationError(
                _("You are the only admin of this site: make somebody else admin first."), code="last_admin"
            )
        return super().clean()
