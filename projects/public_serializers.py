"""What projects say of themselves, as JSON."""

from rest_framework import serializers

from actors.serializers import NamedActorSerializer
from projects.models import Aim, Conviction, Indicator, Measure, News, Support
from territoire.api.serializers import RecordSerializer


class MeasureOfOneSerializer(RecordSerializer):
    """What an indicator stood at on a day."""

    class Meta:
        model = Measure
        fields = ["id", "day", "value", "source", "comment", "illustrative", "version"]


class MeasureSerializer(RecordSerializer):
    """What an indicator stood at on a day."""

    indicator = serializers.SlugRelatedField("uid", read_only=True)

    class Meta:
        model = Measure
        fields = ["id", "indicator", "day", "value", "source", "comment", "illustrative", "version"]


class IndicatorSerializer(RecordSerializer):
    """What a project counts; its measures, the oldest first."""

    measures = MeasureOfOneSerializer(many=True, read_only=True)

    class Meta:
        model = Indicator
        fields = [
            "id",
            "name",
            "unit",
            "start_value",
            "start_day",
            "target_value",
            "target_day",
            "method",
            "illustrative",
            "measures",
            "version",
        ]


class SupportSerializer(RecordSerializer):
    """What an actor says in public for a project."""

    actor = NamedActorSerializer()
    message = serializers.SerializerMethodField()

    class Meta:
        model = Support
        fields = [
            "id",
            "actor",
            "words",
            "message",
            "state",
            "published_at",
            "reason",
            "illustrative",
            "version",
        ]
        read_only_fields = fields

    def get_message(self, support: Support) -> str:
        """Return how it was asked for, while it waits: everybody reads what is public."""
        return "" if support.is_public else support.message


class NewsSerializer(RecordSerializer):
    """What a project tells; without `published_at`, a draft."""

    class Meta:
        model = News
        fields = ["id", "title", "day", "text", "published_at", "illustrative", "version"]


class AimSerializer(RecordSerializer):
    """An objective that actors of the circle may share."""

    class Meta:
        model = Aim
        fields = ["id", "words", "illustrative", "version"]


class ConvictionSerializer(RecordSerializer):
    """An actor holds a value, or an objective; neither: it answered that it holds none."""

    actor = NamedActorSerializer()
    value = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    aim = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)

    class Meta:
        model = Conviction
        fields = ["id", "actor", "value", "aim", "illustrative", "version"]
