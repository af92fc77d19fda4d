"""Vocabularies: competences, families, occupations, kinds."""

from django.db.models import Prefetch

from actors.models import (
    ActorFamily,
    Competence,
    CompetenceSynonym,
    Occupation,
    PartnershipKind,
    ResourceKind,
)
from actors.serializers import (
    CompetenceSerializer,
    FamilyDetailSerializer,
    OccupationSerializer,
    PartnershipKindSerializer,
    ResourceKindSerializer,
)
from territoire.api.views import Records


class Competences(Records):
    """The tree of competences: what is approved, and what the caller proposed (with `?q=`, what is named so).

    A competence that the list misses is proposed with the mastery, or the need, that uses it.
    """

    tag = "vocabularies"
    model, serializer_class = Competence, CompetenceSerializer
    lookup_field = "slug"
    list_parameters = [
        {
            "name": "q",
            "in": "query",
            "description": "Words of the name, or of a synonym.",
            "schema": {"type": "string"},
        }
    ]

    def get_queryset(self):
        """Keep what is offered to the caller."""
        return Competence.objects.offered_to(self.request.user).filter(merged_into=None)

    def listed(self, records):
        """Keep what is named as asked."""
        words = self.request.query_params.get("q", "").strip()[:100]
        return records.named_like(words) if words else records

    def shown(self, records):
        """Load what stands above, and the synonyms."""
        synonyms = Prefetch("synonyms", CompetenceSynonym.objects.order_by("name"))
        return records.select_related("parent").prefetch_related(synonyms)


class Vocabulary(Records):
    """A list of words."""

    tag = "vocabularies"
    lookup_field = "code"

    def get_queryset(self):
        """Read it all: it is the same for everyone."""
        return self.model._default_manager.all()


class Families(Vocabulary):
    """The families of actors."""

    model, serializer_class = ActorFamily, FamilyDetailSerializer


class Occupations(Vocabulary):
    """The occupations of the reference list (ROME codes)."""

    model, serializer_class = Occupation, OccupationSerializer


class ResourceKinds(Vocabulary):
    """The kinds of resources, each with its unit."""

    model, serializer_class = ResourceKind, ResourceKindSerializer


class PartnershipKinds(Vocabulary):
    """The kinds of axes of partnerships."""

    model, serializer_class = PartnershipKind, PartnershipKindSerializer
