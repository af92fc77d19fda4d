"""Candidates kept or left out by hand, and compared side by side."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from actors.models import Actor
from projects.actions import choices
from projects.analysis.comparison import MOST_COMPARED, Comparison, comparison
from projects.analysis.words import PARTS
from projects.enums import Choice
from projects.forms.candidates import LeaveOutForm
from projects.models import CandidateChoice, Need, Project
from projects.views.gap_addresses import kept_parameters, of_need
from projects.views.gap_tabs import gap_tabs
from projects.views.pages import PartForm, project_or_404
from projects.views.weights import Weights, requested_weights
from territoire.days import requested_day
from territoire.throttling import throttle
from territoire.views import check

SEEK = "projects.choose_candidates"


def named_need(project: Project, uid: str) -> Need | None:
    """Return the need of the project that `uid` names, none when it is empty; 404 when it is another's."""
    if not uid:
        return None
    try:
        return get_object_or_404(Need.objects.filter(project=project), uid=UUID(uid))
    except ValueError:
        raise Http404 from None


def named_actor(user, slug: str) -> Actor:
    """Return the actor of that address, or answer 404 when `user` may not see it."""
    return get_object_or_404(Actor.objects.visible_to(user), slug=slug)


class LeaveOut(PartForm, FormView):
    """Leave a candidate out, for one need or the whole project, and say why to those who look for people."""

    form_class = LeaveOutForm
    action_label = gettext_lazy("Leave out")
    lead = gettext_lazy("Nobody is told. You can take it back at any time from the page of gaps.")

    def setup(self, request, *args, **kwargs):
        """Find who is left out, and for what."""
        super().setup(request, *args, **kwargs)
        check(request.user, SEEK, self.project)
        self.need = named_need(self.project, request.GET.get("besoin", ""))
        self.actor = named_actor(request.user, request.GET.get("acteur", ""))

    def get_form_kwargs(self):
        """Say whether a need is named."""
        return {**super().get_form_kwargs(), "with_need": self.need is not None}

    def get_context_data(self, **kwargs):
        """Name the candidate."""
        title = _("Leave out “%(actor)s”") % {"actor": self.actor}
        return super().get_context_data(title=title, **kwargs)

    def get_success_url(self):
        """Lead back to the need."""
        return of_need(self.project, self.need, self.request.GET)

    def form_valid(self, form):
        """Note it."""
        choices.choose(
            self.project,
            self.actor,
            Choice.EXCLUDED,
            need=None if form.whole_project else self.need,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        messages.success(self.request, _("Left out: %(actor)s.") % {"actor": self.actor})
        return super().form_valid(form)


@require_POST
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a candidate on top of the list, for one need or the whole project."""
    project = project_or_404(request.user, slug)
    check(request.user, SEEK, project)
    need = named_need(project, request.POST.get("besoin", ""))
    actor = named_actor(request.user, request.POST.get("acteur", ""))
    choices.choose(project, actor, Choice.PINNED, need=need, by=request.user)
    messages.success(request, _("Kept on top: %(actor)s.") % {"actor": actor})
    return HttpResponseRedirect(of_need(project, need, request.POST))


@require_POST
def forget(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Take back a choice about a candidate."""
    project = project_or_404(request.user, slug)
    check(request.user, SEEK, project)
    choice = get_object_or_404(
        CandidateChoice.objects.visible_to(request.user).select_related("need", "actor"),
        project=project,
        uid=uid,
    )
    choices.forget(choice, by=request.user)
    messages.success(request, _("Proposed as any other again: %(actor)s.") % {"actor": choice.actor})
    return HttpResponseRedirect(of_need(project, choice.need, request.POST))


@require_safe
@login_not_required
@throttle("search")
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Show candidates for one need side by side: `?besoin=` and `?acteur=`, 2 to 4 times."""
    project = project_or_404(request.user, slug)
    need = named_need(project, request.GET.get("besoin", ""))
    if need is None:
        return redirect(of_need(project, None, request.GET))
    weights = requested_weights(request)
    asked = list(dict.fromkeys(request.GET.getlist("acteur")))
    found = comparison(
        project, request.user, requested_day(request), need, asked[:MOST_COMPARED], weights=weights.parts
    )
    context = {
        "project": project,
        "tabs": gap_tabs(project, request.user),
        "need": need,
        "found": found,
        "rows": _rows(found, weights),
        "too_many": len(asked) > MOST_COMPARED,
        "weights": weights,
        "kept": kept_parameters(request.GET),
        "back": of_need(project, need, request.GET),
        "may_contribute": request.user.has_perm("projects.contribute_to_project", project),
    }
    return render(request, "projects/compare_candidates.html", context)


def _rows(found: Comparison, weights: Weights) -> list[dict]:
    """Return the parts of the score as rows of the table, the highest value of each marked."""
    return [
        {
            "name": PARTS[name],
            "weight": weight,
            "values": [
                (value := getattr(one.candidate.parts, name), bool(value) and value == found.best.get(name))
                for one in found.compared
            ],
        }
        for name, weight in weights.parts.each()
    ]
