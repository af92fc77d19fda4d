"""What is worked out of a project: its map, its gaps, whom to invite, what if."""

import re
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from actors.maps.values import TieNature
from projects.analysis.report import gap_report
from projects.analysis.supposing import Plan, Supposed, suppose
from projects.analysis.to_invite import whom_to_invite
from projects.circle_serializers import CircleSerializer
from projects.enums import NeedState
from projects.forms import map_filters
from projects.maps.loading.project import load_map
from projects.maps.shared.values import StakeholderMap
from projects.models import Project
from projects.serializers import AskedSerializer, CoverageSerializer, GapsSerializer, gaps_as_data
from territoire.api.views import ApiView

MAP_FILTERS = [
    OpenApiParameter("famille", OpenApiTypes.STR, many=True, description="Codes of families."),
    OpenApiParameter("degre", {"type": "integer", "minimum": 1, "maximum": 5}, description="Least degree."),
    OpenApiParameter("competence", OpenApiTypes.STR, description="A competence, or one under it."),
    OpenApiParameter("q", OpenApiTypes.STR, description="Words of names and of what actors bring."),
    OpenApiParameter("territoire", OpenApiTypes.STR, description="Sits or acts in this territory."),
]


SLUG = re.compile(r"[-a-zA-Z0-9_]{1,120}")
#: Of each that is supposed at once.
MOST = 50


class OfProject(ApiView):
    """Something worked out of the project that the address names."""

    part, tag = "projects", "analyses"
    on_a_day = True

    def project(self, slug: str) -> Project:
        """Return the project, or answer 404 when the caller may not see it."""
        projects = Project.objects.visible_to(self.request.user).select_related("territory")
        return get_object_or_404(projects, slug=slug)


class WorkedOut(OfProject):
    """What takes long to work out, hence is asked for less often."""

    throttle_scope = "search"


class NodeSerializer(serializers.Serializer):
    """Somebody on a map; `degree` is null for who is not aboard, or takes part in no project."""

    slug = serializers.CharField()
    name = serializers.CharField()
    acronym = serializers.CharField()
    kind = serializers.CharField()
    family = serializers.CharField()
    family_name = serializers.CharField()
    sphere = serializers.CharField()
    degree = serializers.IntegerField(allow_null=True)
    wanted_degree = serializers.IntegerField(allow_null=True)
    role = serializers.CharField()
    brings = serializers.CharField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    skills = serializers.ListField(child=serializers.DictField())
    engaged = serializers.ListField(child=serializers.CharField())
    projects = serializers.ListField(child=serializers.CharField())
    declared = serializers.BooleanField()
    illustrative = serializers.BooleanField()
    prospective = serializers.BooleanField()
    spot = serializers.DictField(allow_null=True)
    areas = serializers.ListField(child=serializers.CharField())
    occupations = serializers.ListField(child=serializers.CharField())
    themes = serializers.ListField(child=serializers.CharField())


class TieSerializer(serializers.Serializer):
    """What ties two nodes, named by the slugs of actors or `project:` and that of a project."""

    target = serializers.CharField()
    nature = serializers.ChoiceField(choices=[(str(nature), str(nature)) for nature in TieNature])
    label = serializers.CharField()  # type: ignore[assignment]  # a member of this name
    code = serializers.CharField()
    directed = serializers.BooleanField()
    amount = serializers.CharField(allow_null=True)
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    declared = serializers.BooleanField()
    illustrative = serializers.BooleanField()

    def get_fields(self):
        """Add `source`, which serializers have for themselves."""
        return {"source": serializers.CharField(), **super().get_fields()}


class ProjectOnMapSerializer(serializers.Serializer):
    """A project among the actors of a map."""

    slug = serializers.CharField()
    name = serializers.CharField()
    stage = serializers.CharField()
    place = serializers.CharField()


class MapSerializer(serializers.Serializer):
    """A stakeholder map on one day: who is on it, and what ties them; `total` counts them before any filter."""

    day = serializers.DateField()
    total = serializers.IntegerField()
    capped = serializers.BooleanField()
    nodes = NodeSerializer(many=True)
    ties = TieSerializer(many=True)
    projects = ProjectOnMapSerializer(many=True)


def map_as_data(the_map: StakeholderMap) -> dict[str, Any]:
    """Return the very values that the page draws (`projects.maps.shared.values`)."""
    return {
        "day": the_map.day,
        "total": the_map.total,
        "capped": the_map.capped,
        "nodes": [asdict(actor) for actor in the_map.stakeholders],
        "ties": [asdict(tie) for tie in the_map.ties],
        "projects": [asdict(project) for project in the_map.projects],
    }


class ProjectMapSerializer(MapSerializer):
    """The map of a project."""

    project = serializers.CharField()


