"""Projects and their parts, as JSON."""

from rest_framework import serializers

from actors.models import Actor
from actors.serializers import FamilySerializer, NamedActorSerializer
from projects.enums import NeedKind
from projects.models import (
    Assessment,
    CandidateChoice,
    Degree,
    Experience,
    GuestRequest,
    Introduction,
    Involvement,
    JoinRequest,
    Milestone,
    Need,
    Pledge,
    Project,
    Proposal,
    SharedValue,
    Suggestion,
    Theme,
)
from territoire.api.serializers import (
    NamedAccountSerializer,
    PeriodSerializer,
    PictureField,
    PlaceSerializer,
    RecordSerializer,
    VersionField,
)


class ProjectSerializer(serializers.ModelSerializer):
    """A project in a list; `picture` is where its picture is, if it has one."""

    picture = PictureField("project-picture")
    territory = PlaceSerializer()
    themes = serializers.SlugRelatedField("slug", many=True, read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    stale = serializers.BooleanField(read_only=True)
    version = VersionField()

    class Meta:
        model = Project
        fields = [
            "slug",
            "url",
            "name",
            "summary",
            "picture",
            "territory",
            "themes",
            "stage",
            "started_on",
            "ended_on",
            "open_to_newcomers",
            "decision_rule",
            "visibility",
            "illustrative",
            "source",
            "updated_at",
            "confirmed_at",
            "stale",
            "version",
        ]


class MilestoneSerializer(RecordSerializer):
    """A step of a project."""

    class Meta:
        model = Milestone
        fields = [
            "id",
            "name",
            "description",
            "day",
            "precision",
            "state",
            "position",
            "illustrative",
            "version",
        ]


class AboardSerializer(serializers.ModelSerializer):
    """An actor as an involvement names it."""

    family = FamilySerializer()

    class Meta:
        model = Actor
        fields = ["slug", "name", "kind", "family"]


class InvolvementSerializer(RecordSerializer):
    """Who takes part, how much, through whom."""

    actor = AboardSerializer()
    degree = serializers.IntegerField(source="degree_id")
    wanted_degree = serializers.IntegerField(source="wanted_degree_id", allow_null=True)
    period = PeriodSerializer()
    engaged = serializers.SerializerMethodField()

    class Meta:
        model = Involvement
        fields = [
            "id",
            "actor",
            "role",
            "brings",
            "changes",
            "degree",
            "wanted_degree",
            "state",
            "period",
            "engaged",
            "illustrative",
            "version",
        ]

    def get_engaged(self, involvement: Involvement) -> list[str]:
        """Return the slugs of the persons who take part, as far as the caller sees."""
        return [person.slug for person in involvement.seen_persons]  # type: ignore[attr-defined]


class NeedSerializer(RecordSerializer):
    """What is needed: one of competence, occupation, resource_kind and family."""

    kind = serializers.ChoiceField(NeedKind.choices)
    competence = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    occupation = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    resource_kind = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    family = serializers.SlugRelatedField("code", read_only=True, allow_null=True)

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
            "version",
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
            "archived_at",
            "milestones",
            "involvements",
            "needs",
        ]


class PledgeSerializer(RecordSerializer):
    """What an actor gives to a need for a resource."""

    need = serializers.SlugRelatedField("uid", read_only=True)
    actor = NamedActorSerializer()
    resource = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    period = PeriodSerializer()

    class Meta:
        model = Pledge
        fields = ["id", "need", "actor", "resource", "quantity", "state", "period", "note", "version"]


class ExperienceSerializer(RecordSerializer):
    """How a need was filled; `ask` is null where the caller may not see whom to ask."""

    need = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    competences = serializers.SlugRelatedField("slug", many=True, read_only=True)
    ask = NamedActorSerializer(source="seen_ask", allow_null=True)

    class Meta:
        model = Experience
        fields = [
            "id",
            "title",
            "story",
            "worked",
            "did_not_work",
            "need",
            "competences",
            "ask",
            "day",
            "version",
        ]


