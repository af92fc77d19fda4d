"""What a room wrote and how it rated, by the API, for who leads its workshop: written on the board alone."""

from django.db.models import Count
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.serializers import NamedActorSerializer
from territoire.api.serializers import RecordSerializer
from territoire.api.views import Records
from workshops.analysis.rounds import Told, told
from workshops.models import Note, Round, RoundActor
from workshops.views.pages import led_or_refused


class PostItSerializer(serializers.ModelSerializer):
    """A post-it of the wall; who wrote it is known to nobody."""

    id = serializers.UUIDField(source="uid", read_only=True)
    question = serializers.SlugRelatedField("uid", read_only=True)
    group = serializers.SlugRelatedField("name", read_only=True, allow_null=True)
    dots = serializers.IntegerField(source="dots_given")

    class Meta:
        model = Note
        fields = ["id", "question", "text", "kind", "group", "dots", "written_at"]


class PostIts(Records):
    """What the room wrote, but what was withdrawn or hidden."""

    part, tag = "projects", "workshops"
    model, serializer_class, for_accounts = Note, PostItSerializer, True

    def get_queryset(self):
        """Keep those of the workshop, for who leads it."""
        if getattr(self, "swagger_fake_view", False):
            return Note.objects.none()
        workshop = led_or_refused(self.request.user, self.kwargs["slug"])
        return Note.objects.shown().filter(question__workshop=workshop)

    def shown(self, records):
        """Load what they answer, how they were grouped, and count their dots."""
        return records.select_related("question", "group").annotate(dots_given=Count("dots"))


class FigureSerializer(serializers.Serializer):
    """Where voices stand on a scale from 1 to 5: the median, and the middle half of them."""

    median = serializers.FloatField(source="middle")
    low = serializers.FloatField()
    high = serializers.FloatField()


class RatedActorSerializer(serializers.Serializer):
    """What the room says of an actor: figures of three voices or more once they were shown, and what was settled."""

    actor = NamedActorSerializer(source="about.actor")
    voices = serializers.IntegerField()
    figures = serializers.DictField(child=FigureSerializer())
    settled = serializers.SerializerMethodField()

    def get_settled(self, one: Told) -> dict[str, int]:
        """Return the figures that the room agreed on."""
        return {name: value for name, value in one.about.figures.items() if value is not None}


class RoundSerializer(RecordSerializer):
    """An assessment round, with the actors that the caller sees."""

    actors = serializers.SerializerMethodField()

    class Meta:
        model = Round
        fields = ["id", "state", "salience", "actors", "version"]

    @extend_schema_field(RatedActorSerializer(many=True))
    def get_actors(self, one: Round):
        """Return what the room says of each."""
        about = RoundActor.objects.visible_to(self.context["request"].user).told().filter(round=one)
        said = told(one, about.select_related("actor", "round"))
        return RatedActorSerializer(said, many=True, context=self.context).data


class Rounds(Records):
    """Assessment rounds of a workshop."""

    part, tag = "projects", "workshops"
    model, serializer_class, for_accounts = Round, RoundSerializer, True

    def get_queryset(self):
        """Keep those of the workshop, for who leads it."""
        if getattr(self, "swagger_fake_view", False):
            return Round.objects.none()
        return Round.objects.filter(workshop=led_or_refused(self.request.user, self.kwargs["slug"]))
