"""The story of a project: who came, what was reached, what was met, thanks to whom."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from projects.analysis.story import Story, story
from projects.views.pages import project_or_404
from territoire.days import requested_day
from territoire.forms import DayInput
from territoire.throttling import throttle

MOMENTS = 60
MOST_THANKED = 8


class StoryForm(forms.Form):
    """A period and an actor to pick out; what cannot be read picks nothing out."""

    since = forms.DateField(label=pgettext_lazy("period", "From"), required=False, widget=DayInput)
    until = forms.DateField(label=pgettext_lazy("period", "To"), required=False, widget=DayInput)
    actor = forms.ChoiceField(label=pgettext_lazy("actor", "With"), required=False)

    #: The names of the address, in French as all are.
    NAMES = {"since": "depuis", "until": "jusque", "actor": "acteur"}

    def __init__(self, data, told: Story) -> None:
        """Offer the actors of the story."""
        super().__init__(data)
        self.fields["actor"].choices = [("", _("Everybody"))] + [(one.slug, one.name) for one in told.actors]

    def add_prefix(self, field_name: str) -> str:
        """Name a field as the address does."""
        return self.NAMES.get(field_name, field_name)

    def picked(self, told: Story) -> Story:
        """Return the part of the story that is picked out."""
        self.is_valid()
        given = self.cleaned_data
        return told.between(given.get("since"), given.get("until"), given.get("actor") or "")


@require_safe
@login_not_required
@throttle("search")
def story_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the story until the day asked for; a period or an actor can be picked out."""
    project = project_or_404(request.user, slug)
    day = requested_day(request)
    told = story(project, request.user, day)
    form = StoryForm(request.GET, told)
    picked = form.picked(told)
    context = {
        "project": project,
        "day": day,
        "form": form,
        "picked": picked,
        "all": told,
        "is_past": day < timezone.localdate(),
        "thanks": picked.thanks[:MOST_THANKED],
        "page_obj": Paginator(picked.moments, MOMENTS).get_page(request.GET.get("page")),
        "grows": request.user.has_perm("projects.see_growth", project),
        "contributes": request.user.has_perm("projects.contribute_to_project", project),
    }
    return render(request, "projects/story.html", context)
