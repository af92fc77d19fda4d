"""What the parts of several records have in common."""

from rest_framework import serializers

from territoire.api.versions import version_of
from territoire.models import Territory


class PeriodSerializer(serializers.Serializer):
    """A period: first day, and first day after it; open ends are null."""

    lower = serializers.DateField(allow_null=True)
    upper = serializers.DateField(allow_null=True)


class PlaceSerializer(serializers.ModelSerializer):
    """A territory, named."""

    class Meta:
        model = Territory
        fields = ["code", "name", "kind"]


class VersionField(serializers.CharField):
    """The version of a record, for If-Match."""

    def __init__(self, **options):
        """Take the whole record."""
        super().__init__(**{"source": "*", "read_only": True, **options})

    def to_representation(self, value) -> str:
        """Return when it last changed."""
        return version_of(value)


class RecordSerializer(serializers.ModelSerializer):
    """A record known by `id`, with its version."""

    id = serializers.UUIDField(source="uid", read_only=True)
    version = VersionField()


class NamedAccountSerializer(serializers.Serializer):
    """An account as its team names it; `me` tells whether it is that of who asks."""

    name = serializers.CharField(source="__str__")
    me = serializers.SerializerMethodField()

    def get_me(self, account) -> bool:
        """Compare with who asks."""
        return account.pk == self.context["request"].user.pk
