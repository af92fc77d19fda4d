"""Reads all that a project's needs depended on, day after day, whatever anyone may see: a fixed number of queries.

The same facts as `facts` reads for one day, with the day on which each begins. What has no period (a degree, a
quantity, who is engaged) counts as it is recorded now.
"""

from collections import defaultdict
from collections.abc import Iterable

from actors.enums import ActorKind
from actors.models import ActorOccupation
from projects.analysis import values
from projects.analysis.facts import UNKNOWN_QUANTITY, asked_for, competences_under, plain_need
from projects.analysis.over_time import DatedNeed, History, Holding, Span, Taken
from projects.enums import NeedKind, PledgeState
from projects.models import Need, Project
from territoire.sight import fetched

# Persons who asked that nothing be done with what is known of them count for nobody.
_INVOLVEMENTS = """
SELECT involvement.id, actor_id, degree_id, family_id, kind, ARRAY(
    SELECT person_id FROM projects_engagement JOIN actors_actor person ON person.id = person_id
    WHERE involvement_id = involvement.id AND person.kind = 'person' AND person.restricted_at IS NULL
), lower(period), upper(period)
FROM projects_involvement involvement JOIN actors_actor ON actors_actor.id = actor_id
WHERE project_id = %(project)s AND restricted_at IS NULL ORDER BY involvement.id
"""
_AFFILIATIONS = """
SELECT member_id, organisation_id, lower(period), upper(period) FROM actors_affiliation
JOIN actors_actor member ON member.id = member_id JOIN actors_actor organisation ON organisation.id = organisation_id
WHERE organisation_id = ANY(%(circle)s) AND member.kind = 'person' AND member.restricted_at IS NULL
    AND organisation.kind <> 'person'
"""
_MASTERIES = """
SELECT actor_id, competence_id, level, mobilisable, lower(period), upper(period) FROM actors_mastery
WHERE actor_id = ANY(%(actors)s) AND competence_id = ANY(%(competences)s)
"""
_STOCKS = """
SELECT id, actor_id, kind_id, quantity, lower(period), upper(period) FROM actors_resource
WHERE actor_id = ANY(%(circle)s) AND kind_id = ANY(%(kinds)s) ORDER BY id
"""
_TAKEN = """
SELECT resource_id, quantity, lower(period), upper(period) FROM projects_pledge WHERE resource_id = ANY(%(resources)s)
"""
_PLEDGES = """
SELECT need_id, actor_id, quantity, state, lower(period), upper(period)
FROM projects_pledge pledge JOIN actors_actor ON actors_actor.id = actor_id
WHERE need_id = ANY(%(asking)s) AND restricted_at IS NULL ORDER BY pledge.id
"""


def all_needs(project: Project) -> list[Need]:
    """Return every need that the project ever stated, with what it asks for."""
    asked = ("competence", "occupation", "resource_kind", "family")
    return list(project.needs.select_related(*asked).order_by("pk"))


def history_of(project: Project, needs: Iterable[Need]) -> History:
    """Return all that the states of `needs`, some needs of the project, ever depended on."""
    needs = list(needs)
    plain = tuple(plain_need(need) for need in needs)
    under = competences_under(plain)
    involvements = _involvements(project)
    circle = {one.fact.actor for one in involvements}
    affiliations = _affiliations(circle)
    engaged = {person for one in involvements for person in one.fact.engaged}
    reached = circle | engaged | {one.fact.person for one in affiliations}
    return History(
        needs=tuple(
            DatedNeed(value, need.opened_on, need.closed_on, need.waived_on)
            for value, need in zip(plain, needs, strict=True)
        ),
        involvements=involvements,
        affiliations=affiliations,
        masteries=_masteries(reached, under),
        practices=_practices(reached, asked_for(plain, NeedKind.OCCUPATION)),
        holdings=_holdings(circle, asked_for(plain, NeedKind.RESOURCE)),
        pledges=_pledges(plain),
        under=under,
    )


def _involvements(project: Project) -> tuple[Span[values.Involvement], ...]:
    return tuple(
        Span(
            values.Involvement(
                pk, actor, degree, family, kind == ActorKind.PERSON, frozenset(engaged), until
            ),
            since,
        )
        for pk, actor, degree, family, kind, engaged, since, until in fetched(
            _INVOLVEMENTS, {"project": project.pk}
        )
    )


def _affiliations(circle: set[int]) -> tuple[Span[values.Affiliation], ...]:
    return tuple(
        Span(values.Affiliation(person, organisation, until), since)
        for person, organisation, since, until in fetched(_AFFILIATIONS, {"circle": list(circle)})
    )


def _masteries(actors: set[int], under: dict[int, frozenset[int]]) -> tuple[Span[values.Mastery], ...]:
    if not under:
        return ()
    competences = frozenset().union(*under.values())
    rows = fetched(_MASTERIES, {"actors": list(actors), "competences": list(competences)})
    return tuple(
        Span(values.Mastery(actor, competence, level, mobilisable, until), since)
        for actor, competence, level, mobilisable, since, until in rows
    )


def _practices(actors: set[int], occupations: set[int]) -> tuple[Span[values.Practice], ...]:
    if not occupations:
        return ()
    rows = ActorOccupation.objects.filter(actor__among=actors, occupation__among=occupations)
    return tuple(
        Span(values.Practice(actor, occupation, period.upper), period.lower)
        for actor, occupation, period in rows.values_list("actor_id", "occupation_id", "period")
    )


def _holdings(circle: set[int], kinds: set[int]) -> tuple[Span[Holding], ...]:
    if not (kinds and circle):
        return ()
    stocks = fetched(_STOCKS, {"circle": list(circle), "kinds": list(kinds)})
    taken = defaultdict(list)
    if stocks:
        for resource, quantity, since, until in fetched(_TAKEN, {"resources": [row[0] for row in stocks]}):
            taken[resource].append(Span(Taken(quantity, until), since))
    return tuple(
        Span(
            Holding(actor, kind, UNKNOWN_QUANTITY if quantity is None else quantity, tuple(taken[pk]), until),
            since,
        )
        for pk, actor, kind, quantity, since, until in stocks
    )


def _pledges(needs: tuple[values.Need, ...]) -> tuple[Span[values.Pledge], ...]:
    asking = [need.id for need in needs if need.kind == NeedKind.RESOURCE]
    if not asking:
        return ()
    return tuple(
        Span(values.Pledge(need, actor, quantity, state == PledgeState.CONFIRMED, until), since)
        for need, actor, quantity, state, since, until in fetched(_PLEDGES, {"asking": asking})
    )
