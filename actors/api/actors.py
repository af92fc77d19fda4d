"""Actors."""

from django.db.models import Prefetch
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from rest_framework.serializers import ChoiceField

from actors.enums import ActorKind
from actors.filters import ActorFilter
from actors.models import Actor, ActorIdentifier, ActorOccupation, Affiliation, Mastery, Resource
from actors.serializers import ActorDetailSerializer, ActorSerializer
from actors.views import actors as pages
from actors.views import freshness
from territoire.api.pictures import PictureOf
from territoire.api.views import Gesture, Records

# What the schema cannot guess: how programs name what is chosen.
for _name in ("famille", "territoire", "competence", "metier"):
    set_override(ActorFilter.base_filters[_name], "field", OpenApiTypes.STR)
set_override(ActorFilter.base_filters["genre"], "field", ChoiceField(ActorKind.choices))


class SeenActors(Records):
    """Actors that the caller may see, one of which shows what is said of it on the day asked for."""

    part, tag = "actors", "actors"
    model = Actor
    queryset = Actor.objects.none()
    serializer_class, detail_class = ActorSerializer, ActorDetailSerializer
    lookup_field = "slug"

    def get_queryset(self):
        """Keep what the caller may see."""
        return Actor.objects.visible_to(self.request.user).select_related("family", "seat")

    def shown(self, records):
        """Load the facts of one actor, on the day asked for."""
        return records if self.action == "list" else _with_facts(records, self.request.user, self.day)


class Actors(SeenActors):
    """Organisations, groups and persons that the caller may see, by the filters of the page.

    An actor shows what it knows, gives, practises and belongs to on the day asked for. A person stays hidden until
    they agree (`consent/`).
    """

    filterset_class = ActorFilter
    on_a_day = True
    add = Gesture(pages.ActorCreate, "Register an actor", body={"needed": frozenset({"seat"})})
    change = Gesture(pages.ActorUpdate, "Change an actor")
    remove = Gesture(pages.ActorDelete, "Delete an actor for good, with all that is said of it")
    gestures = {
        "archive": Gesture(pages.archive, "Take an actor off the lists"),
        "restore": Gesture(pages.restore, "Bring an actor back to the lists"),
        "confirm": Gesture(
            freshness.confirm, "Say that all that is said of it is still true", versioned=False
        ),
    }

    def listed(self, records):
        """Leave out what is archived."""
        return records.listed()


class Picture(PictureOf, SeenActors):
    """The picture of an actor."""

    page = Actors.change


def _with_facts(actors, user, day):
    affiliations = Affiliation.objects.visible_to(user)
    facts = {
        "masteries": Mastery.objects.active_on(day).select_related("competence"),
        "resources": Resource.objects.active_on(day).select_related("kind"),
        "practised": ActorOccupation.objects.active_on(day).select_related("occupation"),
        "affiliations": affiliations.active_on(day).select_related("organisation", "member"),
        "identifiers": ActorIdentifier.objects.all(),
    }
    loaded = [Prefetch(name, facts_of_it.order_by("pk")) for name, facts_of_it in facts.items()]
    return actors.prefetch_related("areas", *loaded)