class ProjectMap(OfProject):
    """The stakeholder map of a project."""

    @extend_schema(
        summary="The stakeholder map of a project: its nodes and ties on one day",
        parameters=MAP_FILTERS,
        responses=ProjectMapSerializer,
    )
    def get(self, request, slug: str) -> Response:
        """Answer the values that the page draws."""
        project = self.project(slug)
        filters = map_filters.read(request.query_params, request.user)
        the_map = load_map(project, request.user, self.day, filters)
        return Response({"project": project.slug, **map_as_data(the_map)})


class ProjectGaps(OfProject):
    """What the circle of a project lacks."""

    @extend_schema(
        summary="What the circle of a project lacks on one day, who bears the rest, and who could help",
        responses=GapsSerializer,
    )
    def get(self, request, slug: str) -> Response:
        """Answer the very values of the page, as far as the caller sees."""
        return Response(gaps_as_data(gap_report(self.project(slug), request.user, self.day)))


class CircleToInvite(WorkedOut):
    """Whom to invite."""

    @extend_schema(
        summary="The smallest circle to invite so that all that can be covered is",
        parameters=[
            OpenApiParameter("avec", OpenApiTypes.STR, many=True, description="Slugs of actors to keep."),
            OpenApiParameter(
                "sans", OpenApiTypes.STR, many=True, description="Slugs of actors to leave out."
            ),
        ],
        responses=CircleSerializer,
    )
    def get(self, request, slug: str) -> Response:
        """Answer the very values of the page."""
        found = whom_to_invite(
            self.project(slug),
            request.user,
            self.day,
            pinned=request.query_params.getlist("avec")[:50],
            excluded=request.query_params.getlist("sans")[:50],
        )
        return Response(CircleSerializer(found).data)


class PlanSerializer(serializers.Serializer):
    """What is supposed: who leaves (involvements), new degrees, who comes (actors), quantities, another day."""

    left = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=50)
    degrees = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=5),
        required=False,
        help_text="By identifiers of involvements.",
    )
    arrivals = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=5),
        required=False,
        help_text="The degree of each who comes, by slugs of actors.",
    )

    quantities = serializers.DictField(
        child=serializers.DecimalField(14, 2, min_value=0, coerce_to_string=False),
        required=False,
        help_text="How many, or how much, by identifiers of needs.",
    )
    day = serializers.DateField(required=False, allow_null=True)

    def validate_arrivals(self, said: dict[str, int]) -> dict[str, int]:
        """Leave out what is no slug."""
        return {slug: degree for slug, degree in said.items() if SLUG.fullmatch(slug)}


class StandingSerializer(serializers.Serializer):
    """How a need stands."""

    state = serializers.ChoiceField(NeedState.choices)
    fragile = serializers.BooleanField()


class MoveSerializer(serializers.Serializer):
    """A need before and after; null while it is not there."""

    id = serializers.UUIDField(source="need.uid")
    asked = AskedSerializer(source="need.asked")
    quantity = serializers.DecimalField(14, 2, coerce_to_string=False)
    before = StandingSerializer(allow_null=True)
    after = StandingSerializer(allow_null=True)
    moved = serializers.BooleanField()


class SupposedSerializer(serializers.Serializer):
    """What would become of the gaps; nothing is saved."""

    project = serializers.CharField(source="project.slug")
    day = serializers.DateField()
    later = serializers.DateField()
    before = CoverageSerializer()
    after = CoverageSerializer()
    needs = MoveSerializer(many=True, source="moves")


class WhatIf(WorkedOut):
    """What if some came and some left."""

    saves_nothing = True

    @extend_schema(
        summary="Suppose that some come and some leave: how each need would stand; nothing is saved",
        request=PlanSerializer,
        responses=SupposedSerializer,
    )
    def post(self, request, slug: str) -> Response:
        """Answer the very values of the page."""
        project = self.project(slug)
        sent = PlanSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        supposed: Supposed = suppose(project, request.user, self.day, _plan(sent.validated_data))
        return Response(SupposedSerializer(supposed).data)


def _plan(said: dict[str, Any]) -> Plan:
    return Plan(
        left=frozenset(said.get("left", ())),
        degrees=_by_uid(said.get("degrees", {})),
        arrivals=dict(list(said.get("arrivals", {}).items())[:MOST]),
        quantities={uid: number for uid, number in _by_uid(said.get("quantities", {})).items() if number > 0},
        day=said.get("day"),
    )


def _by_uid(said: dict[str, Any]) -> dict[UUID, Any]:
    try:
        return {UUID(uid): value for uid, value in list(said.items())[:MOST]}
    except ValueError as error:
        raise serializers.ValidationError(str(error)) from error
