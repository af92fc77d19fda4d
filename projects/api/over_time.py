"""How the gaps of a project moved as days went by, and candidates for one need side by side."""

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from actors.serializers import NamedActorSerializer
from projects.analysis.comparison import MOST_COMPARED, comparison
from projects.analysis.evolution import evolution
from projects.api.analyses import StandingSerializer, WorkedOut
from projects.circle_serializers import NamedNeedSerializer
from projects.enums import NeedState
from projects.models import Need
from projects.serializers import CandidateSerializer, CoverageSerializer
from projects.views import over_time

#: What the page offers.
MONTHS = tuple(over_time.MONTHS.values())


class RatePointSerializer(serializers.Serializer):
    """From `day` on (null: as far back as is known), this share of what was needed was held."""

    day = serializers.DateField(allow_null=True)
    coverage = CoverageSerializer()


class SpellSerializer(serializers.Serializer):
    """From `since` on (null: as far back as is known), a need stood so; `state` is null while it was not there."""

    since = serializers.DateField(source="first", allow_null=True)
    state = serializers.ChoiceField(NeedState.choices, allow_null=True)
    fragile = serializers.BooleanField()


class NeedOverTimeSerializer(serializers.Serializer):
    """A need, and how it stood from spell to spell."""

    need = NamedNeedSerializer()
    spells = SpellSerializer(many=True)


class ShiftSerializer(serializers.Serializer):
    """How one need stood before a day, and from it on; null while it was not there."""

    need = NamedNeedSerializer()
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()

    @extend_schema_field(StandingSerializer(allow_null=True))
    def get_before(self, shift) -> dict | None:
        """Return how it stood."""
        return _standing(shift.before)

    @extend_schema_field(StandingSerializer(allow_null=True))
    def get_after(self, shift) -> dict | None:
        """Return how it stands."""
        return _standing(shift.after)


def _standing(spell) -> dict | None:
    return None if spell.state is None else dict(StandingSerializer(spell).data)


class TurnSerializer(serializers.Serializer):
    """A day on which something moved: the rate around it (in percents), each need that moved, what happened."""

    day = serializers.DateField()
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)
    shifts = ShiftSerializer(many=True)
    events = serializers.ListField(child=serializers.CharField())


class EvolutionSerializer(serializers.Serializer):
    """How the gaps of a project moved, as far as the caller sees; the newest turns first."""

    project = serializers.CharField(source="project.slug")
    day = serializers.DateField()
    start = serializers.DateField()
    end = serializers.DateField()
    first = CoverageSerializer()
    coverage = CoverageSerializer()
    line = RatePointSerializer(many=True)
    turns = TurnSerializer(many=True)
    needs = NeedOverTimeSerializer(many=True)


class GapsOverTime(WorkedOut):
    """How the gaps of a project moved."""

    @extend_schema(
        summary="How what a project lacks moved as days went by: the rate, each need, and what moved them",
        parameters=[
            OpenApiParameter(
                "months", {"type": "integer", "enum": list(MONTHS)}, description="Over so many months alone."
            )
        ],
        responses=EvolutionSerializer,
    )
    def get(self, request, slug: str) -> Response:
        """Answer the very values of the page."""
        asked = request.query_params.get("months", "")
        if asked and asked not in map(str, MONTHS):
            wrong = serializers.ChoiceField.default_error_messages["invalid_choice"]
            raise serializers.ValidationError({"months": [wrong.format(input=asked)]})
        told = evolution(self.project(slug), request.user, self.day, int(asked) if asked else None)
        return Response(EvolutionSerializer(told).data)


class ComparedSerializer(serializers.Serializer):
    """A candidate: which other needs they would help to meet, on what conditions they give what they have."""

    candidate = CandidateSerializer()
    also = NamedNeedSerializer(many=True)
    conditions = serializers.ListField(child=serializers.CharField())


class ComparisonSerializer(serializers.Serializer):
    """Candidates for one need, best first; `others` cannot meet it, or are at work already."""

    need = NamedNeedSerializer()
    day = serializers.DateField()
    compared = ComparedSerializer(many=True)
    others = NamedActorSerializer(many=True)


class ComparedCandidates(WorkedOut):
    """Candidates side by side."""

    @extend_schema(
        summary="Compare candidates for one need",
        parameters=[
            OpenApiParameter(
                "actor",
                OpenApiTypes.STR,
                many=True,
                description=f"Slugs of actors, {MOST_COMPARED} at most.",
            )
        ],
        responses=ComparisonSerializer,
    )
    def get(self, request, slug: str, uid) -> Response:
        """Answer the very values of the page."""
        project = self.project(slug)
        need = get_object_or_404(Need.objects.filter(project=project), uid=uid)
        asked = list(dict.fromkeys(request.query_params.getlist("actor")))[:MOST_COMPARED]
        found = comparison(project, request.user, self.day, need, asked)
        told = {
            "need": found.need,
            "day": self.day,
            "compared": found.compared,
            "others": found.others,
        }
        return Response(ComparisonSerializer(told).data)
