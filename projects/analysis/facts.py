"""Reads the plain facts of projects on one day, whatever anyone may see: a fixed number of queries.

Persons who asked that nothing be done with what is known of them count for nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from actors.enums import ActorKind
from actors.models import ActorOccupation, Affiliation, Mastery, Resource
from projects.analysis import values
from projects.enums import NeedKind, PledgeState
from projects.models import Engagement, Involvement, Need, Pledge, Project
from territoire.periods import DatedQuerySet
from territoire.sight import fetched

# What is known to exist, but not how much of it, counts as one unit.
UNKNOWN_QUANTITY = Decimal(1)
_UNDER = "SELECT ancestor_id, descendant_id FROM actors_competenceclosure WHERE ancestor_id = ANY(%(asked)s)"


def open_needs(project: Project, day: date) -> list[Need]:
    """Return the project's needs on `day`, waived ones included, with what they ask for."""
    asked = ("competence", "occupation", "resource_kind", "family")
    return list(project.needs.open_on(day).select_related(*asked).order_by("pk"))


def facts_of(project: Project, needs: Iterable[Need], day: date) -> values.Facts:
    """Return all that the states of `needs`, the project's open needs on `day`, depend on."""
    return facts_by_project({project.pk: list(needs)}, day)[project.pk]


def facts_by_project(needs: Mapping[int, Iterable[Need]], day: date) -> dict[int, values.Facts]:
    """Return the facts of several projects at once, by project: as many queries as for one."""
    plain = {project: tuple(plain_need(need, day) for need in asked) for project, asked in needs.items()}
    involvements = _involvements(plain, day)
    wanted = tuple(need for asked in plain.values() for need in asked)
    circle = {one.actor for circles in involvements.values() for one in circles}
    affiliations = _affiliations(circle, day)
    engaged = {person for circles in involvements.values() for one in circles for person in one.engaged}
    reached = circle | engaged | {one.person for one in affiliations}
    under = competences_under(wanted)
    everybody = values.Facts(
        day=day,
        affiliations=affiliations,
        masteries=_masteries(reached, under, day),
        practices=_practices(reached, asked_for(wanted, NeedKind.OCCUPATION), day),
        stocks=_stocks(circle, asked_for(wanted, NeedKind.RESOURCE), day),
        pledges=_pledges(wanted, day),
        under=under,
    )
    return {
        project: _share(everybody, asked, tuple(involvements[project])) for project, asked in plain.items()
    }


def _share(
    everybody: values.Facts, needs: tuple[values.Need, ...], involvements: tuple[values.Involvement, ...]
) -> values.Facts:
    """Return what concerns one project among the facts of several."""
    circle = {one.actor for one in involvements}
    affiliations = tuple(one for one in everybody.affiliations if one.organisation in circle)
    engaged = {person for one in involvements for person in one.engaged}
    reached = circle | engaged | {one.person for one in affiliations}
    own = {need.id for need in needs}
    return replace(
        everybody,
        needs=needs,
        involvements=involvements,
        affiliations=affiliations,
        masteries=tuple(one for one in everybody.masteries if one.actor in reached),
        practices=tuple(one for one in everybody.practices if one.actor in reached),
        stocks=tuple(one for one in everybody.stocks if one.actor in circle),
        pledges=tuple(one for one in everybody.pledges if one.need in own),
    )


def facts_around(actors: Iterable[int], of: values.Facts) -> values.Facts:
    """Return what the needs of some facts could depend on if `actors` came aboard: no involvement among it."""
    actors = set(actors)
    if not actors:
        return values.Facts(of.day, under=of.under)
    affiliations = _affiliations(actors, of.day)
    reached = actors | {one.person for one in affiliations}
    return values.Facts(
        day=of.day,
        affiliations=affiliations,
        masteries=_masteries(reached, dict(of.under), of.day),
        practices=_practices(reached, asked_for(of.needs, NeedKind.OCCUPATION), of.day),
        stocks=_stocks(actors, asked_for(of.needs, NeedKind.RESOURCE), of.day),
        under=of.under,
    )


def asked_for(needs: Iterable[values.Need], kind: NeedKind) -> set[int]:
    """Return what the needs of one kind ask for."""
    return {need.asked for need in needs if need.kind == kind}


def competences_under(needs: Iterable[values.Need]) -> dict[int, frozenset[int]]:
    """Return, for each competence asked for, itself and all that stands under it."""
    asked = asked_for(needs, NeedKind.COMPETENCE)
    if not asked:
        return {}
    under = defaultdict(set)
    for ancestor, descendant in fetched(_UNDER, {"asked": list(asked)}):
        under[ancestor].add(descendant)
    return {ancestor: frozenset(found) for ancestor, found in under.items()}


