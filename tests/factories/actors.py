"""Actors and what they know, give and share, for tests; traits for situations."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from actors.enums import AccessWay, ActorKind, ClaimState, ClaimWay, Level
from actors.models import (
    Actor,
    ActorFamily,
    ActorMerge,
    ActorOccupation,
    ActorReport,
    Affiliation,
    Claim,
    Competence,
    CompetenceClosure,
    CompetenceSynonym,
    ContactAccess,
    ContactPoint,
    Mastery,
    Note,
    Notice,
    Occupation,
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    PersonWarning,
    Resource,
    ResourceKind,
)
from territoire.enums import ReportReason, Visibility, WarningStage
from tests.factories.territoire import TeamFactory, TerritoryFactory, UserFactory


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


class ClaimFactory(DjangoModelFactory):
    """A claim that waits; trait accepted."""

    class Meta:
        model = Claim

    class Params:
        accepted = factory.Trait(
            state=ClaimState.ACCEPTED,
            way=ClaimWay.FACILITATOR,
            decided_at=factory.LazyFunction(timezone.now),
        )

    actor = factory.SubFactory(ActorFactory)
    user = factory.SubFactory(UserFactory)
    created_by = factory.SelfAttribute("user")


class NoteFactory(DjangoModelFactory):
    """A note of a team."""

    class Meta:
        model = Note

    actor = factory.SubFactory(ActorFactory)
    team = factory.SubFactory(TeamFactory)
    text = factory.Sequence(lambda n: f"Note {n}")


class NoticeFactory(DjangoModelFactory):
    """A notice that a person has not answered yet."""

    class Meta:
        model = Notice

    actor = factory.SubFactory(ActorFactory, person=True)
    email = factory.Sequence(lambda n: f"personne-inscrite{n}@exemple.example")


class ContactAccessFactory(DjangoModelFactory):
    """Somebody saw an actor's contact details."""

    class Meta:
        model = ContactAccess

    actor = factory.SubFactory(ActorFactory)
    user = factory.SubFactory(UserFactory)
    way = AccessWay.SHOWN
    count = 1


class ActorReportFactory(DjangoModelFactory):
    """A report that waits."""

    class Meta:
        model = ActorReport

    actor = factory.SubFactory(ActorFactory)
    reason = ReportReason.WRONG


class PersonWarningFactory(DjangoModelFactory):
    """A person was warned that they will be erased."""

    class Meta:
        model = PersonWarning

    actor = factory.SubFactory(ActorFactory, person=True)
    stage = WarningStage.MONTH


class ActorMergeFactory(DjangoModelFactory):
    """An actor was merged into another."""

    class Meta:
        model = ActorMerge

    kept = factory.SubFactory(ActorFactory)
    absorbed = factory.SubFactory(ActorFactory)
    moves = factory.LazyFunction(lambda: [{"model": "actors.Mastery", "pk": 1, "before": {"actor_id": 1}}])
    by = factory.SubFactory(UserFactory)
