"""Who says what of an actor: private notes, and claims to speak for it."""

from actors.api.facts import OfActor
from actors.forms.claims import AnswerForm
from actors.models import Claim, Note
from actors.permissions import note_teams, note_territories
from actors.serializers import ClaimSerializer, NoteSerializer
from actors.views import claims, notes
from territoire.api.views import Gesture


class Notes(OfActor):
    """Private notes, for the team or the facilitators that wrote them: to others they are not there.

    `keeper` is `project:<slug>` for the team of that project, or `territory:<code>` for those who facilitate it.
    """

    part, tag = "follow-up", "follow-up"
    model, serializer_class, dated = Note, NoteSerializer, False
    add = Gesture(notes.NoteCreate, "Write a note")
    change = Gesture(notes.NoteUpdate, "Change a note")
    remove = Gesture(notes.NoteDelete, "Delete a note")

    def sent(self, gesture, request):
        """Say for whom as the form does."""
        said = super().sent(gesture, request)
        sort, _colon, key = said.get("keeper", "").partition(":")
        if sort == "project":
            team = note_teams(request.user).filter(project__slug=key).first()
            said["keeper"] = f"team-{team.pk}" if team else ""
        elif "keeper" in said:
            place = note_territories(request.user, self.actor).filter(code=key).first()
            said["keeper"] = f"territory-{place.pk}" if place and sort == "territory" else ""
        return said

    def shown(self, records):
        """Name whose they are."""
        return records.select_related("team", "territory", "created_by")


def _decline(data, record: Claim, user) -> AnswerForm:
    return AnswerForm(data, prefix="decline")


def _end(data, record: Claim, user) -> AnswerForm:
    return AnswerForm(data, prefix="end")


class Claims(OfActor):
    """Claims to speak for an actor: one's own, and those that one answers."""

    part, tag = "follow-up", "follow-up"
    model, serializer_class, dated = Claim, ClaimSerializer, False
    add = Gesture(claims.ClaimCreate, "Ask to speak for an actor")
    gestures = {
        "accept": Gesture(claims.accept, "Let somebody speak for the actor"),
        "decline": Gesture(claims.Decline, "Decline, and say why", form=AnswerForm, make=_decline),
        "withdraw": Gesture(claims.withdraw, "Take one's claim back"),
        "end": Gesture(claims.End, "Let somebody speak for the actor no more", form=AnswerForm, make=_end),
    }

    def shown(self, records):
        """Name who asks."""
        return records.select_related("user")