class JoinRequestSerializer(RecordSerializer):
    """An actor offers to come aboard."""

    need = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    actor = NamedActorSerializer()
    wanted_degree = serializers.IntegerField(source="wanted_degree_id")
    author = NamedAccountSerializer(source="created_by", allow_null=True)

    class Meta:
        model = JoinRequest
        fields = [
            "id",
            "need",
            "actor",
            "wanted_degree",
            "message",
            "state",
            "author",
            "reason",
            "created_at",
            "decided_at",
            "version",
        ]


class IntroductionSerializer(RecordSerializer):
    """How the meeting with a candidate goes; `via` is null where the caller may not see through whom."""

    need = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    actor = NamedActorSerializer()
    via = NamedActorSerializer(source="seen_via", allow_null=True)
    in_charge = NamedAccountSerializer(allow_null=True)

    class Meta:
        model = Introduction
        fields = [
            "id",
            "need",
            "actor",
            "state",
            "in_charge",
            "via",
            "note",
            "due_on",
            "contacted_on",
            "closed_on",
            "declined_reason",
            "told_at",
            "version",
        ]


class ProposalSerializer(RecordSerializer):
    """What a project proposes to somebody, as they read it."""

    need = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    actor = NamedActorSerializer()

    class Meta:
        model = Introduction
        fields = ["id", "need", "actor", "state", "told_at", "version"]


class ChangeProposalSerializer(RecordSerializer):
    """What somebody of the circle proposes; `actor` is null where the caller may not see in whose name."""

    title = serializers.CharField(source="__str__", read_only=True)
    milestone = serializers.SlugRelatedField("uid", read_only=True, allow_null=True, source="step")
    need = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    actor = NamedActorSerializer(source="seen_actor", allow_null=True)
    before = serializers.DictField(child=serializers.JSONField())
    after = serializers.DictField(child=serializers.JSONField())

    class Meta:
        model = Proposal
        fields = [
            "id",
            "kind",
            "title",
            "milestone",
            "need",
            "before",
            "after",
            "reason",
            "actor",
            "rule",
            "decide_on",
            "state",
            "decision",
            "created_at",
            "decided_at",
            "undone_at",
            "version",
        ]


class SuggestionSerializer(RecordSerializer):
    """Somebody whom others name; `actor` is null where the caller may not see who it is."""

    need = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    actor = NamedActorSerializer(source="seen_actor", allow_null=True)

    class Meta:
        model = Suggestion
        fields = [
            "id",
            "name",
            "kind",
            "brings",
            "why",
            "known_how",
            "need",
            "state",
            "actor",
            "reason",
            "created_at",
            "version",
        ]


class GuestRequestSerializer(RecordSerializer):
    """Somebody without an account asks to board."""

    need = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    wanted_degree = serializers.IntegerField(source="wanted_degree_id")

    class Meta:
        model = GuestRequest
        fields = [
            "id",
            "need",
            "gesture",
            "name",
            "email",
            "organisation",
            "wanted_degree",
            "message",
            "state",
            "reason",
            "created_at",
            "decided_at",
            "version",
        ]


class CandidateChoiceSerializer(RecordSerializer):
    """A candidate kept, or left out, for one need or for the whole project."""

    need = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    actor = NamedActorSerializer()

    class Meta:
        model = CandidateChoice
        fields = ["id", "need", "actor", "choice", "reason", "version"]


class AssessmentSerializer(RecordSerializer):
    """How one member of the team sees an actor; who, is said of oneself alone."""

    actor = NamedActorSerializer()
    mine = serializers.SerializerMethodField()

    class Meta:
        model = Assessment
        fields = [
            "id",
            "actor",
            "mine",
            "day",
            "influence",
            "interest",
            "stance",
            "legitimacy",
            "urgency",
            "version",
        ]

    def get_mine(self, assessment: Assessment) -> bool:
        """Compare with who asks."""
        return assessment.assessor_id == self.context["request"].user.pk


class ThemeSerializer(serializers.ModelSerializer):
    """What projects are about."""

    class Meta:
        model = Theme
        fields = ["slug", "name", "description"]


class SharedValueSerializer(serializers.ModelSerializer):
    """A value that projects hold."""

    class Meta:
        model = SharedValue
        fields = ["slug", "name"]


class DegreeSerializer(serializers.ModelSerializer):
    """A degree of involvement, 1 to 5."""

    class Meta:
        model = Degree
        fields = ["value", "name", "description"]
