"""Actors and competences as JSON: the same filters and the same rights as the pages."""

from django.db.models import Prefetch
from rest_framework import serializers, viewsets
from rest_framework.request import Request

from actors.filters import ActorFilter
from actors.models import (
    Actor,
    ActorFamily,
    ActorOccupation,
    Affiliation,
    Competence,
    CompetenceSynonym,
    Mastery,
    Resource,
)
from territoire.days import requested_day
from territoire.models import Territory


class PeriodSerializer(serializers.Serializer):
    """A period: first day, and first day after it; open ends are null."""

    lower = serializers.DateField(allow_null=True)
    upper = serializers.DateField(allow_null=True)


class PlaceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Territory
        fields = ["code", "name", "kind"]


class FamilySerializer(serializers.ModelSerializer):
    class Meta:
        model = ActorFamily
        fields = ["code", "name", "group"]


class ActorSerializer(serializers.ModelSerializer):
    """An actor in a list."""

    family = FamilySerializer()
    seat = PlaceSerializer(allow_null=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    stale = serializers.BooleanField(read_only=True)

    class Meta:
        model = Actor
        fields = [
            "slug",
            "url",
            "kind",
            "name",
            "acronym",
            "family",
            "seat",
            "description",
            "visibility",
            "illustrative",
            "source",
            "updated_at",
            "confirmed_at",
            "stale",
        ]


class MasterySerializer(serializers.ModelSerializer):
    competence = serializers.SlugRelatedField("slug", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = Mastery
        fields = ["competence", "level", "mobilisable", "conditions", "period", "illustrative"]


class ResourceSerializer(serializers.ModelSerializer):
    kind = serializers.SlugRelatedField("code", read_only=True)
    unit = serializers.CharField(source="kind.unit", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = Resource
        fields = ["kind", "description", "quantity", "unit", "conditions", "period", "illustrative"]


class OccupationSerializer(serializers.ModelSerializer):
    occupation = serializers.SlugRelatedField("code", read_only=True)
    name = serializers.CharField(source="occupation.name", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = ActorOccupation
        fields = ["occupation", "name", "period"]


class AffiliationSerializer(serializers.ModelSerializer):
    organisation = serializers.SlugRelatedField("slug", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = Affiliation
        fields = ["organisation", "role", "period"]


class ActorDetailSerializer(ActorSerializer):
    """An actor with what it knows, gives, practises and belongs to on the day asked for."""

    areas = PlaceSerializer(many=True)
    masteries = MasterySerializer(many=True)
    resources = ResourceSerializer(many=True)
    occupations = OccupationSerializer(many=True, source="practised")
    affiliations = AffiliationSerializer(many=True)

    class Meta(ActorSerializer.Meta):
        fields = [
            *ActorSerializer.Meta.fields,
            "areas",
            "masteries",
            "resources",
            "occupations",
            "affiliations",
        ]


class CompetenceSerializer(serializers.ModelSerializer):
    """A node of the tree of competences."""

    parent = serializers.SlugRelatedField("slug", read_only=True)
    synonyms = serializers.SlugRelatedField("name", many=True, read_only=True)

    class Meta:
        model = Competence
        fields = ["slug", "name", "definition", "parent", "synonyms", "status", "source"]


class ActorViewSet(viewsets.ReadOnlyModelViewSet):
    """Actors that the caller may see; `?le=` asks for a day."""

    queryset = Actor.objects.none()
    filterset_class = ActorFilter
    lookup_field = "slug"

    def get_serializer_class(self):
        """Tell more of one actor than of many."""
        return ActorDetailSerializer if self.action == "retrieve" else ActorSerializer

    def get_queryset(self):
        """Keep what the caller may see; a list leaves out what is archived."""
        actors = Actor.objects.visible_to(self.request.user).select_related("family", "seat")
        return _with_facts(actors, self.request) if self.action == "retrieve" else actors.listed()

    def filter_queryset(self, queryset):
        """Filter lists alone."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset


def _with_facts(actors, request: Request):
    day = requested_day(request)
    affiliations = Affiliation.objects.visible_to(request.user)
    return actors.prefetch_related(
        "areas",
        Prefetch("masteries", Mastery.objects.active_on(day).select_related("competence").order_by("pk")),
        Prefetch("resources", Resource.objects.active_on(day).select_related("kind").order_by("pk")),
        Prefetch(
            "practised", ActorOccupation.objects.active_on(day).select_related("occupation").order_by("pk")
        ),
        Prefetch("affiliations", affiliations.active_on(day).select_related("organisation").order_by("pk")),
    )


class CompetenceViewSet(viewsets.ReadOnlyModelViewSet):
    """The tree of competences: what is approved, and what the caller proposed."""

    queryset = Competence.objects.none()
    serializer_class = CompetenceSerializer
    lookup_field = "slug"

    def get_queryset(self):
        """Keep what is offered to the caller."""
        offered = Competence.objects.offered_to(self.request.user).filter(merged_into=None)
        synonyms = Prefetch("synonyms", CompetenceSynonym.objects.order_by("name"))
        return offered.select_related("parent").prefetch_related(synonyms)
