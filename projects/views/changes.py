"""Proposals to change a project: listed, made, talked over, decided, undone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from actors.models import Actor
from projects.actions import proposals, voices
from projects.analysis import differences
from projects.analysis.cards import needs_asked
from projects.enums import DecisionRule, NeedKind, ProposalKind
from projects.forms.proposals import CommentForm, OpinionForm, ProposeForm, VerdictForm
from projects.models import Milestone, Need, Project, Proposal, ProposalComment
from projects.permissions import voices_of
from projects.views.pages import PartForm, ProjectPage, project_or_404
from territoire.exchanges.writing import lists
from territoire.throttling import spend, too_many
from territoire.views import RegisterView, check

PROPOSE = "projects.propose_change"
VOICE = "projects.voice_in_project"
HOLD = "projects.change_project"
ON_A_PAGE = 30
STEPS = (ProposalKind.STEP_CHANGE,)
NEEDS = (ProposalKind.NEED_CHANGE, ProposalKind.NEED_CLOSE)


@method_decorator(login_not_required, name="dispatch")
class ChangeList(ProjectPage, TemplateView):
    """What is proposed, for the circle; what was decided, for everyone who sees the project."""

    template_name = "projects/change_list.html"

    def get_context_data(self, **kwargs):
        """Part what waits for a decision from what was decided."""
        user = self.request.user
        seen = Proposal.objects.visible_to(user).filter(project=self.project).select_related("project")
        waiting = list(seen.open().order_by("decide_on", "pk"))
        page = Paginator(seen.exclude(pk__in=[one.pk for one in waiting]), ON_A_PAGE)
        return super().get_context_data(
            waiting=waiting,
            page_obj=page.get_page(self.request.GET.get("page")),
            proposes=user.has_perm(PROPOSE, self.project),
            holds=user.has_perm(HOLD, self.project),
            export=lists.menu(self.request),
            **kwargs,
        )


class Propose(PartForm, RegisterView):
    """Propose a change: first what it changes, which is in the address, then what it would be."""

    model = Proposal
    form_class = ProposeForm
    template_name = "projects/change_form.html"
    project_permission = PROPOSE
    title = _("Propose a change")
    action_label = _("Propose")
    success_message = _("Your proposal is there for the circle to read.")

    @property
    def kind(self) -> ProposalKind | None:
        """Return the kind that the address asks for."""
        asked = self.request.GET.get("quoi", "")
        return ProposalKind(asked) if asked in ProposalKind.values else None

    @property
    def asks_for(self) -> NeedKind | None:
        """Return what sort of thing a new need asks for."""
        asked = self.request.GET.get("genre", "")
        return NeedKind(asked) if asked in NeedKind.values else None

    def get_record(self) -> Project | Milestone | Need | None:
        """Return what would change, a copy of it; None when the address does not say which."""
        kind, project = self.kind, self.project
        if kind in NEEDS:
            uid = _uid(self.request.GET.get("besoin", ""))
            return Need.objects.filter(project=project, uid=uid, closed_on=None).first() if uid else None
        if kind in STEPS:
            uid = _uid(self.request.GET.get("etape", ""))
            return Milestone.objects.filter(project=project, uid=uid).first() if uid else None
        if kind == ProposalKind.NEED_ADD:
            return Need(project=project, opened_on=timezone.localdate()) if self.asks_for else None
        if kind == ProposalKind.STEP_ADD:
            return Milestone(project=project)
        return Project.objects.select_related("territory").get(pk=project.pk) if kind else None

    def dispatch(self, request, *args, **kwargs):
        """Find what would change."""
        self.record = self.get_record()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """Ask first what would change."""
        self.object = None
        if self.record is None:
            return self.render_to_response(self.get_context_data(form=None))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Register a proposal of the kind that the address names."""
        if self.record is None:
            return redirect(request.path)
        wait = spend("words", request)
        return too_many(request, wait=wait) if wait else super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        """Say what would change, by whom."""
        asks = self.record.kind if isinstance(self.record, Need) and self.record.pk else self.asks_for
        own = {"project": self.project, "kind": self.kind, "record": self.record, "asks_for": asks}
        return {**super().get_form_kwargs(), **own, "user": self.request.user}

    def register(self, form):
        """Open it."""
        proposal = proposals.propose(form.instance, by=self.request.user)
        voices.ask(proposal)
        return proposal

    def form_valid(self, form):
        """Say beside the form why it cannot be."""
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def get_success_url(self):
        """Lead to its page."""
        return (
            self.object.get_absolute_url()
            if self.object
            else reverse("projects:changes", args=[self.project.slug])
        )

    def get_context_data(self, **kwargs):
        """Offer what can be changed."""
        chosen = {"kind": self.kind, "record": self.record, "asks_for": self.asks_for}
        return super().get_context_data(
            **{
                "steps": self.project.milestones.all(),
                "open_needs": needs_asked(
                    Need.objects.open_on(timezone.localdate()).filter(project=self.project)
                ),
                "need_kinds": NeedKind,
                "cancel_url": reverse("projects:changes", args=[self.project.slug]),
                **chosen,
                **kwargs,
            }
        )


