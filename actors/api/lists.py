"""All that is said of all the actors that one may see, to be read at once: a page of it, not an actor at a time."""

from django.db.models import Prefetch, Q
from rest_framework import serializers

from actors.models import Affiliation, Mastery, Partnership, PartnershipAxis, Resource
from actors.serializers import (
    AffiliationSerializer,
    MasterySerializer,
    PartnershipSerializer,
    ResourceSerializer,
)
from territoire.api.views import Records

#: Whose facts are not listed: they are still read on their own page.
GONE = ("archived_at", "merged_into", "restricted_at")


class OfAll(Records):
    """Facts of all actors, on the day asked for; those that are out of the lists are left out."""

    part, tag = "actors", "actors"
    lookup_field = "uid"
    dated = True
    ends: tuple[str, ...] = ("actor",)

    def get_queryset(self):
        """Keep what the caller may see."""
        listed = Q(**{f"{end}__{name}": None for end in self.ends for name in GONE})
        return self.model._default_manager.visible_to(self.request.user).filter(listed)

    def listed(self, records):
        """Keep what is true on the day."""
        return records if self.request.query_params.get("all") == "1" else records.active_on(self.day)


class MasteryOfAllSerializer(MasterySerializer):
    """What an actor knows how to do, with whose it is."""

    actor = serializers.SlugRelatedField("slug", read_only=True)

    class Meta(MasterySerializer.Meta):
        fields = [*MasterySerializer.Meta.fields, "actor"]


class ResourceOfAllSerializer(ResourceSerializer):
    """What an actor can give, with whose it is."""

    actor = serializers.SlugRelatedField("slug", read_only=True)

    class Meta(ResourceSerializer.Meta):
        fields = [*ResourceSerializer.Meta.fields, "actor"]


class Masteries(OfAll):
    """What all actors know how to do."""

    model, serializer_class = Mastery, MasteryOfAllSerializer

    def shown(self, records):
        """Name the actor and the competence."""
        return records.select_related("actor", "competence")


class Resources(OfAll):
    """What all actors can give."""

    model, serializer_class = Resource, ResourceOfAllSerializer

    def shown(self, records):
        """Name the actor and the kind."""
        return records.select_related("actor", "kind")


class Affiliations(OfAll):
    """Who belongs to what."""

    model, serializer_class, ends = Affiliation, AffiliationSerializer, ("member", "organisation")

    def shown(self, records):
        """Name both."""
        return records.select_related("member", "organisation")


class Partnerships(OfAll):
    """Who works with whom, and in what on the day asked for."""

    model, serializer_class, ends = Partnership, PartnershipSerializer, ("first", "second")
    dated, on_a_day = False, True

    def listed(self, records):
        """Keep them all: their axes say when."""
        return records

    def shown(self, records):
        """Load the partners, and the axes of the day."""
        axes = PartnershipAxis.objects.active_on(self.day).select_related("kind").order_by("pk")
        return records.select_related("first", "second").prefetch_related(Prefetch("axes", axes))
