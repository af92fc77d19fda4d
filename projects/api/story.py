"""API: the story of a project."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from actors.serializers import NamedActorSerializer
from projects.analysis.story import Kind, Moment, story
from projects.api.analyses import WorkedOut
from projects.circle_serializers import NamedNeedSerializer


class MomentSerializer(serializers.Serializer):
    """Something that happened: who came, left, or met a need; `changed` says what an arrival changed."""

    kind = serializers.ChoiceField([(one.value, one.value) for one in Kind])
    day = serializers.DateField()
    actors = NamedActorSerializer(many=True)
    somebody = serializers.BooleanField()
    need = NamedNeedSerializer(allow_null=True)
    step = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()
    told = serializers.CharField()

    def get_step(self, moment: Moment) -> str:
        """Return the name of the step that was reached, or nothing."""
        return moment.step.name if moment.step else ""

    def get_changed(self, moment: Moment) -> str:
        """Return what the arrival changed, or nothing."""
        return moment.involvement.changes if moment.involvement and moment.kind == Kind.CAME else ""

    def get_decision(self, moment: Moment) -> str:
        """Return what was decided, or undone, or nothing."""
        return str(moment.proposal) if moment.proposal else ""


class ThankedSerializer(serializers.Serializer):
    """How many times an actor moved the project."""

    actor = NamedActorSerializer()
    times = serializers.IntegerField()


class StorySerializer(serializers.Serializer):
    """The story of a project until a day, as far as the caller sees; the newest moments first."""

    project = serializers.CharField()
    day = serializers.DateField()
    moments = MomentSerializer(many=True)
    thanks = ThankedSerializer(many=True)


class ProjectStory(WorkedOut):
    """The story of a project."""

    @extend_schema(
        summary="What happened in a project: who came, what was reached, what was met, thanks to whom",
        responses=StorySerializer,
    )
    def get(self, request, slug: str) -> Response:
        """Answer the very values of the page."""
        told = story(self.project(slug), request.user, self.day)
        thanks = [{"actor": actor, "times": times} for actor, times in told.thanks]
        found = {"project": slug, "day": self.day, "moments": told.moments, "thanks": thanks}
        return Response(StorySerializer(found).data)
