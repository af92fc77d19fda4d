"""What is said of one actor: what it knows, gives and practises, what it belongs to, how to reach it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from actors.actions import contacts as contact_details
from actors.models import (
    Actor,
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    ContactPoint,
    Mastery,
    Resource,
)
from actors.serializers import (
    ActorOccupationSerializer,
    AffiliationSerializer,
    ContactPointSerializer,
    ContactSerializer,
    IdentifierSerializer,
    MasterySerializer,
    ResourceSerializer,
)
from actors.views import facts as pages
from territoire.api.views import ApiView, Gesture, Records

FACTS = {fact.name: fact for fact in pages.FACTS}


class OfActor(Records):
    """Something of the actor that the address names: 404 when the caller may not see it."""

    part, tag = "actors", "actors"
    lookup_field = "uid"
    dated = True
    owner = "actor"

    @cached_property
    def actor(self) -> Actor:
        """The actor."""
        return get_object_or_404(Actor.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    def get_queryset(self):
        """Keep what is said of it and may be seen."""
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        facts = self.model._default_manager.filter(**{self.owner: self.actor})
        return facts.visible_to(self.request.user) if hasattr(facts, "visible_to") else facts

    def listed(self, records):
        """Keep what is true on the day asked for, unless all is asked for."""
        if not self.dated or self.request.query_params.get("all") == "1":
            return records
        return records.active_on(self.day)


def _fact(name: str) -> dict:
    fact = FACTS[name]
    changes = (
        Gesture(pages.ChangeFact, "Change it", form=fact.change_form, fact=fact) if fact.change_form else None
    )
    optional = {"competence"} if name == "mastery" else {"value"} if name == "contact" else set()
    return {
        "add": Gesture(
            pages.AddFact,
            str(fact.add_form.__doc__).partition("\n")[0],
            form=fact.add_form,
            body={"optional": frozenset(optional - {"value"})},
            fact=fact,
        ),
        "change": changes,
        "remove": Gesture(
            pages.RemoveFact, "Remove it, as if it had never been said", versioned=bool(changes), fact=fact
        ),
    }


class Masteries(OfActor):
    """What an actor knows how to do; `proposed_name` proposes a competence that the list misses."""

    model, serializer_class = Mastery, MasterySerializer
    add, change, remove = _fact("mastery").values()

    def shown(self, records):
        """Name the competences."""
        return records.select_related("competence")


class Resources(OfActor):
    """What an actor can give besides competences."""

    model, serializer_class = Resource, ResourceSerializer
    add, change, remove = _fact("resource").values()

    def shown(self, records):
        """Name the kinds."""
        return records.select_related("kind")


class Occupations(OfActor):
    """The trades that an actor practises."""

    model, serializer_class = ActorOccupation, ActorOccupationSerializer
    add, change, remove = _fact("occupation").values()

    def shown(self, records):
        """Name the trades."""
        return records.select_related("occupation")


class Affiliations(OfActor):
    """What an actor belongs to."""

    model, serializer_class, owner = Affiliation, AffiliationSerializer, "member"
    add, change, remove = _fact("affiliation").values()

    def shown(self, records):
        """Name both."""
        return records.select_related("organisation", "member")


class Members(Affiliations):
    """Who belongs to an actor."""

    owner = "organisation"
    add, change, remove = _fact("member").values()


class ContactPoints(OfActor):
    """The ways to reach an actor, without what they are: `contacts/` gives that, and notes who asked."""

    model, serializer_class, dated = ContactPoint, ContactPointSerializer, False
    add, change, remove = _fact("contact").values()


class Identifiers(OfActor):
    """The numbers of an actor in public registers."""

    model, serializer_class, dated = ActorIdentifier, IdentifierSerializer, False
    lookup_field = "value"
    add, _change, remove = _fact("identifier").values()

    def get_object(self):
        """Return the one that the register and the number name."""
        if "\0" in self.kwargs["value"]:
            raise Http404
        return get_object_or_404(
            self.get_queryset(), scheme=self.kwargs["scheme"], value=self.kwargs["value"]
        )

    def _again(self, record, key):
        return record if record is not None else super()._again(record, key)


class Contacts(ApiView):
    """The contact details that are for the caller; it is noted who asked, never what they were."""

    part, tag = "contacts", "actors"
    throttle_scope = "contact"
    saves_nothing = open_to_all = True

    @extend_schema(summary="Ask for contact details", request=None, responses=ContactSerializer(many=True))
    def post(self, request, slug: str) -> Response:
        """Give them."""
        actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
        return Response(ContactSerializer(contact_details.give(actor, to=request.user), many=True).data)


contacts = Contacts.as_view()
