"""A random world in the database: actors, competences… get identifiers in the order of the world's."""

from dataclasses import dataclass

from django.utils import timezone

from actors.enums import FamilyGroup
from actors.models import (
    Actor,
    ActorFamily,
    ActorOccupation,
    Affiliation,
    Competence,
    CompetenceClosure,
    Mastery,
    Occupation,
    Partnership,
    PartnershipAxis,
    PartnershipKind,
    Resource,
    ResourceKind,
)
from projects.models import Degree, Engagement, Involvement, Need, Pledge, Project
from territoire.enums import Visibility
from territoire.models import Team, Territory, TerritoryClosure
from territoire.periods import since
from tests.projects.analysis.brute_force import Brute
from tests.projects.analysis.worlds import FAMILIES, KINDS, OCCUPATIONS, PLACES, Fact, World, to_date


@dataclass
class Reference:
    """What all worlds share."""

    places: list[Territory]
    families: list[ActorFamily]
    occupations: list[Occupation]
    kinds: list[ResourceKind]
    axis_kind: PartnershipKind


@dataclass
class Stored:
    """The rows of a world, in its order."""

    project: Project
    actors: list[Actor]
    needs: list[Need]
    involvements: list[Involvement]

    def actor(self, pk: int) -> int:
        return next(number for number, actor in enumerate(self.actors) if actor.pk == pk)

    def need(self, pk: int) -> int:
        return next(number for number, need in enumerate(self.needs) if need.pk == pk)


def reference() -> Reference:
    places = Territory.objects.bulk_create(
        Territory(kind=place.kind, code=f"lieu-{number}", name=f"Lieu {number}")
        for number, place in enumerate(PLACES)
    )
    for row, place in zip(places, PLACES, strict=True):
        for level in ("epci", "departement", "region"):
            number = getattr(place, level)
            setattr(row, level, None if number is None else places[number])
    Territory.objects.bulk_update(places, ["epci", "departement", "region"])
    TerritoryClosure.objects.bulk_create(
        TerritoryClosure(ancestor=places[whole], descendant=places[number])
        for number, place in enumerate(PLACES)
        for whole in (number, *place.within)
    )
    Degree.objects.bulk_create([Degree(value=value, name=str(value)) for value in range(1, 6)])
    return Reference(
        places,
        ActorFamily.objects.bulk_create(
            ActorFamily(code=f"f{n}", name=f"F{n}", group=FamilyGroup.PRIVATE) for n in range(FAMILIES)
        ),
        Occupation.objects.bulk_create(Occupation(code=f"X{n}", name=f"X{n}") for n in range(OCCUPATIONS)),
        ResourceKind.objects.bulk_create(
            ResourceKind(code=f"k{n}", name=f"K{n}", unit="eur") for n in range(KINDS)
        ),
        PartnershipKind.objects.create(code="with", name="With"),
    )


def store(world: World, ref: Reference) -> Stored:
    actors = _actors(world, ref)
    competences = _competences(world)
    projects = _projects(world, ref)
    needs = Need.objects.bulk_create(
        Need(
            project=projects[0],
            competence=competences[need.asked] if need.kind == "competence" else None,
            minimum_level=need.level,
            occupation=ref.occupations[need.asked] if need.kind == "occupation" else None,
            resource_kind=ref.kinds[need.asked] if need.kind == "resource" else None,
            family=ref.families[need.asked] if need.kind == "family" else None,
            quantity=need.quantity,
            importance=need.importance,
            opened_on=to_date(need.opened),
            closed_on=to_date(need.closed),
            wanted_by=to_date(need.wanted_by),
            waived_on=to_date(need.waived),
            waiver_reason="" if need.waived is None else "Fait ailleurs",
        )
        for need in world.needs
    )
    Affiliation.objects.bulk_create(
        Affiliation(member=actors[one.member], organisation=actors[one.organisation], period=_period(one))
        for one in world.belongs
    )
    Mastery.objects.bulk_create(
        Mastery(
            actor=actors[one.actor],
            competence=competences[one.competence],
            level=one.level,
            mobilisable=one.mobilisable,
            period=_period(one),
        )
        for one in world.knows
    )
    ActorOccupation.objects.bulk_create(
        ActorOccupation(
            actor=actors[one.actor], occupation=ref.occupations[one.occupation], period=_period(one)
        )
        for one in world.practises
    )
    resources = Resource.objects.bulk_create(
        Resource(
            actor=actors[one.actor], kind=ref.kinds[one.kind], quantity=one.quantity, period=_period(one)
        )
        for one in world.owns
    )
    Pledge.objects.bulk_create(
        Pledge(
            need=needs[one.need],
            actor=actors[one.actor],
            resource=None if one.resource is None else resources[one.resource],
            quantity=one.quantity,
            state="confirmed" if one.confirmed else "offered",
            period=_period(one),
        )
        for one in world.gives
    )
    _partnerships(world, ref, actors)
    return Stored(projects[0], actors, needs, _involvements(world, projects, actors))


def _period(fact: Fact):
    return since(to_date(fact.start), to_date(fact.end))


def _actors(world: World, ref: Reference) -> list[Actor]:
    return Actor.objects.bulk_create(
        Actor(
            name=actor.name,
            slug=f"a{number}",
            kind=actor.kind,
            family=ref.families[actor.family],
            seat=None if actor.seat is None else ref.places[actor.seat],
            visibility=Visibility.TEAM if actor.hidden else Visibility.PUBLIC,
            consented_at=None if actor.hidden else timezone.now(),
        )
        for number, actor in enumerate(world.actors)
    )


def _competences(world: World) -> list[Competence]:
    rows = []
    for number, parent in enumerate(world.parents):
        rows.append(
            Competence.objects.create(
                name=f"C{number}", slug=f"c{number}", parent=None if parent is None else rows[parent]
            )
        )
    brute = Brute(world)
    numbers = range(len(rows))
    CompetenceClosure.objects.bulk_create(
        CompetenceClosure(ancestor=rows[top], descendant=rows[number], depth=0)
        for top in numbers
        for number in numbers
        if brute.under(number, top)
    )
    return rows


def _projects(world: World, ref: Reference) -> list[Project]:
    return [
        Project.objects.create(
            name=f"P{number}",
            slug=f"p{number}",
            territory=ref.places[world.place],
            team=Team.objects.create(name=f"P{number}"),
            visibility=Visibility.TEAM if number in world.hidden_projects else Visibility.PUBLIC,
        )
        for number in range(3)
    ]


def _involvements(world: World, projects: list[Project], actors: list[Actor]) -> list[Involvement]:
    rows = Involvement.objects.bulk_create(
        Involvement(
            project=projects[one.project],
            actor=actors[one.actor],
            degree_id=one.degree,
            period=_period(one),
        )
        for one in world.parts
    )
    Engagement.objects.bulk_create(
        Engagement(involvement=row, person=actors[person])
        for row, one in zip(rows, world.parts, strict=True)
        for person in one.engaged
    )
    return rows


def _partnerships(world: World, ref: Reference, actors: list[Actor]) -> None:
    rows = Partnership.objects.bulk_create(
        Partnership(
            first=actors[one.first],
            second=actors[one.second],
            visibility=Visibility.TEAM if one.hidden else Visibility.PUBLIC,
        )
        for one in world.partners
    )
    PartnershipAxis.objects.bulk_create(
        PartnershipAxis(partnership=row, kind=ref.axis_kind, period=_period(one))
        for row, one in zip(rows, world.partners, strict=True)
    )
