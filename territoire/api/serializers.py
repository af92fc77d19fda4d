"""What the parts of several records have in common."""

from django.urls import reverse
from rest_framework import serializers

from territoire import pictures
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


class PictureField(serializers.CharField):
    """Where the picture of a record is, which changes when it does; null without one."""

    def __init__(self, view: str, **options):
        """`view` names its address in the API."""
        self.view = view
        super().__init__(**{"source": "*", "read_only": True, "allow_null": True, **options})

    def to_representation(self, value) -> str | None:  # type: ignore[override]  # texts may be null
        """Return its address."""
        name = value.picture.name
        return f"{reverse(self.view, args=[value.slug])}?v={pictures.version(name)}" if name else None


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
