"""What actors say in public for a project: asked for by its team, said by who speaks for them alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from projects.actions import supports
from projects.forms.supports import AskForm, OfferForm, PublishForm, TakeOffForm, voices
from projects.models import Support
from projects.views.pages import GestureView, PartForm, PartPage, ProjectPage, project_or_404
from territoire import hiding
from territoire.throttling import throttle
from territoire.views import RegisterView, check

SHOWN = ("actor__family", "actor__seat", "project")


@require_safe
@login_not_required
def supports_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who says what for the project; to who asked or speaks, also what waits."""
    project, user = project_or_404(request.user, slug), request.user
    found = Support.objects.visible_to(user).filter(project=project).select_related(*SHOWN)
    mine = set(voices(user).values_list("pk", flat=True)) if user.is_authenticated else set()
    told = list(found)
    context = {
        "project": project,
        "public": [one for one in told if one.is_public],
        "others": [one for one in told if not one.is_public],
        "mine": mine,
        "contributes": user.has_perm("projects.contribute_to_project", project),
        "takes_off": user.has_perm("projects.change_project", project)
        or user.has_perm("projects.moderate_project", project),
        "may_offer": bool(mine - {one.actor_id for one in told}),
    }
    return render(request, "projects/support_list.html", context)


class SupportsPage(ProjectPage):
    """A page that leads back to the supports."""

    def get_success_url(self):
        """Lead to the supports."""
        return reverse("projects:supports", args=[self.project.slug])


@method_decorator(throttle("invite"), name="post")
class Ask(SupportsPage, PartForm, RegisterView):
    """Ask an actor for a public word."""

    model = Support
    form_class = AskForm
    project_permission = "projects.contribute_to_project"
    title = _("Ask for a word of support")
    lead = _("Whoever speaks for the actor writes it, publishes it, and takes it back whenever they wish.")
    action_label = _("Ask")
    success_message = _("Asked. The word will be on the page once its actor publishes it.")

    def get_form_kwargs(self):
        """Say for which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def register(self, form):
        """Ask."""
        return supports.ask(form.save(commit=False), by=self.request.user)


class Offer(SupportsPage, PartForm, RegisterView):
    """Say a word that nobody asked for."""

    model = Support
    form_class = OfferForm
    title = _("Support this project")
    action_label = _("Publish")
    success_message = _("Thank you: your word is on the page. You take it back whenever you wish.")

    def dispatch(self, request, *args, **kwargs):
        """Let those alone who speak for somebody."""
        if request.user.is_authenticated and not voices(request.user).exists():
            messages.info(
                request, _("To support a project in public, first claim the page of your organisation.")
            )
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        """Say for which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def register(self, form):
        """Publish it."""
        return supports.offer(form.save(commit=False), by=self.request.user)


class SupportPage(SupportsPage, PartPage):
    """A page on one support, as far as it can be seen."""

    model = Support

    def get_queryset(self):
        """Keep those that the reader may see."""
        seen = Support.objects.visible_to(self.request.user)
        return seen.filter(project=self.project).select_related(*SHOWN)

    def dispatch(self, request, *args, **kwargs):
        """Check who may, on the support itself."""
        if not request.user.has_perm(self.permission, self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Publish(SupportPage, GestureView):
    """Write the word of an actor, and publish it."""

    form_class = PublishForm
    permission = "projects.answer_support"
    title = _("Your word for this project")
    action_label = _("Publish")
    success_message = _("Your word is on the page. You take it back whenever you wish.")

    def get_initial(self):
        """Show what was said."""
        return {**super().get_initial(), "words": self.object.words}

    def act(self, words):
        """Publish it."""
        supports.publish(self.object, words=words, by=self.request.user)

    def get_context_data(self, **kwargs):
        """Say in whose name, what was asked, and offer to decline."""
        url = reverse("projects:support-decline", args=[self.project.slug, self.object.uid])
        also = [{"url": url, "label": _("Decline"), "post": True}] if self.object.is_asked else []
        lead = _("In the name of %(actor)s.") % {"actor": self.object.actor}
        said = f"{lead} {self.object.message}" if self.object.message else lead
        return super().get_context_data(**{"lead": said, "also": also, **kwargs})


class TakeOff(SupportPage, GestureView):
    """Take a word off the page."""

    form_class = TakeOffForm
    permission = "projects.take_off_support"
    title = _("Take this word off the page")
    action_label = _("Take off")
    success_message = _("The word is off the page.")

    def get_success_url(self):
        """Lead back to the queue of moderation, where one comes from there."""
        return hiding.queue_or(self.request, super().get_success_url())

    def act(self, reason):
        """Take it off."""
        supports.take_off(self.object, reason=reason, by=self.request.user)


@require_POST
def decline(request, slug, uid):
    """Say no to what was asked."""
    return _done(request, slug, uid, "projects.answer_support", supports.decline, _("Noted: thank you."))


@require_POST
def withdraw(request, slug, uid):
    """Take one's word back."""
    said = _("Your word is taken back.")
    return _done(request, slug, uid, "projects.answer_support", supports.withdraw, said)


@require_POST
@throttle("invite")
def ask_again(request, slug, uid):
    """Ask again for a word that was taken off."""
    return _done(request, slug, uid, "projects.take_off_support", supports.ask_again, _("Asked again."))


def _done(request, slug, uid, permission, act, said):
    project = project_or_404(request.user, slug)
    seen = Support.objects.visible_to(request.user).filter(project=project).select_related(*SHOWN)
    support = get_object_or_404(seen, uid=uid)
    check(request.user, permission, support)
    try:
        act(support, by=request.user)
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("projects:supports", slug)
