"""Who works on a project."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from projects.actions import teams
from projects.forms.teams import AddMemberForm, HandOverForm, RoleForm
from projects.views.pages import ProjectPage, project_or_404
from territoire.models import Membership
from territoire.views import check

# The same words whether or not somebody has this address: nobody learns here who has an account.
ADDED = _("If %(email)s has an account, it is in the team from now on. Otherwise, ask them to sign up first.")


class TeamPage(ProjectPage, TemplateView):
    """The team, its roles, who may be added, to whom to hand over."""

    template_name = "projects/team.html"
    project_permission = "projects.manage_team"

    def get_context_data(self, **kwargs):
        """Give the members, each with the form of its role."""
        members = Membership.objects.filter(team=self.project.team_id).select_related("user").order_by("pk")
        own = {"add": AddMemberForm(prefix="add"), "hand_over": HandOverForm(prefix="hand_over")}
        rows = [
            {"member": one, "form": RoleForm(initial={"role": one.role}, auto_id=f"id_role_{one.pk}")}
            for one in members
        ]
        return super().get_context_data(**{**own, "rows": rows, **kwargs})

    def get_success_url(self):
        """Lead back to the team."""
        return reverse("projects:team", args=[self.project.slug])


class AddMember(TeamPage):
    """Add somebody by e-mail."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """Add the account, and say nothing of whether there was one."""
        form = AddMemberForm(request.POST, prefix="add")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(add=form))
        teams.add(self.project, **form.cleaned_data, by=request.user)
        messages.success(request, ADDED % {"email": form.cleaned_data["email"]})
        return HttpResponseRedirect(self.get_success_url())


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
