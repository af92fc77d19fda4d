"""One's own judgement of an actor of the map: said, said otherwise, taken back; for the team alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from actors.models import Actor
from projects.actions import assessments
from projects.forms.assessments import AssessmentForm, said_before
from projects.models import Project
from projects.views.pages import PartForm, project_or_404
from territoire import days
from territoire.views import check

ASSESS = "projects.assess_actors"


def map_url(project: Project, parameters: QueryDict, actor: Actor | None) -> str:
    """Return the address of the grid with this actor chosen, filters kept; of today, which is what was judged."""
    kept = parameters.copy()
    kept.pop(days.PARAMETER, None)
    kept["vue"] = "influence"
    if actor is not None:
        kept["acteur"] = actor.slug
    return f"{reverse('projects:map', args=[project.slug])}?{kept.urlencode()}"


class Assess(PartForm, FormView):
    """Say how one sees an actor today; without `?acteur=`, choose whom first."""

    form_class = AssessmentForm
    template_name = "projects/assess.html"
    project_permission = ASSESS
    title = gettext_lazy("Assess an actor")

    @cached_property
    def actor(self) -> Actor | None:
        """The actor that the address names."""
        slug = self.request.GET.get("acteur", "")
        return (
            get_object_or_404(assessments.assessable(self.project, self.request.user), slug=slug)
            if slug
            else None
        )

    @cached_property
    def said(self) -> dict:
        """What one said of it before."""
        return said_before(self.project, self.actor, self.request.user) if self.actor else {}

    def get_initial(self):
        """Begin from what one said before."""
        return {"acteur": self.actor.slug, **self.said} if self.actor else {}

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def get_context_data(self, **kwargs):
        """Say what was said before, and when."""
        title = _("How you see %(name)s") % {"name": self.actor.name} if self.actor else self.title
        said = {"actor": self.actor, "said": self.said, "today": timezone.localdate()}
        return super().get_context_data(**{**said, "title": title, **kwargs})

    def get_success_url(self) -> str:
        """Lead back to the grid."""
        return map_url(self.project, self.request.GET, self.actor)

    def form_valid(self, form):
        """Keep the judgement."""
        actor = form.cleaned_data.pop("acteur")
        assessments.assess(self.project, actor, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Kept. Your former judgements stay at their dates."))
        return redirect(map_url(self.project, self.request.GET, actor))


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete the last thing that one said of an actor."""
    project = project_or_404(request.user, slug)
    check(request.user, ASSESS, project)
    actor = assessments.assessable(project, request.user).filter(slug=request.POST.get("acteur", "")).first()
    if actor and assessments.take_back(project, actor, by=request.user):
        messages.success(request, _("Taken back."))
    return redirect(map_url(project, request.GET, actor))
