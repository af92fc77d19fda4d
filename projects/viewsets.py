"""Projects as JSON: the same filters and the same rights as the pages."""

from django.db.models import Prefetch
from rest_framework import serializers, viewsets

from actors.api import FamilySerializer, PeriodSerializer, PlaceSerializer
from actors.models import Actor
from projects.analysis.cards import needs_asked
from projects.filters import ProjectFilter
from projects.models import Involvement, Milestone, Need, Project
from territoire.days import requested_day


class ProjectSerializer(serializers.ModelSerializer):
    """A project in a list."""

    territory = PlaceSerializer()
    themes = serializers.SlugRelatedField("slug", many=True, read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    stale = serializers.BooleanField(read_only=True)

    class Meta:
        model = Project
        fields = [
            "slug",
            "url",
            "name",
            "summary",
            "territory",
            "themes",
            "stage",
            "started_on",
            "ended_on",
            "open_to_newcomers",
            "visibility",
            "illustrative",
            "source",
            "updated_at",
            "confirmed_at",
            "stale",
        ]


class MilestoneSerializer(serializers.ModelSerializer):
    class Meta:
        model = Milestone
        fields = ["name", "description", "day", "precision", "state", "illustrative"]


class AboardSerializer(serializers.ModelSerializer):
    """An actor as an involvement names it."""

    family = FamilySerializer()

    class Meta:
        model = Actor
        fields = ["slug", "name", "kind", "family"]


class InvolvementSerializer(serializers.ModelSerializer):
    """Who takes part, how much, through whom."""

    actor = AboardSerializer()
    degree = serializers.IntegerField(source="degree_id")
    wanted_degree = serializers.IntegerField(source="wanted_degree_id", allow_null=True)
    period = PeriodSerializer()
    engaged = serializers.SlugRelatedField("slug", many=True, read_only=True, source="seen_persons")

    class Meta:
        model = Involvement
        fields = [
            "actor",
            "role",
            "brings",
            "degree",
            "wanted_degree",
            "state",
            "period",
            "engaged",
            "illustrative",
        ]


class NeedSerializer(serializers.ModelSerializer):
    """What is needed: one of competence, occupation, resource_kind and family."""

    id = serializers.UUIDField(source="uid")
    kind = serializers.CharField()
    competence = serializers.SlugRelatedField("slug", read_only=True)
    occupation = serializers.SlugRelatedField("code", read_only=True)
    resource_kind = serializers.SlugRelatedField("code", read_only=True)
    family = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Need
        fields = [
            "id",
            "kind",
            "competence",
            "minimum_level",
            "occupation",
            "resource_kind",
            "family",
            "quantity",
            "importance",
            "description",
            "opened_on",
            "wanted_by",
            "closed_on",
            "waived_on",
            "waiver_reason",
            "illustrative",
        ]


class ProjectDetailSerializer(ProjectSerializer):
    """A project with its steps, its circle and its needs on the day asked for."""

    shared_values = serializers.SlugRelatedField("slug", many=True, read_only=True)
    milestones = MilestoneSerializer(many=True)
    involvements = InvolvementSerializer(many=True)
    needs = NeedSerializer(many=True)

    class Meta(ProjectSerializer.Meta):
        fields = [
            *ProjectSerializer.Meta.fields,
            "objective",
            "impact",
            "risk",
            "success",
            "shared_values",
            "milestones",
            "involvements",
            "needs",
        ]


class ProjectViewSet(viewsets.ReadOnlyModelViewSet):
    """Projects that the caller may see; `?le=` asks for a day."""

    queryset = Project.objects.none()
    filterset_class = ProjectFilter
    lookup_field = "slug"

    def get_serializer_class(self):
        """Tell more of one project than of many."""
        return ProjectDetailSerializer if self.action == "retrieve" else ProjectSerializer

    def get_queryset(self):
        """Keep what the caller may see; a list leaves out what is archived."""
        projects = (
            Project.objects.visible_to(self.request.user)
            .select_related("territory")
            .prefetch_related("themes")
        )
        return _with_parts(projects, self.request) if self.action == "retrieve" else projects.listed()

    def filter_queryset(self, queryset):
        """Filter lists alone."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset


def _with_parts(projects, request):
    day, user = requested_day(request), request.user
    seen = Actor.objects.visible_to(user).filter(restricted_at=None)
    involvements = (
        Involvement.objects.visible_to(user)
        .active_on(day)
        .select_related("actor__family")
        .prefetch_related(Prefetch("engaged", seen, to_attr="seen_persons"))
        .order_by("-degree", "actor__search_name", "pk")
    )
    return projects.prefetch_related(
        "shared_values",
        "milestones",
        Prefetch("involvements", involvements),
        Prefetch("needs", needs_asked(Need.objects.open_on(day)).order_by("-importance", "pk")),
    )
