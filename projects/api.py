"""The API of projects."""

from dataclasses import asdict
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import api_view, permission_classes
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from projects.analysis.report import gap_report
from projects.forms import map_filters
from projects.maps.loading import load_map
from projects.models import Project
from projects.serializers import GapsSerializer, gaps_as_data

DAY = OpenApiParameter("day", OpenApiTypes.DATE, description="The day asked for; today by default.")


@extend_schema(
    operation_id="project_map",
    summary="The stakeholder map of a project: its nodes and ties on one day",
    parameters=[
        DAY,
        OpenApiParameter("famille", OpenApiTypes.STR, many=True, description="Codes of families."),
        OpenApiParameter("degre", OpenApiTypes.INT, description="Least degree of involvement, 1 to 5."),
        OpenApiParameter("competence", OpenApiTypes.STR, description="A competence, or one under it."),
        OpenApiParameter("q", OpenApiTypes.STR, description="Words of names and of what actors bring."),
    ],
    responses=OpenApiTypes.OBJECT,
)
@login_not_required
@api_view(["GET"])
@permission_classes([AllowAny])
def project_map(request: Request, slug: str) -> Response:
    """Answer the very values that the page draws (`projects.maps.values`)."""
    project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
    filters = map_filters.read(request.query_params, request.user)
    the_map = load_map(project, request.user, requested_day(request), filters)
    return Response(
        {
            "project": project.slug,
            "day": the_map.day,
            "nodes": [asdict(actor) for actor in the_map.stakeholders],
            "ties": [asdict(tie) for tie in the_map.ties],
        }
    )


@extend_schema(
    operation_id="project_gaps",
    summary="What the circle of a project lacks on one day, who bears the rest, and who could help",
    parameters=[DAY],
    responses=GapsSerializer,
)
@login_not_required
@api_view(["GET"])
@permission_classes([AllowAny])
def project_gaps(request: Request, slug: str) -> Response:
    """Answer the very values of the page (`projects.analysis.shown`), as far as the caller sees."""
    projects = Project.objects.visible_to(request.user).select_related("territory")
    report = gap_report(get_object_or_404(projects, slug=slug), request.user, requested_day(request))
    return Response(gaps_as_data(report))


def requested_day(request: Request) -> date:
    """Return `?day=`, today by default; an unreadable day is refused (400)."""
    asked = request.query_params.get("day")
    if not asked:
        return timezone.localdate()
    try:
        return date.fromisoformat(asked)
    except ValueError as error:
        raise ValidationError({"day": [f"{asked} is not a day: write 2026-11-22."]}) from error
