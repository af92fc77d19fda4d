"""What is worked out of what people build together: how far statements are shared, how open a project is."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from cocreation.analysis.board import board
from cocreation.analysis.opening import months
from cocreation.analysis.opening_facts import TooWideError, facts_of
from cocreation.models import Diagnosis
from projects.api.analyses import OfProject
from territoire.api.problems import Problem
from territoire.api.views import ApiView
from territoire.models import Territory


class OpinionSerializer(serializers.Serializer):
    """What some voices say together; `counts` (from 1 to 5) is empty below three voices."""

    voices = serializers.IntegerField()
    spread = serializers.CharField()
    counts = serializers.SerializerMethodField()

    def get_counts(self, opinion) -> list[int]:
        """Return how many chose each degree."""
        return [bar.count for bar in opinion.bars]


class OfFamilySerializer(serializers.Serializer):
    """What one family says, when at least three of it speak."""

    code = serializers.CharField()
    name = serializers.CharField()
    opinion = OpinionSerializer()


class StatementSerializer(serializers.Serializer):
    """A statement, and what is said of it."""

    uid = serializers.UUIDField(source="statement.uid")
    kind = serializers.CharField(source="statement.kind")
    question = serializers.SerializerMethodField()
    text = serializers.CharField(source="statement.text")
    opinion = OpinionSerializer(source="shared.whole")
    families = OfFamilySerializer(source="shared.families", many=True)
    needs = serializers.SerializerMethodField()

    def get_question(self, line) -> str:
        """Return the question that it answers, or nothing."""
        return str(line.statement.question or "")

    def get_needs(self, line) -> list[str]:
        """Return the needs that it is about, by uid."""
        return [str(need.uid) for need in line.needs]


class VersionSerializer(serializers.Serializer):
    """A version of a diagnosis."""

    uid = serializers.UUIDField()
    number = serializers.IntegerField()
    aim = serializers.CharField()
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    voices = serializers.IntegerField()
    statements = StatementSerializer(many=True)


class VersionsSerializer(serializers.Serializer):
    """The versions that the caller may read, the latest first."""

    versions = VersionSerializer(many=True)


def versions(subject, user) -> dict:
    """Return the versions of a diagnosis as the page shows them."""
    found = []
    for one in Diagnosis.objects.visible_to(user).about(subject):
        seen = board(one, user)
        found.append(
            {
                "uid": one.uid,
                "number": one.number,
                "aim": one.aim,
                "opened_on": one.opened_on,
                "closed_on": one.closed_on,
                "voices": seen.voices,
                "statements": seen.lines,
            }
        )
    return {"versions": found}


class OfTerritory(ApiView):
    """Something of the territory that the address names."""

    part, tag = "projects", "together"
    throttle_scope = "search"

    def territory(self, code: str) -> Territory:
        """Return it."""
        return get_object_or_404(Territory.objects.current(), code=code)


class ProjectDiagnosis(OfProject):
    """The shared diagnosis of a project."""

    tag, throttle_scope = "together", "search"
    on_a_day = False

    @extend_schema(
        summary="What is stated of a project, and how far it is shared", responses=VersionsSerializer
    )
    def get(self, request, slug: str) -> Response:
        """Answer the versions that the caller may read."""
        return Response(VersionsSerializer(versions(self.project(slug), request.user)).data)


class TerritoryDiagnosis(OfTerritory):
    """The shared diagnosis of a territory."""

    @extend_schema(
        summary="What is stated of a territory, and how far it is shared", responses=VersionsSerializer
    )
    def get(self, request, code: str) -> Response:
        """Answer the versions that the caller may read."""
        return Response(VersionsSerializer(versions(self.territory(code), request.user)).data)


class TiesSerializer(serializers.Serializer):
    """Ties within a group and out of it; `index` is (external - internal) / all, null without a tie."""

    internal = serializers.IntegerField()
    external = serializers.IntegerField()
    index = serializers.FloatField(allow_null=True)


class MonthSerializer(serializers.Serializer):
    """One month."""

    day = serializers.DateField()
    families = TiesSerializer()
    places = TiesSerializer()
    newcomers = serializers.IntegerField()
    civil = serializers.IntegerField()
    aboard = serializers.IntegerField()


class OpeningSerializer(serializers.Serializer):
    """The last months, the oldest first."""

    months = MonthSerializer(many=True)


def opening(subject, user) -> dict:
    """Return the very values of the page; raises a problem (400) when there is too much to tell at once."""
    try:
        return {"months": months(*facts_of(subject, user), timezone.localdate())}
    except TooWideError as error:
        why = _("Choose a narrower territory: an intercommunality, a département.")
        raise Problem(status.HTTP_400_BAD_REQUEST, "invalid", why) from error


class ProjectOpening(OfProject):
    """How open a project is."""

    tag, throttle_scope = "together", "search"
    on_a_day = False

    @extend_schema(
        summary="Ties across families and places, newcomers, civil society, month by month",
        responses=OpeningSerializer,
    )
    def get(self, request, slug: str) -> Response:
        """Answer the very values of the page."""
        return Response(OpeningSerializer(opening(self.project(slug), request.user)).data)


class TerritoryOpening(OfTerritory):
    """How open a territory is; 400 when it is too wide to be told at once."""

    @extend_schema(
        summary="Of a territory: ties across families and places, newcomers, civil society, month by month",
        responses=OpeningSerializer,
    )
    def get(self, request, code: str) -> Response:
        """Answer the very values of the page."""
        return Response(OpeningSerializer(opening(self.territory(code), request.user)).data)
