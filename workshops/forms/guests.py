"""Who is invited."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from actors.models import Actor
from projects.models import Involvement
from territoire.forms import RemoteChoices
from workshops.models import Workshop


def circle(workshop: Workshop, user) -> list[Actor]:
    """Return the actors of the project's circle on the day of the workshop, as `user` sees it."""
    aboard = Involvement.objects.visible_to(user).filter(project=workshop.project, actor__archived_at=None)
    return [one.actor for one in aboard.active_on(workshop.begins_at.date()).select_related("actor")]


class GuestsForm(forms.Form):
    """Actors to put on the list."""

    actors = forms.ModelMultipleChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("Actors"),
        required=False,
        widget=RemoteChoices(
            reverse_lazy("actors:actor-search"), {"data-placeholder": _("Type a name or an acronym")}
        ),
        error_messages={"invalid_choice": _("Choose an actor of the list.")},
    )
    circle = forms.BooleanField(label=_("The whole circle of the project"), required=False)

    def __init__(self, *args, by, workshop, **kwargs):
        """Offer the actors that one sees; the circle, where there is one."""
        super().__init__(*args, **kwargs)
        self.fields["actors"].queryset = Actor.objects.visible_to(by).listed().filter(restricted_at=None)
        if workshop.project_id is None:
            del self.fields["circle"]
