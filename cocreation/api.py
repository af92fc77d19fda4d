"""The API of what people build together: read as its pages show it, never a single opinion."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from actors.models import Competence
from actors.serializers import NamedActorSerializer
from cocreation.analysis.board import board
from cocreation.analysis.exchange import exchange
from cocreation.analysis.opening import months
from cocreation.analysis.opening_facts import facts_of
from cocreation.models import Diagnosis, Idea
from projects.api.analyses import OfProject
from territoire.api.views import ApiView
from territoire.models import Territory

MOST_IDEAS = 200


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
        told = months(*facts_of(self.project(slug), request.user), timezone.localdate())
        return Response(OpeningSerializer({"months": told}).data)


class IdeaSerializer(serializers.ModelSerializer):
    """An idea."""

    territory = serializers.CharField(source="territory.code")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Idea
        fields = ["slug", "name", "text", "signature", "territory", "url", "created_at", "illustrative"]


class IdeasSerializer(serializers.Serializer):
    """The newest ideas."""

    ideas = IdeaSerializer(many=True)


class Ideas(OfTerritory):
    """The box of ideas of a territory."""

    @extend_schema(summary="The newest ideas for a territory and what lies in it", responses=IdeasSerializer)
    def get(self, request, code: str) -> Response:
        """Answer those that the caller may read."""
        found = Idea.objects.visible_to(request.user).within(self.territory(code)).select_related("territory")
        return Response(IdeasSerializer({"ideas": found[:MOST_IDEAS]}).data)


class LearningSerializer(serializers.Serializer):
    """An offer to teach or a wish to learn."""

    uid = serializers.UUIDField()
    actor = NamedActorSerializer()
    competence = serializers.CharField(source="competence.slug")
    words = serializers.CharField()


class SessionSerializer(serializers.Serializer):
    """A session to come."""

    uid = serializers.UUIDField()
    teacher = NamedActorSerializer()
    competence = serializers.CharField(source="competence.slug")
    level = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    territory = serializers.CharField(source="territory.code")
    place = serializers.CharField()
    places = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class TrainingsSerializer(serializers.Serializer):
    """What is to be learnt and taught."""

    sessions = SessionSerializer(many=True)
    offers = LearningSerializer(many=True)
    wishes = LearningSerializer(many=True)


class Trainings(ApiView):
    """Training among peers."""

    part, tag = "actors", "together"
    throttle_scope = "search"

    @extend_schema(
        summary="Sessions to come, offers to teach, wishes to learn; of one competence with `competence`",
        parameters=[
            OpenApiParameter("competence", OpenApiTypes.STR, description="The slug of a competence.")
        ],
        responses=TrainingsSerializer,
    )
    def get(self, request) -> Response:
        """Answer what the page shows."""
        slug = request.GET.get("competence", "")
        competence = Competence.objects.offered_to(request.user).filter(slug=slug).first() if slug else None
        told = exchange(request.user, competence, timezone.localdate())
        wishes = [one.request for one in told.wishes]
        found = {"sessions": told.sessions, "offers": told.offers, "wishes": wishes}
        return Response(TrainingsSerializer(found).data)


urlpatterns = [
    path(address, login_not_required(answers.as_view()), name=name)
    for address, answers, name in (
        ("projects/<slug:slug>/diagnosis/", ProjectDiagnosis, "project-diagnosis"),
        ("projects/<slug:slug>/opening/", ProjectOpening, "project-opening"),
        ("territories/<slug:code>/diagnosis/", TerritoryDiagnosis, "territory-diagnosis"),
        ("territories/<slug:code>/ideas/", Ideas, "territory-ideas"),
        ("trainings/", Trainings, "trainings"),
    )
]
