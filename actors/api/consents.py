"""The agreement of a person to be shown: what they were told, what they answered, and what who keeps them notes."""

from typing import Any

from actors.enums import ActorKind
from actors.forms.persons import AgreeForm, AttestForm, TellForm
from actors.models import Actor
from actors.serializers import ConsentSerializer
from actors.views import consents as kept
from actors.views import own_rights as own
from territoire.api.views import Gesture, Records
from territoire.views import check


def _tell(data, record: Actor, user) -> TellForm:
    return TellForm(data, prefix="tell", person=record, by=user)


def _attest(data, record: Actor, user) -> AttestForm:
    return AttestForm(data, prefix="attest", person=record)


def _agree(data, record: Actor, user) -> AgreeForm:
    return AgreeForm(data, person=record)


class Consents(Records):
    """What a person was told and answered: for who keeps them, and for themselves.

    The first gestures are for who keeps the person; those that end in `oneself` for the account of the person alone.
    """

    part, tag = "actors", "actors"
    model, serializer_class = Actor, ConsentSerializer
    lookup_field = "slug"
    for_accounts = True
    gestures = {
        "tell": Gesture(kept.tell, "Send the notice to the address of the person", form=TellForm, make=_tell),
        "hand-over": Gesture(kept.handed_over, "Note that the printed notice was given today"),
        "attest": Gesture(kept.attest, "Note how the person agreed", form=AttestForm, make=_attest),
        "hide": Gesture(kept.hide, "Hide again a person who took back their agreement"),
        "object": Gesture(kept.object_, "Erase a person who objects", answers=204),
        "agree-oneself": Gesture(
            own.agree, "Agree to be shown, to whom and how near", form=AgreeForm, make=_agree
        ),
        "restrict-oneself": Gesture(own.restrict, "Ask that nothing be done with what is known of oneself"),
        "lift-oneself": Gesture(own.lift, "Let it be used again"),
        "withdraw-oneself": Gesture(own.withdraw, "Take one’s agreement back"),
        "object-oneself": Gesture(own.object_, "Be erased", answers=204),
    }

    def get_queryset(self):
        """Keep the persons that the caller may see."""
        persons = Actor.objects.filter(kind=ActorKind.PERSON, erased_at=None, merged_into=None)
        return persons.visible_to(self.request.user)

    def shown(self, records):
        """Load the notices."""
        return records.select_related("seat", "team", "created_by").prefetch_related("notices")

    def get_object(self) -> Any:
        """Return the person, to who may change what is said of them."""
        person = super().get_object()
        check(self.request.user, "actors.change_actor", person)
        return person
