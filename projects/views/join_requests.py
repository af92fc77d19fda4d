"""Requests to board: sent, followed, answered."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from projects.actions import join_requests
from projects.enums import Gesture, RequestState
from projects.forms.join_requests import AcceptForm, DeclineForm, JoinForm
from projects.models import GuestRequest, JoinRequest
from projects.views.pages import PartForm, ProjectPage, project_or_404
from territoire.views import RegisterView

#: Requests sent without an account that the list shows.
GUESTS = 100


class Join(PartForm, RegisterView):
    """Offer to come aboard; `?besoin=` chooses the need."""

    model = JoinRequest
    form_class = JoinForm
    template_name = "projects/join.html"
    project_permission = "projects.join_project"
    title = _("Come aboard")
    success_message = _("Your request is sent. Whoever holds the project will answer it here.")

    def dispatch(self, request, *args, **kwargs):
        """Say kindly that the project takes nobody for now."""
        if request.user.is_authenticated and not request.user.has_perm("projects.join_project", self.project):
            messages.info(request, _("This project takes nobody for now."))
            return redirect(self.project)
        if request.method == "GET" and request.GET.get("geste") == Gesture.KNOW:
            address = reverse("projects:suggest", args=[self.project.slug])
            return redirect(f"{address}?{urlencode({'besoin': request.GET.get('besoin', '')})}")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        """Say in which project, by whom."""
        return {**super().get_form_kwargs(), "project": self.project, "user": self.request.user}

    def get_initial(self):
        """Choose the need that the address names."""
        asked = self.request.GET
        named = {"need": asked.get("besoin", ""), "gesture": asked.get("geste", "")}
        degree = asked.get("degre", "")
        return {**super().get_initial(), **named, **({"wanted_degree": degree} if degree.isdecimal() else {})}

    def register(self, form):
        """Save the actor when it is new, then send the request."""
        user = self.request.user
        form.instance.actor = form.actor_for(None, user)
        return join_requests.submit(form.instance, by=user)

    def get_success_url(self):
        """Lead to where the answer will be."""
        return reverse("projects:requests", args=[self.project.slug])

    def get_context_data(self, **kwargs):
        """Lead back to the project when cancelled."""
        return super().get_context_data(**{"cancel_url": self.project.get_absolute_url(), **kwargs})


class RequestList(ProjectPage, TemplateView):
    """The requests that one sent to the project, and those that one answers."""

    template_name = "projects/request_list.html"

    def get_context_data(self, **kwargs):
        """Part what waits from what was answered."""
        requests = list(
            JoinRequest.objects.visible_to(self.request.user)
            .filter(project=self.project)
            .select_related("actor__family", "wanted_degree", "created_by", *NEED)
        )
        decides = self.request.user.has_perm("projects.change_project", self.project)
        return super().get_context_data(
            pending=[one for one in requests if one.state == RequestState.PENDING],
            answered=[one for one in requests if one.state != RequestState.PENDING],
            guests=list(
                GuestRequest.objects.visible_to(self.request.user)
                .filter(project=self.project)
                .select_related(*NEED)[:GUESTS]
            )
            if decides
            else [],
            decides=decides,
            **kwargs,
        )


NEED = ("need__competence", "need__occupation", "need__resource_kind", "need__family")


class RequestPage(ProjectPage, TemplateView):
    """One request: what is offered, by whom; its holder answers here."""

    template_name = "projects/request_detail.html"

    def setup(self, request, *args, **kwargs):
        """Find the request among those that one may see."""
        super().setup(request, *args, **kwargs)
        self.object = request_or_404(request.user, self.project, kwargs["uid"])

    def get_context_data(self, **kwargs):
        """Give both answers to who decides."""
        user = self.request.user
        forms = {
            "accept": AcceptForm(
                initial={"degree": self.object.wanted_degree_id}, prefix="accept", need=self.object.need
            ),
            "decline": DeclineForm(prefix="decline"),
        }
        return super().get_context_data(
            **{
                "join_request": self.object,
                "decides": user.has_perm("projects.decide_join_request", self.object),
                "mine": user.has_perm("projects.withdraw_join_request", self.object),
                **forms,
                **kwargs,
            }
        )


class Answer(RequestPage):
    """One answer to a request, by who holds the project; its page is the request's."""

    http_method_names = ["post"]
    name = ""
    form_class: type
    success_message = ""

    def dispatch(self, request, *args, **kwargs):
        """Let only who holds the project answer."""
        if not request.user.has_perm("projects.decide_join_request", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        """Say what else the form needs to know."""
        return {}

    def get_success_url(self) -> str:
        """Lead back to what else waits for an answer."""
        return reverse("projects:requests", args=[self.project.slug])

    def post(self, request, *args, **kwargs):
        """Answer, or show what is missing."""
        form = self.form_class(request.POST, prefix=self.name, **self.get_form_kwargs())
        if form.is_valid():
            try:
                self.act(**form.cleaned_data)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return redirect("projects:request", self.project.slug, self.object.uid)
            messages.success(request, self.success_message % {"actor": self.object.actor})
            return HttpResponseRedirect(self.get_success_url())
        return self.render_to_response(self.get_context_data(**{self.name: form}))


class Accept(Answer):
    """Say yes."""

    name = "accept"
    form_class = AcceptForm
    success_message = _("%(actor)s is aboard.")

    def get_form_kwargs(self) -> dict:
        """Say what need is to be met."""
        return {"need": self.object.need}

    def get_success_url(self) -> str:
        """Lead to the pledge when a resource was offered, for the need is met by a pledge only."""
        need = self.object.need
        if need and need.resource_kind_id:
            return reverse("projects:pledge-create", args=[self.project.slug, need.uid])
        return super().get_success_url()

    def act(self, **answer):
        """Bring the actor aboard."""
        join_requests.accept(self.object, by=self.request.user, **answer)


class Decline(Answer):
    """Say no, and why."""

    name = "decline"
    form_class = DeclineForm
    success_message = _("The request of %(actor)s is declined.")

    def act(self, reason):
        """Decline with the reason."""
        join_requests.decline(self.object, reason=reason, by=self.request.user)


@require_POST
def withdraw(request, slug, uid):
    """Take back a request that one sent."""
    project = project_or_404(request.user, slug)
    join_request = request_or_404(request.user, project, uid)
    if not request.user.has_perm("projects.withdraw_join_request", join_request):
        raise PermissionDenied
    try:
        join_requests.withdraw(join_request, by=request.user)
        messages.success(request, _("Your request is taken back."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("projects:requests", slug)


def request_or_404(user, project, uid) -> JoinRequest:
    """Return a request that `user` sent or answers; the others are not found."""
    return get_object_or_404(
        JoinRequest.objects.readable_by(user).select_related(
            "actor__family", "actor__seat", "project", "wanted_degree", "decided_by", *NEED
        ),
        project=project,
        uid=uid,
    )
