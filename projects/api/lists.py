"""The parts of all the projects that one may see, to be read at once: a page of them, not a project at a time."""

from django.db.models import Prefetch
from rest_framework import serializers

from actors.models import Actor
from projects.analysis.cards import needs_asked
from projects.api.projects import involvements_shown
from projects.models import Experience, Involvement, Need
from projects.record_serializers import ExperienceSerializer, InvolvementSerializer, NeedSerializer
from territoire.api.views import Records


class OfAll(Records):
    """Parts of all the projects that are listed."""

    part, tag = "projects", "projects"
    lookup_field = "uid"

    def get_queryset(self):
        """Keep what the caller may see."""
        return self.model._default_manager.visible_to(self.request.user).filter(project__archived_at=None)

    @property
    def is_asked_for_all(self) -> bool:
        """Tell whether what is over, or to come, is asked for too."""
        return self.request.query_params.get("all") == "1"


class InvolvementOfAllSerializer(InvolvementSerializer):
    """Who takes part, and in which project."""

    project = serializers.SlugRelatedField("slug", read_only=True)

    class Meta(InvolvementSerializer.Meta):
        fields = [*InvolvementSerializer.Meta.fields, "project"]


class NeedOfAllSerializer(NeedSerializer):
    """What is needed, and by which project."""

    project = serializers.SlugRelatedField("slug", read_only=True)

    class Meta(NeedSerializer.Meta):
        fields = [*NeedSerializer.Meta.fields, "project"]


class ExperienceOfAllSerializer(ExperienceSerializer):
    """What was learnt, and in which project."""

    project = serializers.SlugRelatedField("slug", read_only=True)

    class Meta(ExperienceSerializer.Meta):
        fields = [*ExperienceSerializer.Meta.fields, "project"]


class Involvements(OfAll):
    """Who takes part in which project."""

    model, serializer_class, dated = Involvement, InvolvementOfAllSerializer, True

    def listed(self, records):
        """Keep those of the day, of actors that are listed."""
        records = records.filter(actor__archived_at=None, actor__restricted_at=None)
        return records if self.is_asked_for_all else records.active_on(self.day)

    def shown(self, records):
        """Load who, and the project."""
        return involvements_shown(records, self.request.user).select_related("project")


class Needs(OfAll):
    """What projects need."""

    model, serializer_class, dated = Need, NeedOfAllSerializer, True

    def listed(self, records):
        """Keep what is open on the day."""
        return records if self.is_asked_for_all else records.open_on(self.day)

    def shown(self, records):
        """Load what is asked for, and the project."""
        return needs_asked(records).select_related("project")


class Experiences(OfAll):
    """What projects learnt."""

    model, serializer_class = Experience, ExperienceOfAllSerializer

    def shown(self, records):
        """Load what it is about, and whom to ask as far as the caller sees."""
        asked = Prefetch("ask", Actor.objects.visible_to(self.request.user), to_attr="seen_ask")
        return records.select_related("need", "project").prefetch_related("competences", asked)
