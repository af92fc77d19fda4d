"""Actors and what is said of them, as JSON."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.models import (
    Actor,
    ActorFamily,
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    Claim,
    Competence,
    ContactPoint,
    Mastery,
    Note,
    Notice,
    Occupation,
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    Resource,
    ResourceKind,
)
from territoire.api.serializers import (
    NamedAccountSerializer,
    PeriodSerializer,
    PictureField,
    PlaceSerializer,
    RecordSerializer,
    VersionField,
)


class FamilySerializer(serializers.ModelSerializer):
    """A family of actors."""

    class Meta:
        model = ActorFamily
        fields = ["code", "name", "group"]


class NamedActorSerializer(serializers.ModelSerializer):
    """An actor, named."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Actor
        fields = ["slug", "name", "url"]


class ActorSerializer(serializers.ModelSerializer):
    """An actor in a list; `picture` is where its picture is, if it has one."""

    picture = PictureField("actor-picture")
    family = FamilySerializer()
    seat = PlaceSerializer(allow_null=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    stale = serializers.BooleanField(read_only=True)
    version = VersionField()

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
            "picture",
            "visibility",
            "illustrative",
            "source",
            "updated_at",
            "confirmed_at",
            "stale",
            "version",
        ]


class MasterySerializer(RecordSerializer):
    """What an actor knows how to do."""

    competence = serializers.SlugRelatedField("slug", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = Mastery
        fields = [
            "id",
            "competence",
            "level",
            "mobilisable",
            "conditions",
            "period",
            "illustrative",
            "version",
        ]


class ResourceSerializer(RecordSerializer):
    """What an actor can give."""

    kind = serializers.SlugRelatedField("code", read_only=True)
    unit = serializers.CharField(source="kind.unit", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = Resource
        fields = [
            "id",
            "kind",
            "description",
            "quantity",
            "unit",
            "conditions",
            "period",
            "illustrative",
            "version",
        ]


class ActorOccupationSerializer(RecordSerializer):
    """A trade that an actor practises."""

    occupation = serializers.SlugRelatedField("code", read_only=True)
    name = serializers.CharField(source="occupation.name", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = ActorOccupation
        fields = ["id", "occupation", "name", "period", "version"]


class AffiliationSerializer(RecordSerializer):
    """Who belongs to what."""

    member = serializers.SlugRelatedField("slug", read_only=True)
    organisation = serializers.SlugRelatedField("slug", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = Affiliation
        fields = ["id", "member", "organisation", "role", "period", "version"]


class ContactPointSerializer(RecordSerializer):
    """A way to reach an actor, but for what it is: that is asked for apart, and noted."""

    class Meta:
        model = ContactPoint
        fields = ["id", "kind", "visibility", "version"]


class ContactSerializer(serializers.ModelSerializer):
    """A way to reach an actor."""

    class Meta:
        model = ContactPoint
        fields = ["kind", "value"]


class IdentifierSerializer(serializers.ModelSerializer):
    """The number of an actor in a public register."""

    class Meta:
        model = ActorIdentifier
        fields = ["scheme", "value"]


class ActorDetailSerializer(ActorSerializer):
    """An actor with what it knows, gives, practises and belongs to on the day asked for."""

    areas = PlaceSerializer(many=True)
    identifiers = IdentifierSerializer(many=True)
    masteries = MasterySerializer(many=True)
    resources = ResourceSerializer(many=True)
    occupations = ActorOccupationSerializer(many=True, source="practised")
    affiliations = AffiliationSerializer(many=True)

    class Meta(ActorSerializer.Meta):
        fields = [
            *ActorSerializer.Meta.fields,
            "archived_at",
            "areas",
            "identifiers",
            "masteries",
            "resources",
            "occupations",
            "affiliations",
        ]


class AxisSerializer(RecordSerializer):
    """One way in which two actors work together; `forward` goes from the first to the second."""

    kind = serializers.SlugRelatedField("code", read_only=True)
    period = PeriodSerializer()

    class Meta:
        model = PartnershipAxis
        fields = ["id", "kind", "direction", "period", "amount", "description", "state", "version"]


class PartnershipSerializer(RecordSerializer):
    """Two actors that work together, and in what."""

    first = NamedActorSerializer()
    second = NamedActorSerializer()
    axes = AxisSerializer(many=True)

    class Meta:
        model = Partnership
        fields = ["id", "first", "second", "visibility", "description", "axes", "version"]


class NoteSerializer(RecordSerializer):
    """A private note; `keeper` is the team, or the territory, whose it is."""

    keeper = serializers.SerializerMethodField()
    author = NamedAccountSerializer(source="created_by", allow_null=True)

    class Meta:
        model = Note
        fields = ["id", "text", "keeper", "author", "created_at", "version"]

    @extend_schema_field(serializers.CharField())
    def get_keeper(self, note: Note) -> str:
        """Name whose it is."""
        return str(note.team or note.territory)


class ClaimSerializer(RecordSerializer):
    """An account asks to speak for an actor."""

    account = NamedAccountSerializer(source="user")
    # Empty until it is accepted.
    way = serializers.CharField(read_only=True)

    class Meta:
        model = Claim
        fields = ["id", "account", "message", "state", "way", "answer", "decided_at", "version"]


class NoticeSerializer(serializers.ModelSerializer):
    """A notice that a person was given, or their own answer without one; where it was sent is not said."""

    answer = serializers.CharField()

    class Meta:
        model = Notice
        fields = ["sent_at", "from_account", "answer", "answered_at", "message"]


class ConsentSerializer(serializers.ModelSerializer):
    """Where a person stands: who sees them, how they agreed, what they were told, what they answered."""

    notices = NoticeSerializer(many=True)
    version = VersionField()

    class Meta:
        model = Actor
        fields = [
            "slug",
            "visibility",
            "consented_at",
            "consent_proof",
            "restricted_at",
            "notices",
            "version",
        ]


class CompetenceSerializer(serializers.ModelSerializer):
    """A node of the tree of competences."""

    parent = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)  # type: ignore[assignment]  # a member of this name
    synonyms = serializers.SlugRelatedField("name", many=True, read_only=True)
    version = VersionField()

    class Meta:
        model = Competence
        fields = ["slug", "name", "definition", "parent", "synonyms", "status", "source", "version"]


class OccupationSerializer(serializers.ModelSerializer):
    """A trade of the reference list (ROME codes)."""

    class Meta:
        model = Occupation
        fields = ["code", "name"]


class ResourceKindSerializer(serializers.ModelSerializer):
    """A kind of resource, and the unit in which it is counted."""

    class Meta:
        model = ResourceKind
        fields = ["code", "name", "unit", "description"]


class PartnershipKindSerializer(serializers.ModelSerializer):
    """A kind of axis, and how it is said from one side and from the other."""

    class Meta:
        model = PartnershipKind
        fields = ["code", "name", "description", "symmetric", "forward_words", "backward_words"]


class FamilyDetailSerializer(serializers.ModelSerializer):
    """A family of actors, described."""

    class Meta:
        model = ActorFamily
        fields = ["code", "name", "group", "description"]
