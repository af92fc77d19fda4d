"""Who takes part: an actor comes aboard, changes degree, leaves, comes back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from actors.models import Actor
from projects.actions import involvements
from projects.forms.involvements import EndForm, InvolveForm, InvolvementUpdateForm
from projects.models import Involvement
from projects.views.pages import GestureView, PartForm, PartPage, project_or_404
from territoire.views import ChangeView, RegisterView, RemoveView, check

CONTRIBUTE = "projects.contribute_to_project"


class Involve(PartForm, RegisterView):
    """Involve an actor: one of the list, or one registered on the spot."""

    model = Involvement
    form_class = InvolveForm
    template_name = "projects/involve.html"
    project_permission = CONTRIBUTE
    title = _("Involve an actor")
    success_message = _("Aboard. What the circle holds and lacks is up to date.")

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def get_initial(self):
        """Choose the actor that the address names, where it may be seen."""
        return {**super().get_initial(), "actor": self.request.GET.get("acteur", "")}


class SeenInvolvement(PartPage):
    """A page on one involvement of an actor that one may see; the others are not found."""

    model = Involvement
    project_permission = CONTRIBUTE

    def get_queryset(self):
        """Leave out the involvements of hidden actors."""
        visible = Actor.objects.visible_to(self.request.user)
        return super().get_queryset().filter(actor__in=visible).select_related("actor", "project")


class InvolvementUpdate(SeenInvolvement, PartForm, ChangeView):
    """Change how much an actor takes part, and through whom."""

    form_class = InvolvementUpdateForm

    def get_form_kwargs(self):
        """Say by whom."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        """Name the actor, and offer to end or remove."""
        place = [self.project.slug, self.object.uid]
        also = [
            {"url": reverse("projects:involvement-end", args=place), "label": _("No longer aboard")},
            {
                "url": reverse("projects:involvement-delete", args=place),
                "label": _("Registered by mistake: remove"),
            },
        ]
        if self.object.period.upper:
            resume = reverse("projects:involvement-resume", args=place)
            also[0] = {"url": resume, "label": _("Aboard again: undo the end"), "post": True}
        return super().get_context_data(title=str(self.object.actor), also=also, **kwargs)


class InvolvementEnd(SeenInvolvement, GestureView):
    """Say that an actor is no longer aboard."""

    form_class = EndForm
    lead = _("What it brought stays in the project's story.")
    action_label = _("End its involvement")
    success_message = _("No longer aboard. You can undo this from its involvement.")

    def get_context_data(self, **kwargs):
        """Name the actor."""
        title = _("%(actor)s leaves the project") % {"actor": self.object.actor}
        return super().get_context_data(title=title, **kwargs)

    def act(self, last_day):
        """End the involvement after that day."""
        involvements.end(self.object, last_day=last_day, by=self.request.user)

    def get_success_url(self):
        """Lead back to the involvement, where the end can be undone."""
        return reverse("projects:involvement-update", args=[self.project.slug, self.object.uid])


class InvolvementDelete(SeenInvolvement, RemoveView):
    """Remove an involvement that was registered by mistake."""

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove %(actor)s from the project?") % {"actor": self.object.actor},
            text=_("As if it had never been aboard. When it only leaves, end its involvement instead."),
            kept=_("The actor itself stays, with all that is known of it."),
            action_label=_("Remove"),
            cancel_url=reverse("projects:involvement-update", args=[self.project.slug, self.object.uid]),
            danger=True,
            **kwargs,
        )


@require_POST
def resume(request, slug, uid):
    """Undo the end of an involvement."""
    project = project_or_404(request.user, slug)
    check(request.user, CONTRIBUTE, project)
    seen = Actor.objects.visible_to(request.user)
    involvement = get_object_or_404(Involvement, project=project, uid=uid, actor__in=seen)
    try:
        involvements.resume(involvement, by=request.user)
        messages.success(request, _("Aboard again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("projects:involvement-update", slug, uid)


@require_POST
def confirm(request, slug, uid):
    """Confirm that the actor for which one speaks takes part."""
    project = project_or_404(request.user, slug)
    seen = Involvement.objects.visible_to(request.user).select_related("actor", "project")
    involvement = get_object_or_404(seen, project=project, uid=uid)
    check(request.user, "projects.confirm_involvement", involvement)
    involvements.confirm(involvement, by=request.user)
    messages.success(request, _("Confirmed."))
    return redirect(involvement.actor if "actor" in request.POST else project)
