"""Forms on what actors say in public for a project."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Claim
from projects.forms.choices import ActorField
from projects.models import Support
from territoire.enums import Visibility
from territoire.forms import OnceForm

LONGEST = Support._meta.get_field("words").max_length
WORDS_HELP = _("One or two sentences, as you would say them. They are read by whoever sees the project.")


class AskForm(OnceForm):
    """Of whom one asks a public word, and how."""

    constraint_fields = {"support_once": "actor"}
    actor = ActorField(label=_("Whom to ask"), help_text=_("An actor that has a page here, aboard or not."))

    class Meta:
        model = Support
        fields = ["message"]
        widgets = {"message": forms.Textarea({"rows": 3, "maxlength": LONGEST})}
        labels = {"message": _("A word to go with it")}

    field_order = ["actor", "message"]

    def __init__(self, *args, project, user, **kwargs):
        """Offer the actors that `user` may see."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.fields["actor"].queryset = Actor.objects.visible_to(user).listed()

    def clean(self):
        """Refuse to ask for a page that who is asked could not read."""
        cleaned = super().clean()
        if self.instance.project.visibility == Visibility.TEAM:
            text = _("The team alone sees this project: show it first, so that who supports it can read it.")
            raise ValidationError(text, code="hidden")
        if cleaned.get("actor"):
            self.instance.actor = cleaned["actor"]
        return cleaned


class OfferForm(OnceForm):
    """What an actor says, by who speaks for it."""

    constraint_fields = {"support_once": "actor"}
    actor = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("In whose name"),
        empty_label=None,
        error_messages={"invalid_choice": _("Choose an actor of the list.")},
    )
    words = forms.CharField(
        label=_("Your word"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=WORDS_HELP,
        error_messages={"required": _("Say something, even short.")},
    )

    class Meta:
        model = Support
        fields = ["words"]

    field_order = ["actor", "words"]

    def __init__(self, *args, project, user, **kwargs):
        """Offer the actors for which `user` speaks."""
        super().__init__(*args, **kwargs)
        self.instance.project = project
        self.fields["actor"].queryset = voices(user)

    def clean(self):
        """Take the actor."""
        cleaned = super().clean()
        if cleaned.get("actor"):
            self.instance.actor = cleaned["actor"]
        return cleaned


class PublishForm(forms.Form):
    """The word that an actor publishes, or changes."""

    words = OfferForm.base_fields["words"]


class TakeOffForm(forms.Form):
    """Why a word leaves the page."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Who said it will read it."),
        error_messages={"required": _("Say why, in a few kind words.")},
    )


def voices(user):
    """Return the actors for which `user` speaks, that can be named in public."""
    spoken_for = Claim.objects.of(user).values("actor")
    return Actor.objects.visible_to(user).listed().filter(pk__in=spoken_for).order_by("search_name")
