"""What the API says of itself: its root, who asks, and its readable pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from territoire.api.problems import SORTS
from territoire.api.views import ApiView
from territoire.site.api_reading import reading

LISTS = {
    "actors": "actor-list",
    "projects": "project-list",
    "masteries": "mastery-list",
    "resources": "resource-list",
    "affiliations": "affiliation-list",
    "partnerships": "partnership-list",
    "involvements": "involvement-list",
    "needs": "need-list",
    "experiences": "experience-list",
    "territories": "territory-list",
    "competences": "competence-list",
    "families": "family-list",
    "occupations": "occupation-list",
    "resource_kinds": "resource-kind-list",
    "partnership_kinds": "partnership-kind-list",
    "themes": "theme-list",
    "shared_values": "shared-value-list",
    "degrees": "degree-list",
    "moderation": "moderation-queue",
    "me": "me",
    "schema": "schema",
    "docs": "api-docs",
}


class RootSerializer(serializers.Serializer):
    """Where things are."""

    def get_fields(self):
        """Name each."""
        return {name: serializers.URLField() for name in LISTS}


class Root(ApiView):
    """Where things are."""

    tag = "about"

    @extend_schema(summary="Where things are", responses=RootSerializer)
    def get(self, request) -> Response:
        """Answer the addresses of lists."""
        return Response({name: request.build_absolute_uri(reverse(view)) for name, view in LISTS.items()})


class MeSerializer(serializers.Serializer):
    """Who asks: an account, by which scopes; a visitor has no name."""

    name = serializers.CharField(allow_null=True)
    token = serializers.CharField(allow_null=True)
    scopes = serializers.ListField(child=serializers.CharField(), allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)


class Me(ApiView):
    """Who asks."""

    tag = "about"

    @extend_schema(summary="Who asks, by which token, with which scopes", responses=MeSerializer)
    def get(self, request) -> Response:
        """Answer it."""
        token = request.auth
        told = {
            "name": str(request.user) if request.user.is_authenticated else None,
            "token": token and token.name,
            "scopes": token and token.scopes,
            "expires_at": token and token.expires_at,
        }
        return Response(MeSerializer(told).data)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the schema, readable: what is read is the schema itself."""
    context = {"reading": reading(), "base": settings.SITE_URL}
    return render(request, "site/api_docs.html", context)


@require_safe
def problem_page(request: HttpRequest) -> HttpResponse:
    """Say what each sort of problem is, and what to do about it."""
    problems = [{"sort": sort, "title": title, "advice": advice} for sort, (title, advice) in SORTS.items()]
    return render(request, "site/api_problems.html", {"problems": problems})
