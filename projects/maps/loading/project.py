"""From the database to the stakeholder map: only what `user` may see, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from actors.enums import FactState
from actors.maps.ties import load_facts, ties_on
from actors.maps.values import Tie, TieNature
from actors.models import Actor, Competence, Occupation
from projects.maps.loading.details import Details, load_details
from projects.maps.loading.expected import expected_ties
from projects.maps.loading.growth import Growth, growth
from projects.maps.loading.needs import load_needs
from projects.maps.shared.values import (
    Choice,
    MapFilters,
    Skill,
    Stakeholder,
    StakeholderMap,
    Subject,
)
from projects.models import Engagement, Involvement, JoinRequest, Project
from territoire.models import Territory
from territoire.periods import holds
from territoire.text import normalise

#: What the map reads of actors and of involvements: whole records take twice as long to make.
ACTOR = ("slug", "name", "acronym", "kind", "seat_id", "illustrative", "family_id")
INVOLVEMENT = ("degree", "wanted_degree", "role", "brings", "period", "state", "illustrative", "actor")


class ActorRow(NamedTuple):
    """An identifier and what `ACTOR` reads."""

    pk: int
    slug: str
    name: str
    acronym: str
    kind: str
    seat_id: int | None
    illustrative: bool
    family_id: int


def load_map(
    project: Project, user, day: date, filters: MapFilters | None = None, *, lean: bool = False
) -> StakeholderMap:
    """Return the map of `project` as `user` may see it on `day`; `lean`: who and what ties them, nothing else.

    Facts of all days are read, so that the backdrop (and with it the positions) is the same on any day.
    """
    involvements = list(
        Involvement.objects.visible_to(user)
        .filter(project=project)
        .select_related("actor")
        .only(*INVOLVEMENT, *(f"actor__{name}" for name in ACTOR))
        .order_by("actor__search_name", "pk")
    )
    present = [i for i in involvements if holds(i.period, day)]
    asking = _asking(project, user, day, {i.actor_id for i in present})
    actors = {i.actor_id: i.actor for i in involvements} | {r.actor_id: r.actor for r in asking}
    here = {i.actor_id for i in present} | {r.actor_id for r in asking}
    slugs = {pk: actor.slug for pk, actor in actors.items()}
    details = load_details((actors[pk] for pk in here), user, day, lean=lean)
    engaged = defaultdict(tuple) if lean else _engaged(present, user)
    stakeholders = [
        *(_aboard(i, details, engaged[i.pk]) for i in present),
        *(_asking_to_board(r, details) for r in asking),
    ]
    facts = load_facts(slugs, user)
    ties = ties_on(facts, here, day)
    besides = {} if lean else {
        "needs": load_needs({project.pk: project.slug}, user, day),
        "growth": load_growth(involvements, (tie for tie, *_ in facts)),
    }  # fmt: skip
    return assembled(
        day,
        stakeholders,
        ties,
        (frozenset(slugs.values()), frozenset(tie.pair for tie, *_ in facts)),
        details,
        **besides,
        expected=expected_ties([{slugs[i.actor_id]: i.degree_id for i in present}], ties),
        subject=Subject("project", project.slug, project.name),
    ).filtered(filters or MapFilters())


def load_growth(involvements: Iterable[Involvement], ties: Iterable[Tie]) -> Growth | None:
    """Return the line of time of involvements and ties of all days."""
    by_actor: dict[int, list] = defaultdict(list)
    for one in involvements:
        by_actor[one.actor_id].append((one.period.lower, one.period.upper))
    moments = {day for tie in ties for day in (tie.since, tie.until) if day}
    return growth(by_actor.values(), moments, timezone.localdate())


def assembled(day: date, stakeholders, ties, backdrop, details: Details, **more) -> StakeholderMap:
    """Return the map of these actors and ties, with the reference tables that pictures and filters need."""
    return StakeholderMap(
        day,
        stakeholders=tuple(sorted(stakeholders, key=lambda actor: actor.weight)),
        ties=tuple(ties),
        families=tuple(details.families.values()),
        degrees=details.degrees,
        skills=_offered(stakeholders),
        domains=details.domains,
        occupations=_by_name(details.trades),
        themes=tuple(details.subjects.values()),
        places=_by_name(details.places),
        tie_kinds=_tie_kinds(ties),
        backdrop=backdrop,
        **({"total": len(stakeholders)} | more),
    )


def _asking(project: Project, user, day: date, aboard: set[int]) -> list[JoinRequest]:
    """Return the requests that wait, of actors not aboard that `user` may see, one by actor."""
    requests = (
        JoinRequest.objects.visible_to(user)
        .pending()
        .filter(
            project=project,
            created_at__date__lte=day,
            actor__in=Actor.objects.visible_to(user),
            actor__restricted_at=None,
        )
        .exclude(actor__in=aboard)
        .select_related("actor")
        .order_by("-wanted_degree", "pk")
    )
    return list({request.actor_id: request for request in reversed(requests)}.values())


def _engaged(present: list[Involvement], user) -> dict[int, tuple[str, ...]]:
    names: dict[int, list[str]] = defaultdict(list)
    engagements = (
        Engagement.objects.filter(
            involvement__in=present, person__in=Actor.objects.visible_to(user), person__restricted_at=None
        )
        .order_by("person__search_name", "pk")
        .values_list("involvement", "person__name")
    )
    for involvement, name in engagements:
        names[involvement].append(name)
    return defaultdict(tuple, {pk: tuple(them) for pk, them in names.items()})


def of_actor(actor: Actor | ActorRow, details: Details, **more) -> Stakeholder:
    """Return the plain value of `actor`."""
    family = details.families[actor.family_id]
    spot = details.spots.get(actor.seat_id or 0)
    return Stakeholder(
        slug=actor.slug,
        name=actor.name,
        acronym=actor.acronym,
        kind=actor.kind,
        family=family.code,
        family_name=family.name,
        sphere=family.sphere,
        place=spot.name if spot else "",
        skills=details.skills.get(actor.pk, ()),
        occupations=details.occupations.get(actor.pk, ()),
        themes=details.themes.get(actor.pk, ()),
        areas=details.areas.get(actor.pk, ()),
        spot=spot,
        **more,
    )


def _aboard(involvement: Involvement, details: Details, engaged) -> Stakeholder:
    return of_actor(
        involvement.actor,
        details,
        degree=involvement.degree_id,
        wanted_degree=involvement.wanted_degree_id,
        role=involvement.role,
        brings=involvement.brings,
        since=involvement.period.lower,
        until=involvement.period.upper,
        engaged=engaged,
        declared=involvement.state == FactState.DECLARED,
        illustrative=involvement.illustrative or involvement.actor.illustrative,
    )


def _asking_to_board(request: JoinRequest, details: Details) -> Stakeholder:
    return of_actor(
        request.actor,
        details,
        wanted_degree=request.wanted_degree_id,
        brings=request.message,
        illustrative=request.actor.illustrative,
        prospective=True,
    )


def _offered(stakeholders: Iterable[Stakeholder]) -> tuple[Skill, ...]:
    """Return the competences that somebody on the map masters, by name."""
    known = {skill.slug: skill for actor in stakeholders for skill in actor.skills}
    return tuple(sorted(known.values(), key=lambda skill: (skill.name, skill.slug)))


def _by_name(choices: dict[str, Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices.values(), key=lambda one: (normalise(one.name), one.code)))


def _tie_kinds(ties: Iterable[Tie]) -> tuple[Choice, ...]:
    """Return the kinds of partnerships on the map, by name."""
    return _by_name({t.code: Choice(t.code, t.label) for t in ties if t.nature == TieNature.PARTNERSHIP})


def skills_under(slug: str, user) -> frozenset[str]:
    """Return the addresses of a competence and of all under it; nothing that matches when it does not exist."""
    competence = Competence.objects.offered_to(user).filter(slug=slug).first()
    if competence is None:
        return frozenset({slug})
    return frozenset(Competence.objects.under(competence).values_list("slug", flat=True))


def places_within(code: str) -> frozenset[str]:
    """Return the codes of a territory and of all within it; nothing that matches when it does not exist."""
    territory = Territory.objects.filter(code=code).first()
    if territory is None:
        return frozenset({code})
    return frozenset(Territory.objects.within(territory).values_list("code", flat=True))


def occupation_name(code: str) -> str:
    """Return the name of an occupation; the code itself, which matches nothing, when there is no such one."""
    return Occupation.objects.filter(code=code).values_list("name", flat=True).first() or code
