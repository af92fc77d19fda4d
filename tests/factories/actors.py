"""Actors and what they know, give and share, for tests; traits for situations."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from actors.enums import ActorKind, Level
from actors.models import (
    Actor,
    ActorFamily,
    ActorOccupation,
    Affiliation,
    Competence,
    CompetenceClosure,
    CompetenceSynonym,
    ContactPoint,
    Mastery,
    Occupation,
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    Resource,
    ResourceKind,
)
from territoire.enums import Visibility
from tests.factories.territoire import TerritoryFactory, UserFactory


class ActorFamilyFactory(DjangoModelFactory):
    class Meta:
        model = ActorFamily
        django_get_or_create = ("code",)

    code = "asso"
    name = "Associations"
    group = "civil_society"


class ActorFactory(DjangoModelFactory):
    """A public organisation; traits: person (hidden), consenting (a person who agreed), group, hidden, archived."""

    class Meta:
        model = Actor

    class Params:
        person = factory.Trait(kind=ActorKind.PERSON, visibility=Visibility.TEAM, origin="Rencontre")
        consenting = factory.Trait(
            kind=ActorKind.PERSON,
            visibility=Visibility.PUBLIC,
            consented_at=factory.LazyFunction(timezone.now),
        )
        group = factory.Trait(kind=ActorKind.GROUP)
        hidden = factory.Trait(visibility=Visibility.TEAM)
        members_only = factory.Trait(visibility=Visibility.MEMBERS)
        archived = factory.Trait(archived_at=factory.LazyFunction(timezone.now))

    kind = ActorKind.ORGANISATION
    name = factory.Sequence(lambda n: f"Acteur {n}")
    slug = factory.Sequence(lambda n: f"acteur-{n}")
    family = factory.SubFactory(ActorFamilyFactory)
    seat = factory.SubFactory(TerritoryFactory)
    created_by = factory.SubFactory(UserFactory)


class CompetenceFactory(DjangoModelFactory):
    """An approved competence, under `parent` if given; the closure follows."""

    class Meta:
        model = Competence
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Compétence {n}")
    slug = factory.Sequence(lambda n: f"competence-{n}")
    parent = None

    @factory.post_generation
    def closure(competence, create, extracted, **kwargs):
        CompetenceClosure.objects.create(ancestor=competence, descendant=competence, depth=0)
        if competence.parent:
            for link in CompetenceClosure.objects.filter(descendant=competence.parent):
                CompetenceClosure.objects.create(
                    ancestor_id=link.ancestor_id, descendant=competence, depth=link.depth + 1
                )


class CompetenceSynonymFactory(DjangoModelFactory):
    class Meta:
        model = CompetenceSynonym

    competence = factory.SubFactory(CompetenceFactory)
    name = factory.Sequence(lambda n: f"Synonyme {n}")


class MasteryFactory(DjangoModelFactory):
    class Meta:
        model = Mastery

    actor = factory.SubFactory(ActorFactory)
    competence = factory.SubFactory(CompetenceFactory)
    level = Level.PRACTISES


class OccupationFactory(DjangoModelFactory):
    class Meta:
        model = Occupation

    code = factory.Sequence(lambda n: f"Z{n:04d}")
    name = factory.Sequence(lambda n: f"Métier {n}")


class ActorOccupationFactory(DjangoModelFactory):
    class Meta:
        model = ActorOccupation

    actor = factory.SubFactory(ActorFactory)
    occupation = factory.SubFactory(OccupationFactory)


class ResourceKindFactory(DjangoModelFactory):
    class Meta:
        model = ResourceKind
        django_get_or_create = ("code",)

    code = "funding"
    name = "Financement"
    unit = "eur"


class ResourceFactory(DjangoModelFactory):
    class Meta:
        model = Resource

    actor = factory.SubFactory(ActorFactory)
    kind = factory.SubFactory(ResourceKindFactory)


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = Affiliation

    member = factory.SubFactory(ActorFactory, person=True)
    organisation = factory.SubFactory(ActorFactory)


class PartnershipKindFactory(DjangoModelFactory):
    class Meta:
        model = PartnershipKind
        django_get_or_create = ("code",)

    code = "cooperation"
    name = "Coopération"


class PartnershipFactory(DjangoModelFactory):
    """Two actors, `between=(a, b)` in any order."""

    class Meta:
        model = Partnership

    class Params:
        between = factory.LazyFunction(lambda: (ActorFactory(), ActorFactory()))

    first = factory.LazyAttribute(lambda p: min(p.between, key=lambda actor: actor.pk))
    second = factory.LazyAttribute(lambda p: max(p.between, key=lambda actor: actor.pk))


class PartnershipAxisFactory(DjangoModelFactory):
    class Meta:
        model = PartnershipAxis

    partnership = factory.SubFactory(PartnershipFactory)
    kind = factory.SubFactory(PartnershipKindFactory)


class ContactPointFactory(DjangoModelFactory):
    class Meta:
        model = ContactPoint

    actor = factory.SubFactory(ActorFactory)
    kind = "email"
    value = "contact@exemple.example"