def _uid(text: str):
    try:
        return Proposal._meta.get_field("uid").to_python(text) if text else None
    except ValidationError:
        return None


@method_decorator(login_not_required, name="dispatch")
class ChangePage(ProjectPage, TemplateView):
    """One proposal: what would change, what is said of it, what was decided."""

    template_name = "projects/change_detail.html"

    def setup(self, request, *args, **kwargs):
        """Find the proposal among those that one may see."""
        super().setup(request, *args, **kwargs)
        self.object = proposal_or_404(request.user, self.project, kwargs["uid"])

    def get_context_data(self, **kwargs):
        """Give what each may do."""
        proposal, user = self.object, self.request.user
        inner = user.is_authenticated and (
            user.has_perm(PROPOSE, self.project)
            or user.has_perm("projects.see_team_of_project", self.project)
        )
        voices = list(proposal.voices.select_related("actor__family")) if inner else []
        read = ProposalComment.objects.visible_to(user).filter(proposal=proposal)
        comments = list(read.select_related("actor__family")) if inner else []
        may_hold = user.has_perm(HOLD, self.project)
        may_voice = proposal.rule != DecisionRule.HOLDERS and user.has_perm(VOICE, self.project)
        today = timezone.localdate()
        answers = proposal.is_open and proposal.decide_on is not None and today <= proposal.decide_on
        forms = {
            "opinion": OpinionForm(proposal=proposal, user=user, prefix="voice")
            if may_voice and answers
            else None,
            "comment": CommentForm(prefix="comment"),
            "verdict": VerdictForm(prefix="refuse"),
        }
        return super().get_context_data(
            **{
                "proposal": proposal,
                "changes": differences.changes(proposal),
                "inner": inner,
                "voices": voices,
                "standing": proposals.counted(proposal, _of_circle(proposal, voices, today))[1]
                if voices
                else "",
                "comments": comments,
                "seen": seen_actors(user, [proposal, *voices, *comments]),
                "talks": proposal.is_open and user.has_perm(PROPOSE, self.project),
                "decides": proposal.is_open and proposal.rule == DecisionRule.HOLDERS and may_hold,
                "undoes": proposal.state == "adopted" and may_hold,
                "holds": may_hold,
                "moderates": inner and user.has_perm("projects.moderate_project", self.project),
                "mine": user.is_authenticated and proposal.created_by_id == user.pk,
                **forms,
                **kwargs,
            }
        )


def _of_circle(proposal: Proposal, voices: list, today) -> list:
    circle = proposals.with_a_voice(proposal.project, today)
    return [one for one in voices if one.actor_id in circle]


def seen_actors(user, records, name: str = "actor_id") -> set[int]:
    """Return which of the actors named by these records `user` may see: the others are somebody of the circle."""
    named = {getattr(one, name) for one in records if getattr(one, name)}
    seen = Actor.objects.visible_to(user).filter(restricted_at=None, pk__in=named)
    return set(seen.values_list("pk", flat=True)) if named else set()


