"""The steps of an introduction: contacted, agreed, aboard, declined, taken back; the message to the candidate."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from projects.actions import introduction_letters, introductions
from projects.enums import IntroductionState
from projects.forms.introductions import DeclineForm, EngageForm, WriteForm
from projects.views.introductions import OneIntroduction
from projects.views.pages import PartForm

MOVES = [IntroductionState.CONTACTED, IntroductionState.AGREED]


class Step(OneIntroduction):
    """One step, that the introduction refuses when somebody moved it meanwhile."""

    success_message = _("Noted.")

    def setup(self, request, *args, **kwargs):
        """Find the introduction."""
        super().setup(request, *args, **kwargs)
        self.back = request.POST.get("next") or request.GET.get("next", "")

    def get_success_url(self):
        """Lead back to the board from which the step was taken."""
        if url_has_allowed_host_and_scheme(self.back, allowed_hosts=None) and self.back.startswith("/"):
            return self.back
        return self.board_url


class Gesture(Step, View):
    """A step that a button is enough to take."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """Take it, or say why it cannot be."""
        self.object = self.get_object()
        try:
            self.act(version=request.POST.get("version", ""))
            messages.success(request, self.success_message % {"actor": self.object.actor})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(self.get_success_url())


class Move(Gesture):
    """Contacted, or agreed."""

    def act(self, version):
        """Move it to the state that the button says."""
        state = self.request.POST.get("state", "")
        if state not in MOVES:
            raise ValidationError(_("Choose a step."), code="no-such-step")
        introductions.move(self.object, state, version=version, by=self.request.user)


class StepBack(Gesture):
    """Take back the last step."""

    success_message = _("Taken back.")

    def act(self, version):
        """Undo what the step did."""
        introductions.step_back(self.object, version=version, by=self.request.user)


class Remind(Gesture):
    """Remind the candidate of the message, once."""

    success_message = _("A reminder leaves for %(actor)s; there will be no other.")

    def act(self, version):
        """Send it."""
        introduction_letters.remind(self.object, version=version, by=self.request.user)


class StepPage(Step, PartForm, FormView):
    """A step that needs a few words first."""

    template_name = "projects/introduction_step.html"

    def setup(self, request, *args, **kwargs):
        """Find the introduction."""
        super().setup(request, *args, **kwargs)
        self.found = None

    @property
    def object(self):
        """Return the introduction, looked for once the right is checked."""
        self.found = self.found or self.get_object()
        return self.found

    def get_form_kwargs(self):
        """Say which introduction, by whom."""
        return {**super().get_form_kwargs(), "introduction": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs):
        """Name the candidate, and remember where to lead back."""
        title = self.title % {"actor": self.object.actor}
        return super().get_context_data(
            **{"title": title, "introduction": self.object, "next": self.back, **kwargs}
        )

    def form_valid(self, form):
        """Take the step, or show by the form why it cannot be."""
        try:
            self.act(**form.cleaned_data)
        except introductions.StaleRecordError as error:
            form.renew()
            form.add_error(None, error)
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, self.success_message % {"actor": self.object.actor})
        return super().form_valid(form)


class Decline(StepPage):
    """Note that it goes no further, and why."""

    form_class = DeclineForm
    title = _("%(actor)s will not come aboard")
    lead = _("Who declined is never written to again about this need.")
    action_label = _("Note the refusal")
    success_message = _("Noted: %(actor)s declined. It can be taken back from the introduction.")

    def act(self, version, reason):
        """Close it."""
        introductions.decline(self.object, reason=reason, version=version, by=self.request.user)


class Engage(StepPage):
    """Bring the candidate aboard."""

    form_class = EngageForm
    title = _("%(actor)s comes aboard")
    lead = _(
        "This registers the involvement in the project: the gap closes at once, and it can be taken back."
    )
    action_label = _("Bring aboard")
    success_message = _("%(actor)s is aboard. What the circle holds and lacks is up to date.")

    def act(self, version, degree, day, persons=()):
        """Register the involvement."""
        introductions.engage(
            self.object, degree=degree, day=day, persons=persons, version=version, by=self.request.user
        )

    def get_success_url(self):
        """Lead to the pledge when a resource is needed and one may register it: it is met by a pledge only."""
        need, user = self.object.need, self.request.user
        if need and need.resource_kind_id and user.has_perm("projects.contribute_to_project", self.project):
            return reverse("projects:pledge-create", args=[self.project.slug, need.uid])
        return super().get_success_url()


class Write(StepPage):
    """Write to the candidate, who has an account."""

    form_class = WriteForm
    title = _("Write to %(actor)s")
    action_label = _("Send the message")
    success_message = _("The message leaves for %(actor)s, who is now marked as contacted.")

    def dispatch(self, request, *args, **kwargs):
        """Say kindly that nobody can be written to."""
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" or introduction_letters.readers_of(self.object):
            return response
        messages.info(request, introduction_letters.NOBODY)
        return redirect(self.object)

    def act(self, version, words):
        """Send it."""
        introduction_letters.write(self.object, words=words, version=version, by=self.request.user)
