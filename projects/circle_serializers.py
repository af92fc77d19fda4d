"""What the API and files say of whom to invite: the dataclasses of the page, as JSON."""

from typing import Any

from rest_framework import serializers

from actors.serializers import NamedActorSerializer
from projects.analysis.to_invite import WhomToInvite
from projects.serializers import AskedSerializer


class NamedNeedSerializer(serializers.Serializer):
    """A need, by what it asks for."""

    id = serializers.UUIDField(source="uid")
    asked = AskedSerializer()


class IfDeclinedSerializer(serializers.Serializer):
    """What becomes of the circle without somebody: who comes instead, which needs nobody else covers; if proven."""

    instead = NamedActorSerializer(many=True)
    lost = NamedNeedSerializer(many=True)
    proven = serializers.BooleanField()


class InviteeSerializer(serializers.Serializer):
    """Somebody to invite: what they help to cover, who can introduce them, what if they decline."""

    actor = NamedActorSerializer()
    fills = NamedNeedSerializer(many=True)
    introduction = NamedActorSerializer(many=True, source="chain")
    pinned = serializers.BooleanField()
    if_declined = IfDeclinedSerializer(allow_null=True)


class CircleSerializer(serializers.Serializer):
    """The smallest circle to invite; `unmet` are the needs that nobody known can meet."""

    project = serializers.CharField(source="project.slug")
    day = serializers.DateField()
    invitees = InviteeSerializer(many=True)
    met = NamedNeedSerializer(many=True)
    unmet = serializers.SerializerMethodField()
    excluded = NamedActorSerializer(many=True)
    proven = serializers.BooleanField()
    at_least = serializers.IntegerField()

    def get_unmet(self, found: WhomToInvite) -> list[str]:
        """Return the identifiers of the needs that nobody known can meet."""
        return [str(one.need.uid) for one in found.beyond]


def circle_as_data(found: WhomToInvite) -> dict[str, Any]:
    """Return what the API answers."""
    return CircleSerializer(found).data
