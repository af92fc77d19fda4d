"""What a project needs: listed, stated, changed, closed, waived, opened again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from actors.models import Competence
from projects.actions import needs
from projects.analysis.cards import needs_asked
from projects.enums import NeedKind
from projects.forms.needs import DayForm, NeedCreateForm, NeedForm, WaiveForm
from projects.models import Need, Pledge
from projects.views.pages import GestureView, PartForm, PartPage, ProjectPage, project_or_404
from territoire.views import ChangeView, RegisterView, RemoveView, check

CONTRIBUTE = "projects.contribute_to_project"
#: Says in a form that it leads back to the page of gaps.
GAPS = "manques"
ICONS = {
    NeedKind.COMPETENCE: "mortarboard",
    NeedKind.OCCUPATION: "tools",
    NeedKind.RESOURCE: "box-seam",
    NeedKind.FAMILY: "people",
}


class NeedsPage(ProjectPage):
    """A page that leads back to the list of needs."""

    project_permission = CONTRIBUTE

    def get_success_url(self):
        """Lead to the list of needs."""
        return reverse("projects:needs", args=[self.project.slug])


class NeedList(NeedsPage, TemplateView):
    """Every need, open, waived or closed, with its pledges and what can be done."""

    template_name = "projects/need_list.html"

    def get_context_data(self, **kwargs):
        """Part the needs that are open from the others."""
        today = timezone.localdate()
        found = list(needs_asked(Need.objects.filter(project=self.project)))
        pledges = Pledge.objects.visible_to(self.request.user).filter(need__project=self.project)
        pledged: dict[int, list[Pledge]] = {}
        for pledge in pledges.select_related("actor", "resource__kind").order_by("pk"):
            pledged.setdefault(pledge.need_id, []).append(pledge)
        lines = [
            {
                "need": need,
                "pledges": pledged.get(need.pk, []),
                "closed": bool(need.closed_on and need.closed_on <= today),
            }
            for need in found
        ]
        return super().get_context_data(
            open_lines=[line for line in lines if not line["closed"]],
            closed_lines=[line for line in lines if line["closed"]],
            usual=usual_competences(self.project, today),
            **kwargs,
        )


def usual_competences(project, day):
    """Return the competences that projects of these themes usually need, and that this one does not ask for yet."""
    asked = Need.objects.open_on(day).filter(project=project, competence__isnull=False).values("competence")
    themes = project.themes.values("usual_competences")
    return Competence.objects.filter(pk__in=themes).exclude(pk__in=asked).order_by("search_text")


class NeedCreate(NeedsPage, PartForm, RegisterView):
    """State a need: first its kind, which is in the address, then what it takes."""

    model = Need
    form_class = NeedCreateForm
    template_name = "projects/need_form.html"
    title = _("State a need")
    action_label = _("State this need")
    success_message = _("The need is stated. What the circle lacks is up to date.")

    @property
    def kind(self) -> NeedKind | None:
        """Return the kind that the address asks for."""
        asked = self.request.GET.get("genre", "")
        return NeedKind(asked) if asked in NeedKind.values else None

    def get(self, request, *args, **kwargs):
        """Ask for the kind first."""
        self.object = None
        if self.kind is None:
            return self.render_to_response(self.get_context_data(form=None))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Register a need of the kind that the address names."""
        if self.kind is None:
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def get_initial(self):
        """Choose the competence that the address names."""
        return {**super().get_initial(), "competence": self.request.GET.get("competence", "")}

    def get_form_kwargs(self):
        """Say which kind, in which project, by whom."""
        own = {"kind": self.kind, "project": self.project, "user": self.request.user}
        return {**super().get_form_kwargs(), **own}

    def get_context_data(self, **kwargs):
        """Offer the kinds, and what such projects usually need."""
        kinds = [{"value": kind.value, "label": kind.label, "icon": ICONS[kind]} for kind in NeedKind]
        usual = usual_competences(self.project, timezone.localdate())
        return super().get_context_data(kinds=kinds, kind=self.kind, usual=usual, **kwargs)


class NeedUpdate(NeedsPage, PartPage, PartForm, ChangeView):
    """Change a need."""

    model = Need
    form_class = NeedForm
    title = _("Change the need")

    def get_form_kwargs(self):
        """Keep the kind that the need has."""
        return {**super().get_form_kwargs(), "kind": self.object.kind, "user": self.request.user}

    def get_context_data(self, **kwargs):
        """Offer to remove it."""
        url = reverse("projects:need-delete", args=[self.project.slug, self.object.uid])
        also = [{"url": url, "label": _("Stated by mistake: remove")}]
        return super().get_context_data(also=also, **kwargs)


class NeedClose(NeedsPage, GestureView):
    """Say that a need is no longer there."""

    model = Need
    form_class = DayForm
    lead = _("It was filled, or the project moved on. The need stays in the project's story.")
    action_label = _("Close the need")
    success_message = _("The need is closed. You can open it again from this page.")

    def get_context_data(self, **kwargs):
        """Name the need."""
        return super().get_context_data(title=_("Close “%(need)s”") % {"need": self.object}, **kwargs)

    def act(self, day):
        """Close it."""
        needs.close(self.object, day=day, by=self.request.user)


class NeedWaive(NeedsPage, GestureView):
    """Say that the project does without, and why."""

    model = Need
    form_class = WaiveForm
    action_label = _("Do without")
    success_message = _("The project does without. You can change your mind from this page.")

    def get_context_data(self, **kwargs):
        """Name the need."""
        return super().get_context_data(title=_("Do without “%(need)s”") % {"need": self.object}, **kwargs)

    def act(self, day, reason):
        """Waive it."""
        needs.waive(self.object, day=day, reason=reason, by=self.request.user)


class NeedDelete(NeedsPage, PartPage, RemoveView):
    """Remove a need that was stated by mistake."""

    model = Need

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove the need “%(need)s”?") % {"need": self.object},
            text=_("Its pledges go with it. When it was filled, close it instead."),
            action_label=_("Remove"),
            cancel_url=self.get_success_url(),
            danger=True,
            **kwargs,
        )


@require_POST
def reopen(request, slug, uid):
    """Open again a need that was closed or waived."""
    project = project_or_404(request.user, slug)
    check(request.user, CONTRIBUTE, project)
    needs.reopen(get_object_or_404(Need, project=project, uid=uid), by=request.user)
    messages.success(request, _("The need is open again."))
    return redirect("projects:needs", slug)


@require_POST
def ask_usual(request, slug):
    """State in one click a need that such projects usually have."""
    project = project_or_404(request.user, slug)
    check(request.user, CONTRIBUTE, project)
    today = timezone.localdate()
    offered = Competence.objects.offered_to(request.user)
    competence = get_object_or_404(offered, slug=request.POST.get("competence", ""))
    needs.ask_usual(project, competence, day=today, by=request.user)
    messages.success(
        request, _("Need stated: %(need)s. You can change its level or number.") % {"need": competence}
    )
    return redirect("projects:gaps" if request.POST.get("retour") == GAPS else "projects:needs", slug)