def free_stocks(
    resources: DatedQuerySet, pledges: DatedQuerySet, day: date
) -> dict[tuple[int, int], Decimal]:
    """Return, by actor and kind, how much of `resources` is left on `day` once `pledges` are taken out."""
    taken = pledges.active_on(day).filter(resource=OuterRef("pk")).order_by().values("resource")
    pledged = Subquery(taken.annotate(total=Sum("quantity")).values("total"))
    left: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    rows = resources.active_on(day).annotate(pledged=Coalesce(pledged, Decimal(0)))
    for actor, kind, quantity, gone in rows.values_list("actor_id", "kind_id", "quantity", "pledged"):
        free = (UNKNOWN_QUANTITY if quantity is None else quantity) - gone
        if free > 0:
            left[actor, kind] += free
    return dict(left)


def plain_need(need: Need, day: date | None = None) -> values.Need:
    """Return what a need asks for, and whether it is waived on `day` (never without a day)."""
    return values.Need(
        id=need.pk,
        kind=need.kind,
        asked=need.asked.pk,
        level=need.minimum_level,
        quantity=need.quantity,
        importance=need.importance,
        wanted_by=need.wanted_by,
        waived=bool(day and need.waived_on and need.waived_on <= day),
    )


def _involvements(projects: Iterable[int], day: date) -> dict[int, list[values.Involvement]]:
    engaged = defaultdict(set)
    persons = Engagement.objects.filter(
        involvement__project__among=projects,
        involvement__period__contains=day,
        person__kind=ActorKind.PERSON,
        person__restricted_at=None,
    )
    for involvement, person in persons.values_list("involvement_id", "person_id"):
        engaged[involvement].add(person)
    used = Involvement.objects.filter(project__among=projects, actor__restricted_at=None)
    rows = used.active_on(day).order_by("pk")
    columns = ("project_id", "pk", "actor_id", "degree_id", "actor__family_id", "actor__kind", "period")
    found = defaultdict(list)
    for project, pk, actor, degree, family, kind, period in rows.values_list(*columns):
        person = kind == ActorKind.PERSON
        found[project].append(
            values.Involvement(pk, actor, degree, family, person, frozenset(engaged[pk]), period.upper)
        )
    return found


def _affiliations(circle: set[int], day: date) -> tuple[values.Affiliation, ...]:
    persons = Affiliation.objects.active_on(day).filter(
        member__kind=ActorKind.PERSON, member__restricted_at=None
    )
    rows = persons.filter(organisation__among=circle).exclude(organisation__kind=ActorKind.PERSON)
    return tuple(
        values.Affiliation(person, organisation, period.upper)
        for person, organisation, period in rows.values_list("member_id", "organisation_id", "period")
    )


def _masteries(actors: set[int], under: dict[int, frozenset[int]], day: date) -> tuple[values.Mastery, ...]:
    if not under:
        return ()
    competences = frozenset().union(*under.values())
    rows = Mastery.objects.active_on(day).filter(actor__among=actors, competence__among=competences)
    columns = ("actor_id", "competence_id", "level", "mobilisable", "period")
    return tuple(
        values.Mastery(actor, competence, level, mobilisable, period.upper)
        for actor, competence, level, mobilisable, period in rows.values_list(*columns)
    )


def _practices(actors: set[int], occupations: set[int], day: date) -> tuple[values.Practice, ...]:
    if not occupations:
        return ()
    rows = ActorOccupation.objects.active_on(day).filter(actor__among=actors, occupation__among=occupations)
    return tuple(
        values.Practice(actor, occupation, period.upper)
        for actor, occupation, period in rows.values_list("actor_id", "occupation_id", "period")
    )


def _stocks(circle: set[int], kinds: set[int], day: date) -> tuple[values.Stock, ...]:
    if not kinds:
        return ()
    resources = Resource.objects.filter(actor__among=circle, kind__among=kinds)
    found = free_stocks(resources, Pledge.objects.all(), day)
    return tuple(values.Stock(actor, kind, free) for (actor, kind), free in found.items())


def _pledges(needs: tuple[values.Need, ...], day: date) -> tuple[values.Pledge, ...]:
    asking = {need.id for need in needs if need.kind == NeedKind.RESOURCE}
    if not asking:
        return ()
    rows = Pledge.objects.active_on(day).filter(need__among=asking, actor__restricted_at=None)
    return tuple(
        values.Pledge(need, actor, quantity, state == PledgeState.CONFIRMED, period.upper)
        for need, actor, quantity, state, period in rows.values_list(
            "need_id", "actor_id", "quantity", "state", "period"
        )
    )
