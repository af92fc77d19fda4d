"""The API of workshops: read as their pages are; what is written on a board stays between those who were there."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from territoire.api.views import Records, addresses
from workshops.actions.outcomes import of_workshop
from workshops.models import Moment, Outcome, Workshop
from workshops.permissions import lead_workshop


class AgendaLineSerializer(serializers.Serializer):
    """A line of the agenda."""

    at = serializers.SerializerMethodField()
    what = serializers.CharField()

    def get_at(self, moment: Moment) -> str:
        """Return the hour and the minutes."""
        return f"{moment.at:%H:%M}"


class WorkshopSerializer(serializers.ModelSerializer):
    """When, where and what for."""

    project = serializers.SlugRelatedField("slug", read_only=True)
    territory = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    agenda = AgendaLineSerializer(source="moments", many=True)

    class Meta:
        model = Workshop
        fields = [
            "slug",
            "name",
            "project",
            "territory",
            "begins_at",
            "ends_at",
            "place",
            "aim",
            "agenda",
            "visibility",
        ]


class OutcomeSerializer(serializers.ModelSerializer):
    """What the map gained: `known` where it was there already."""

    name = serializers.CharField(source="thing.__str__")
    page = serializers.CharField(source="address")

    class Meta:
        model = Outcome
        fields = ["becomes", "known", "name", "page"]


class WorkshopDetailSerializer(WorkshopSerializer):
    """A workshop with its minutes, once shown, and what came out of it as far as the caller sees."""

    minutes = serializers.SerializerMethodField()
    outcomes = serializers.SerializerMethodField()

    class Meta(WorkshopSerializer.Meta):
        fields = [*WorkshopSerializer.Meta.fields, "minutes", "outcomes"]

    def get_minutes(self, workshop: Workshop) -> str:
        """Return the minutes, nothing until they are shown but to who leads."""
        shown = workshop.minutes_shown or lead_workshop(self.context["request"].user, workshop)
        return workshop.minutes if shown else ""

    @extend_schema_field(OutcomeSerializer(many=True))
    def get_outcomes(self, workshop: Workshop):
        """Return what the map gained."""
        seen = Outcome.objects.visible_to(self.context["request"].user).filter(workshop=workshop)
        return OutcomeSerializer(of_workshop(workshop).filter(pk__in=seen.values("pk")), many=True).data


class Workshops(Records):
    """Workshops of projects and territories."""

    model, serializer_class, detail_class = Workshop, WorkshopSerializer, WorkshopDetailSerializer
    part, tag = "projects", "workshops"
    lookup_field = "slug"

    def get_queryset(self):
        """Keep what the caller may see."""
        if getattr(self, "swagger_fake_view", False):
            return Workshop.objects.none()
        return Workshop.objects.visible_to(self.request.user)

    def shown(self, records):
        """Load what they are about."""
        return records.with_what_is_shown()


urlpatterns = addresses("workshops/", Workshops, "workshop", one="<slug:slug>/")
