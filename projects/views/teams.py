"""Who works on a project."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from projects.actions import teams
from projects.forms.teams import HandOverForm, InviteForm, RoleForm
from projects.models import Project
from projects.views.pages import ProjectPage, project_or_404
from territoire.actions import invitations
from territoire.enums import Role
from territoire.models import Invitation, Membership
from territoire.throttling import throttle
from territoire.views import check

SENT = _("The invitation is on its way to %(email)s.")


class TeamPage(ProjectPage, TemplateView):
    """The team, what each role may do, who is invited, to whom to hand over."""

    template_name = "projects/team.html"
    project_permission = "projects.manage_team"

    def get_context_data(self, **kwargs):
        """Give the members, each with the form of its role."""
        members = Membership.objects.filter(team=self.project.team_id).select_related("user").order_by("pk")
        sent = Invitation.objects.filter(team=self.project.team_id).select_related("created_by")
        by_others = sent.exclude(accepted_at=None).exclude(email="").values_list("accepted_by", "email")
        joined = dict(by_others.order_by("accepted_at"))
        rows = [
            {
                "member": one,
                "invited": joined.get(one.user_id, ""),
                "form": RoleForm(initial={"role": one.role}, auto_id=f"id_role_{one.pk}"),
            }
            for one in members
        ]
        own = {"invite": InviteForm(prefix="invite"), "hand_over": HandOverForm(prefix="hand_over")}
        waiting = sent.waiting().exclude(email="").prefetch_related("team__memberships")
        return super().get_context_data(
            **{**own, "rows": rows, "waiting": waiting, "roles": list(Role), **kwargs}
        )

    def get_success_url(self):
        """Lead back to the team."""
        return reverse("projects:team", args=[self.project.slug])


@method_decorator(throttle("invite"), name="dispatch")
class Invite(TeamPage):
    """Invite somebody by e-mail."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """Send the invitation, whether or not the address has an account: nobody learns here who has one."""
        form = InviteForm(request.POST, prefix="invite")
        if form.is_valid():
            try:
                invited = invitations.invite(
                    self.project.team, **form.cleaned_data, **_letter(request, self.project)
                )
            except ValidationError as error:
                form.add_error("email", error)
            else:
                messages.success(request, SENT % {"email": invited.email})
                return HttpResponseRedirect(self.get_success_url())
        return self.render_to_response(self.get_context_data(invite=form))


class HandOver(TeamPage):
    """Hand the project over to somebody of the team."""

    http_method_names = ["post"]
    project_permission = "projects.hand_over_project"

    def post(self, request, *args, **kwargs):
        """Hand over, or say by the field why not."""
        form = HandOverForm(request.POST, prefix="hand_over")
        if form.is_valid():
            try:
                receiver = teams.hand_over(self.project, **form.cleaned_data, by=request.user)
            except ValidationError as error:
                form.add_error("email", error)
            else:
                messages.success(request, _("%(name)s holds the project from now on.") % {"name": receiver})
                return HttpResponseRedirect(reverse("projects:list"))
        return self.render_to_response(self.get_context_data(hand_over=form))


def _member(request, slug, pk) -> Membership:
    project = project_or_404(request.user, slug)
    check(request.user, "projects.manage_team", project)
    return get_object_or_404(Membership, pk=pk, team=project.team_id)


def _letter(request, project) -> dict:
    return {"to": project.name, "by": request.user, "absolute": request.build_absolute_uri}


def _invitation(request, slug, uid) -> tuple[Project, Invitation]:
    project = project_or_404(request.user, slug)
    check(request.user, "projects.manage_team", project)
    return project, get_object_or_404(Invitation, uid=uid, team=project.team_id)


@require_POST
@throttle("invite")
def send_again(request, slug, uid):
    """Send an invitation once more."""
    project, invitation = _invitation(request, slug, uid)
    try:
        invitations.send_again(invitation, **_letter(request, project))
        messages.success(request, SENT % {"email": invitation.email})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("projects:team", slug)


@require_POST
def withdraw(request, slug, uid):
    """Take an invitation back."""
    _project, invitation = _invitation(request, slug, uid)
    try:
        invitations.withdraw(invitation, by=request.user)
        messages.success(request, _("The invitation is withdrawn: its link no longer works."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("projects:team", slug)


@require_POST
def change_role(request, slug, pk):
    """Give a member another role."""
    member = _member(request, slug, pk)
    form = RoleForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Choose a role of the list."))
        teams.change_role(member, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(request, slug, member)


@require_POST
def remove(request, slug, pk):
    """Take a member out of the team."""
    member = _member(request, slug, pk)
    try:
        teams.remove(member, by=request.user)
        messages.success(request, _("%(name)s is no longer in the team.") % {"name": member.user})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(request, slug, member)


def _back(request, slug, member: Membership):
    """Lead to the team, or to the lists when one has just given up one's own rights."""
    return redirect("projects:list") if member.user_id == request.user.pk else redirect("projects:team", slug)