class Say(ChangePage):
    """A form on the page of a proposal; its page is the proposal's."""

    http_method_names = ["post"]
    permission = PROPOSE
    name = ""
    form_class: Any = None
    success_message: Any = ""

    def dispatch(self, request, *args, **kwargs):
        """Let only whom the gesture is for."""
        check(request.user, self.permission, self.project)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        """Say what else the form needs to know."""
        return {}

    def post(self, request, *args, **kwargs):
        """Do it, or show what is missing."""
        if wait := spend("words", request):
            return too_many(request, wait=wait)
        form = self.form_class(request.POST, prefix=self.name, **self.get_form_kwargs())
        if form.is_valid():
            try:
                self.act(**form.cleaned_data)
                messages.success(request, self.success_message)
                return redirect(self.object)
            except ValidationError as error:
                form.add_error(None, error)
        shown = "verdict" if self.name == "refuse" else "opinion" if self.name == "voice" else self.name
        if form.non_field_errors():
            messages.error(request, " ".join(form.non_field_errors()))
            return redirect(self.object)
        return self.render_to_response(self.get_context_data(**{shown: form}))


class Voice(Say):
    """Give the voice of an actor."""

    permission, name, form_class = VOICE, "voice", OpinionForm
    success_message = _("Your voice is noted. You may change it until the day comes.")

    def get_form_kwargs(self) -> dict:
        """Say of what, and by whom."""
        return {"proposal": self.object, "user": self.request.user}

    def act(self, actor, opinion, reason):
        """Note it."""
        today = timezone.localdate()
        proposals.say(self.object, actor, opinion=opinion, reason=reason, day=today, by=self.request.user)


class Comment(Say):
    """Say a few words."""

    name, form_class = "comment", CommentForm
    success_message = _("Your comment is there.")

    def act(self, text):
        """Write it, in the name of the actor for which one speaks."""
        if not self.object.is_open:
            raise ValidationError(proposals.ALREADY_DECIDED)
        actor = voices_of(self.request.user, self.project).first()
        proposals.comment(self.object, text, actor=actor, by=self.request.user)


class Refuse(Say):
    """Say no, as who holds the project."""

    permission, name, form_class = HOLD, "refuse", VerdictForm
    success_message = _("The proposal is not adopted; who made it is told why.")

    def act(self, reason):
        """Close it."""
        proposals.refuse(self.object, words=reason, by=self.request.user)


def _gesture(
    request: HttpRequest, slug: str, uid, permission: str, act: Callable[[Proposal], str]
) -> HttpResponse:
    """Do one thing to a proposal, and say what it led to."""
    project = project_or_404(request.user, slug)
    proposal = proposal_or_404(request.user, project, uid)
    if permission:
        check(request.user, permission, project)
    try:
        messages.success(request, act(proposal))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("projects:change", slug, uid)


@require_POST
def adopt(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Say yes, as who holds the project: it is written at once."""

    def act(proposal: Proposal):
        decided = proposals.adopt(proposal, by=request.user)
        if decided.state != "adopted":
            raise ValidationError(decided.decision)
        return _("Adopted: the project is changed, and its story says so.")

    return _gesture(request, slug, uid, HOLD, act)


@require_POST
def undo(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Write back what was there before."""

    def act(proposal: Proposal):
        proposals.undo(proposal, by=request.user)
        return _("Undone: what was there before is back.")

    return _gesture(request, slug, uid, HOLD, act)


@require_POST
def withdraw(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Take back what one proposed."""

    def act(proposal: Proposal):
        if proposal.created_by_id != request.user.pk:
            raise PermissionDenied
        proposals.withdraw(proposal, by=request.user)
        return _("Your proposal is taken back.")

    return _gesture(request, slug, uid, "", act)


@require_POST
def remove_comment(request: HttpRequest, slug: str, uid, comment) -> HttpResponse:
    """Take a comment away: one's own, or as who holds the project or moderates there."""

    def act(proposal: Proposal):
        found = get_object_or_404(ProposalComment, proposal=proposal, uid=comment)
        user: Any = request.user
        moderates = user.has_perm("projects.moderate_project", proposal.project)
        if found.created_by_id != user.pk and not moderates and not user.has_perm(HOLD, proposal.project):
            raise PermissionDenied
        found.delete()
        return _("The comment is taken away.")

    return _gesture(request, slug, uid, "", act)


def proposal_or_404(user, project: Project, uid) -> Proposal:
    """Return a proposal that `user` may see; the others are not found."""
    seen = Proposal.objects.visible_to(user).select_related(
        "project__territory", "project__team", "actor__family"
    )
    return get_object_or_404(seen, project=project, uid=uid)
