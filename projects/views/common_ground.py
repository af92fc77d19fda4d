"""What the circle of a project holds in common: read by whoever sees it, said by each for itself."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from actors.models import Actor, Claim
from projects.actions import convictions
from projects.analysis.common_ground import common_ground
from projects.forms.common_ground import AimForm, ConvictionsForm
from projects.models import Aim, Conviction, Involvement
from projects.permissions import say_convictions
from projects.views.pages import PartForm, PartPage, ProjectPage, project_or_404
from territoire.days import requested_day
from territoire.views import RegisterView, RemoveView

COMMON, SOME = _("Held by two thirds of the circle"), _("Held by some")
CONTRIBUTE = "projects.contribute_to_project"


@require_safe
@login_not_required
def common_ground_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what two thirds of the working circle hold, what some hold, and who has not said."""
    project, user, day = project_or_404(request.user, slug), request.user, requested_day(request)
    involved = Involvement.objects.visible_to(user).active_on(day).working().filter(project=project)
    circle = {one.actor_id: one.actor for one in involved.select_related("actor__family")}
    told = Conviction.objects.visible_to(user).filter(project=project).select_related("value", "aim")
    said = list(told)
    ground = common_ground(said, circle.keys())
    answered = {one.actor_id for one in said}
    voices = set(Claim.objects.of(user).values_list("actor", flat=True)) if user.pk else set()
    contributes = user.has_perm(CONTRIBUTE, project)
    context = {
        "project": project,
        "day": day,
        "ground": ground,
        "lines": [
            (title, [(one, [circle[pk] for pk in circle if pk in one.actors]) for one in held])
            for title, held in ((COMMON, ground.common), (SOME, ground.some))
            if held
        ],
        "actors": [
            (actor, pk in answered)
            for pk, actor in circle.items()
            if pk in voices or (contributes and not actor.is_person)
        ],
        "aims": list(project.aims.all()) if contributes else [],
        "contributes": contributes,
    }
    return render(request, "projects/common_ground.html", context)


class CommonGroundPage(ProjectPage):
    """A page that leads back to what the circle holds."""

    def get_success_url(self):
        """Lead to what the circle holds in common."""
        return reverse("projects:common-ground", args=[self.project.slug])


class AimCreate(CommonGroundPage, PartForm, RegisterView):
    """Put an objective in words."""

    model = Aim
    form_class = AimForm
    project_permission = CONTRIBUTE
    title = _("Add a common objective")
    lead = _("Each actor of the circle then says whether it holds it.")
    success_message = _("Added: each actor can now say whether it holds it.")

    def get_form_kwargs(self):
        """Say in which project."""
        return {**super().get_form_kwargs(), "project": self.project}


class AimDelete(CommonGroundPage, PartPage, RemoveView):
    """Remove an objective, and who held it."""

    model = Aim
    project_permission = CONTRIBUTE

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove “%(title)s”?") % {"title": self.object},
            text=_("What each actor said of it goes too."),
            action_label=_("Remove"),
            cancel_url=self.get_success_url(),
            danger=True,
            **kwargs,
        )


class Say(CommonGroundPage, PartForm, FormView):
    """Say which values and objectives an actor aboard holds."""

    form_class = ConvictionsForm
    title = _("What it holds in this project")

    def setup(self, request, *args, **kwargs):
        """Find the actor, among those that one sees."""
        super().setup(request, *args, **kwargs)
        aboard = Involvement.objects.filter(project=self.project).values("actor")
        seen = Actor.objects.visible_to(request.user).listed().filter(pk__in=aboard)
        self.actor = get_object_or_404(seen, slug=kwargs["actor"])

    def dispatch(self, request, *args, **kwargs):
        """Let the actor say it, and the team for an organisation."""
        if request.user.is_authenticated and not say_convictions(request.user, self.project, self.actor):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        """Say in which project."""
        return {**super().get_form_kwargs(), "project": self.project}

    def get_initial(self):
        """Show what it said before."""
        said = Conviction.objects.filter(project=self.project, actor=self.actor).select_related(
            "value", "aim"
        )
        known = list(said)
        return {
            "values": [one.value.slug for one in known if one.value],
            "aims": [one.aim.uid for one in known if one.aim],
        }

    def get_context_data(self, **kwargs):
        """Say of whom."""
        return super().get_context_data(**{"lead": self.actor.name, **kwargs})

    def form_valid(self, form):
        """Keep it."""
        convictions.say(self.project, self.actor, by=self.request.user, **form.cleaned_data)
        return super().form_valid(form)
