"""What actors give to needs for resources."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from projects.actions import pledges
from projects.enums import PledgeState
from projects.forms.pledges import PledgeCreateForm, PledgeForm
from projects.models import Need, Pledge
from projects.views.needs import CONTRIBUTE, NeedsPage
from projects.views.pages import PartForm, PartPage, project_or_404
from territoire.views import ChangeView, RegisterView, RemoveView, check


class PledgeCreate(NeedsPage, PartForm, RegisterView):
    """Register what an actor aboard gives to a need."""

    model = Pledge
    form_class = PledgeCreateForm
    success_message = _("The pledge is registered.")

    def setup(self, request, *args, **kwargs):
        """Find the need, which asks for a resource."""
        super().setup(request, *args, **kwargs)
        needs = Need.objects.select_related("resource_kind", "project")
        self.need = get_object_or_404(needs, project=self.project, uid=kwargs["uid"])
        if self.need.resource_kind_id is None:
            raise Http404

    def get_form_kwargs(self):
        """Say for which need, by whom."""
        return {**super().get_form_kwargs(), "need": self.need, "user": self.request.user}

    def get_context_data(self, **kwargs):
        """Name the need."""
        return super().get_context_data(title=_("Pledge for “%(need)s”") % {"need": self.need}, **kwargs)

    def register(self, form):
        """Save it once the resource is locked."""
        return pledges.pledge(form.instance, by=self.request.user)


class SeenPledge(NeedsPage, PartPage):
    """A page on one pledge that one may see, to a need of the project."""

    model = Pledge

    def get_queryset(self):
        """Keep the visible pledges to this project's needs."""
        seen = Pledge.objects.visible_to(self.request.user).filter(need__project=self.project)
        return seen.select_related("need__resource_kind", "need__project", "actor", "resource")


class PledgeUpdate(SeenPledge, PartForm, ChangeView):
    """Change a pledge."""

    form_class = PledgeForm
    title = _("Change the pledge")

    def get_form_kwargs(self):
        """Keep the need that it answers."""
        return {**super().get_form_kwargs(), "need": self.object.need, "user": self.request.user}

    def get_context_data(self, **kwargs):
        """Offer to confirm or remove it."""
        place = [self.project.slug, self.object.uid]
        also = [{"url": reverse("projects:pledge-delete", args=place), "label": _("Remove the pledge")}]
        if self.object.state == PledgeState.OFFERED:
            confirm_url = reverse("projects:pledge-confirm", args=place)
            also.insert(0, {"url": confirm_url, "label": _("Confirm"), "post": True})
        return super().get_context_data(also=also, **kwargs)


class PledgeDelete(SeenPledge, RemoveView):
    """Remove a pledge."""

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove the pledge of %(actor)s?") % {"actor": self.object.actor},
            action_label=_("Remove"),
            cancel_url=self.get_success_url(),
            danger=True,
            **kwargs,
        )


@require_POST
def confirm(request, slug, uid):
    """Attest a pledge."""
    project = project_or_404(request.user, slug)
    check(request.user, CONTRIBUTE, project)
    seen = Pledge.objects.visible_to(request.user)
    pledges.confirm(get_object_or_404(seen, need__project=project, uid=uid), by=request.user)
    messages.success(request, _("The pledge is confirmed."))
    return redirect("projects:needs", slug)
