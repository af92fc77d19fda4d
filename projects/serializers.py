"""What the API says of a project's gaps: the dataclasses of the page, as JSON."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.serializers import NamedActorSerializer
from projects.analysis.shown import GapReport, NeedReport
from projects.enums import NeedKind, NeedState
from projects.models import Project


class AskedSerializer(serializers.Serializer):
    """What a need asks for: `id` is the slug of a competence, the code of anything else."""

    id = serializers.SerializerMethodField()
    name = serializers.CharField(source="__str__")

    def get_id(self, asked) -> str:
        """Return its public identifier."""
        return getattr(asked, "slug", None) or asked.code


class BearerSerializer(serializers.Serializer):
    """Who has what is needed; `actor` is null for whoever in the circle the caller may not see, without number."""

    actor = NamedActorSerializer(allow_null=True)
    level = serializers.IntegerField(allow_null=True)
    amount = serializers.CharField(allow_blank=True)
    through = NamedActorSerializer(many=True)


class PartsSerializer(serializers.Serializer):
    """The four parts of a score, each from 0 to 1."""

    proximity = serializers.FloatField()
    ties = serializers.FloatField()
    level = serializers.FloatField()
    complementarity = serializers.FloatField()


class CandidateSerializer(serializers.Serializer):
    """Who could meet a need; `introduction` goes from somebody aboard to them."""

    actor = NamedActorSerializer()
    score = serializers.FloatField()
    parts = PartsSerializer()
    level = serializers.IntegerField(allow_null=True)
    helpers = NamedActorSerializer(many=True)
    introduction = NamedActorSerializer(many=True, source="chain")
    reasons = serializers.ListField(child=serializers.CharField())
    reserve = serializers.CharField(allow_blank=True)


class NeedGapSerializer(serializers.Serializer):
    """A need: what is asked, its state, who bears it, who could meet it (the first 20 of `candidates_total`).

    `since`: the first day on which it stood so; null when that is as far back as is known.
    """

    id = serializers.UUIDField(source="need.uid")
    kind = serializers.ChoiceField(NeedKind.choices, source="need.kind")
    asked = AskedSerializer(source="need.asked")
    level = serializers.IntegerField(source="need.minimum_level", allow_null=True)
    quantity = serializers.DecimalField(14, 2, source="need.quantity", coerce_to_string=False)
    importance = serializers.IntegerField(source="need.importance")
    wanted_by = serializers.DateField(source="need.wanted_by", allow_null=True)
    waiver_reason = serializers.SerializerMethodField()
    illustrative = serializers.BooleanField(source="need.illustrative")
    state = serializers.ChoiceField(NeedState.choices)
    since = serializers.DateField(allow_null=True)
    fragile = serializers.BooleanField()
    why_fragile = serializers.ListField(child=serializers.CharField())
    within_reach = serializers.ListField(child=serializers.CharField())
    bearers = serializers.SerializerMethodField()
    candidates = CandidateSerializer(many=True)
    candidates_total = serializers.IntegerField(source="total")

    def get_waiver_reason(self, report: NeedReport) -> str:
        """Return why it is not needed on that day."""
        return report.need.waiver_reason if report.state == NeedState.WAIVED else ""

    @extend_schema_field(BearerSerializer(many=True))
    def get_bearers(self, report: NeedReport) -> list[dict]:
        """Return the bearers, and one without a name for all those that the caller may not see."""
        hidden: dict = {"actor": None, "level": None, "amount": "", "through": []}
        seen = BearerSerializer(report.bearers, many=True).data
        return [*seen, hidden] if report.somebody else list(seen)


class CoverageSerializer(serializers.Serializer):
    """Share of what is needed that is held (null without needs), and of how many needs."""

    rate = serializers.FloatField(allow_null=True)
    needs = serializers.IntegerField()


class NamedProjectSerializer(serializers.ModelSerializer):
    """A project, named."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Project
        fields = ["slug", "name", "url"]


class GapsSerializer(serializers.Serializer):
    """The gaps of one project on one day, as the caller may see them."""

    project = NamedProjectSerializer()
    day = serializers.DateField()
    coverage = CoverageSerializer()
    needs = NeedGapSerializer(many=True)


def gaps_as_data(report: GapReport) -> dict:
    """Return a report in the shape of the API, waived needs last."""
    shown = {
        "project": report.project,
        "day": report.day,
        "coverage": report.coverage,
        "needs": [*report.needs, *report.waived],
    }
    return dict(GapsSerializer(shown).data)
