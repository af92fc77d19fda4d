"""Who works on a project: members, invitations, handing over; for who holds it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from projects.forms.teams import HandOverForm, InviteForm, RoleForm
from projects.models import Project
from projects.views import teams as views
from projects.views.pages import project_or_404
from territoire.api import forms, pages, versions
from territoire.api.problems import Stale
from territoire.api.serializers import VersionField
from territoire.api.views import ApiView
from territoire.enums import InvitationState
from territoire.models import Invitation, Membership
from territoire.views import check

MANAGE = "projects.manage_team"


def id_of(member: Membership) -> UUID:
    """Return what names a member in addresses: members have but a number that counts."""
    return UUID(bytes=salted_hmac("projects.api.members", str(member.pk), algorithm="sha256").digest()[:16])


class MemberSerializer(serializers.ModelSerializer):
    """Somebody of the team; `me` tells whether it is the account of who asks; `version` is their role."""

    version = serializers.CharField(source="role")
    id = serializers.SerializerMethodField()
    name = serializers.CharField(source="user.__str__")
    me = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ["id", "name", "me", "role", "created_at", "version"]

    def get_id(self, member: Membership) -> UUID:
        """Return what names them in addresses."""
        return id_of(member)

    def get_me(self, member: Membership) -> bool:
        """Compare with who asks."""
        return member.user_id == self.context["request"].user.pk


class InvitationSerializer(serializers.ModelSerializer):
    """An address that was invited, and what became of it."""

    id = serializers.UUIDField(source="uid")
    version = VersionField()
    state = serializers.ChoiceField(InvitationState.choices)

    class Meta:
        model = Invitation
        fields = ["id", "email", "role", "state", "expires_at", "version"]


class TeamSerializer(serializers.Serializer):
    """Who works on a project, and who is invited to."""

    members = MemberSerializer(many=True)
    invitations = InvitationSerializer(many=True)


NOTHING: Mapping[str, Any] = MappingProxyType({})
InviteBody = forms.body_class(InviteForm)
HandOverBody = forms.body_class(HandOverForm)
RoleBody = forms.body_class(RoleForm)


class OfTeam(ApiView):
    """Something of the team of the project that the address names, for who manages it."""

    part, tag = "teams", "projects"
    for_accounts = True
    project: Project

    def initial(self, request, *args, **kwargs) -> None:
        """Find the project before anything else is read."""
        super().initial(request, *args, **kwargs)
        self.project = project_or_404(request.user, kwargs["slug"])
        check(request.user, MANAGE, self.project)

    def waiting(self):
        """Return the invitations that wait for an answer."""
        sent = Invitation.objects.filter(team=self.project.team_id).exclude(email="")
        return sent.waiting().select_related("created_by").prefetch_related("team__memberships")

    def posted(self, form: BaseForm, body: type[forms.Body]) -> dict[str, Any]:
        """Return what was sent, as the form of the page sends it."""
        serializer = body(data=self.request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return forms.filled(form, serializer.validated_data, self.request.user)

    def do(self, page: pages.Page, *, arguments: Mapping[str, Any] = NOTHING, **options: Any) -> Response:
        """Do what the page does; answer the team as it is, nothing to who manages it no more."""
        slug = self.project.slug
        pages.do(page, self.request, arguments={"slug": slug, **arguments}, **options)
        project = Project.objects.visible_to(self.request.user).filter(slug=slug).first()
        if project is None or not self.request.user.has_perm(MANAGE, project):
            return Response(status=status.HTTP_204_NO_CONTENT)
        return self.told()

    def told(self) -> Response:
        """Answer the team."""
        members = Membership.objects.filter(team=self.project.team_id).select_related("user").order_by("pk")
        team = {"members": members, "invitations": self.waiting().order_by("pk")}
        return Response(TeamSerializer(team, context={"request": self.request}).data)


class Team(OfTeam):
    """Who works on a project."""

    @extend_schema(summary="Who works on a project, and who is invited to", responses=TeamSerializer)
    def get(self, request, slug: str) -> Response:
        """Answer it."""
        return self.told()


class Invitations(OfTeam):
    """Invitations to the team."""

    @extend_schema(
        summary="Invite an address to the team", request=InviteBody, responses={201: InvitationSerializer}
    )
    def post(self, request, slug: str) -> Response:
        """Send the invitation, whether or not the address has an account."""
        posted = self.posted(InviteForm(prefix="invite"), InviteBody)
        self.do(views.Invite, posted=posted)
        sent = get_object_or_404(self.waiting(), email__iexact=posted["invite-email"].strip())
        return Response(InvitationSerializer(sent).data, status=status.HTTP_201_CREATED)


class OneInvitation(OfTeam):
    """An invitation to the team."""

    changing = ("delete",)

    @extend_schema(summary="Take an invitation back", responses={204: None})
    def delete(self, request, slug: str, uid: UUID) -> Response:
        """Its link no longer works."""
        sent = get_object_or_404(Invitation, team=self.project.team_id, uid=uid)
        versions.refuse_stale(versions.seen_versions(request), sent)
        self.do(views.withdraw, arguments={"uid": uid})
        return Response(status=status.HTTP_204_NO_CONTENT)


class SendAgain(OfTeam):
    """An invitation to the team, sent again."""

    @extend_schema(
        summary="Send an invitation once more", request=None, responses={200: TeamSerializer, 204: None}
    )
    def post(self, request, slug: str, uid: UUID) -> Response:
        """Send it, with a new link."""
        return self.do(views.send_again, arguments={"uid": uid})


class OneMember(OfTeam):
    """A member of the team."""

    changing = ("patch", "delete")

    def member(self) -> Membership:
        """Return whom the address names, with the role that was seen."""
        for member in Membership.objects.filter(team=self.project.team_id):
            if id_of(member) == self.kwargs["uid"]:
                if not versions.seen_versions(self.request) & {versions.ANY, member.role}:
                    raise Stale()
                return member
        raise Http404

    @extend_schema(
        summary="Give a member another role", request=RoleBody, responses={200: TeamSerializer, 204: None}
    )
    def patch(self, request, slug: str, uid: UUID) -> Response:
        """Change it; somebody must hold the project."""
        member = self.member()
        posted = self.posted(RoleForm(initial={"role": member.role}), RoleBody)
        return self.do(views.change_role, arguments={"pk": member.pk}, posted=posted)

    @extend_schema(summary="Take a member out of the team", responses={204: None})
    def delete(self, request, slug: str, uid: UUID) -> Response:
        """Remove them; somebody must hold the project."""
        self.do(views.remove, arguments={"pk": self.member().pk})
        return Response(status=status.HTTP_204_NO_CONTENT)


class HandOver(OfTeam):
    """Another holder for the project."""

    @extend_schema(
        summary="Hand the project over to somebody of the team",
        request=HandOverBody,
        responses={200: TeamSerializer, 204: None},
    )
    def post(self, request, slug: str) -> Response:
        """Hand it over; who did contributes from then on, or leaves."""
        return self.do(views.HandOver, posted=self.posted(HandOverForm(prefix="hand_over"), HandOverBody))
