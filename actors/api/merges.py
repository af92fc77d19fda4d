"""Two pages of the same actor made one, and that undone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from rest_framework import serializers

from actors.actions import merges
from actors.api.actors import SeenActors
from actors.models import Actor, ActorMerge
from territoire.api import forms
from territoire.api.problems import Conflict
from territoire.api.views import Gesture
from territoire.views import check

MERGE = "actors.merge_actor"


class AbsorbBody(forms.Body):
    """The actor whose links come to the one of the address."""

    actor = serializers.CharField(max_length=200)


class Absorb(Gesture):
    """Names the other."""

    def body(self) -> type[forms.Body]:
        """Say which."""
        return AbsorbBody


class Merges(SeenActors):
    """What becomes of an actor that is there twice."""

    gestures = {
        "absorb": Absorb(None, "Lead all that is said of another page of the same actor to this one"),
        "part": Gesture(None, "Undo the merge of this actor into another"),
    }

    def do(self, gesture: Gesture, sent: dict[str, Any], arguments) -> tuple[None, dict]:
        """Merge, or undo, as the administration does."""
        try:
            if gesture is self.gestures["absorb"]:
                self._absorb(sent)
            else:
                self._part()
        except merges.MergeRefusedError as refused:
            raise Conflict(str(refused)) from refused
        return None, {}

    def _absorb(self, sent: dict[str, Any]) -> None:
        check(self.request.user, MERGE, self.record)
        if "actor" not in sent:
            raise serializers.ValidationError(
                {"actor": [serializers.Field.default_error_messages["required"]]}
            )
        other = Actor.objects.visible_to(self.request.user).filter(slug=sent["actor"]).first()
        if other is None:
            raise serializers.ValidationError({"actor": [forms.NOT_OFFERED]})
        check(self.request.user, MERGE, other)
        merges.merge(self.record, other, by=self.request.user)

    def _part(self) -> None:
        # As in the administration, where what undoes a merge is for admins.
        if not self.request.user.is_superuser:
            raise PermissionDenied
        merge = ActorMerge.objects.filter(absorbed=self.record, undone_at=None).first()
        if merge is None:
            raise Conflict(None)
        merges.undo(merge, by=self.request.user)
