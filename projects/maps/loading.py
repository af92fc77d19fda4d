"""From the database to the stakeholder map: only what `user` may see, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from actors.enums import FactState
from actors.maps.ties import load_ties
from actors.models import Actor, ActorFamily, Competence, Mastery
from projects.analysis.cards import gaps_by_need, needs_asked
from projects.maps.nodes import shape_of
from projects.maps.values import (
    FamilyCount,
    MapFilters,
    Seat,
    Skill,
    Stakeholder,
    StakeholderMap,
)
from projects.models import Degree, Engagement, Involvement, JoinRequest, Need, Project
from territoire.periods import holds


def load_map(project: Project, user, day: date, filters: MapFilters | None = None) -> StakeholderMap:
    """Return the map of `project` as `user` may see it on `day`.

    Facts of all days are read, so that the backdrop (and with it the positions) is the same on any day.
    """
    involvements = list(
        Involvement.objects.visible_to(user)
        .filter(project=project)
        .select_related("actor__family", "actor__seat")
        .order_by("actor__search_name", "pk")
    )
    present = [i for i in involvements if holds(i.period, day)]
    asking = _asking(project, user, day, {i.actor_id for i in present})
    actors = {i.actor_id: i.actor for i in involvements} | {r.actor_id: r.actor for r in asking}
    here = {i.actor_id for i in present} | {r.actor_id for r in asking}
    slugs = {pk: actor.slug for pk, actor in actors.items()}
    skills = load_skills(here, day)
    engaged = _engaged(present, user)
    stakeholders = [
        *(_aboard(i, skills[i.actor_id], engaged[i.pk]) for i in present),
        *(_asking_to_board(r, skills[r.actor_id]) for r in asking),
    ]
    ties, pairs = load_ties(slugs, here, user, day)
    return assembled(
        day, stakeholders, ties, (frozenset(slugs.values()), pairs), seats=load_seats(project, day)
    ).filtered(filters or MapFilters())


def assembled(day: date, stakeholders, ties, backdrop, **more) -> StakeholderMap:
    """Return the map of these actors and ties, with the reference tables that pictures and filters need."""
    return StakeholderMap(
        day,
        stakeholders=tuple(sorted(stakeholders, key=lambda actor: actor.weight)),
        ties=tuple(ties),
        families=tuple(load_families()),
        degrees=dict(Degree.objects.values_list("value", "name")),
        skills=_offered(stakeholders),
        backdrop=backdrop,
        **({"total": len(stakeholders)} | more),
    )


def load_seats(project: Project, day: date) -> tuple[Seat, ...]:
    """Return the needs that are not covered on `day`, as the analysis of gaps says, the most important first.

    The same for everyone who may see the project: a state never says who bears a need.
    """
    needs = list(needs_asked(Need.objects.open_on(day).filter(project=project)))
    gaps = gaps_by_need({project.pk: needs}, day) if needs else {}
    return tuple(Seat(str(need), gaps[need.pk].state) for need in needs if gaps[need.pk].uncovered)


def load_families() -> Iterable[FamilyCount]:
    """Yield all families, in the order of the reference table."""
    for family in ActorFamily.objects.all():
        yield FamilyCount(family.code, family.name, family.group, shape_of(family.code))


def load_skills(actors: Iterable[int], day: date) -> dict[int, tuple[Skill, ...]]:
    """Return what each of `actors` (identifiers of actors that may be seen) masters on `day`, best first."""
    found: dict[int, list[Skill]] = defaultdict(list)
    masteries = (
        Mastery.objects.active_on(day)
        .filter(actor__in=actors)
        .order_by("-level", "competence__name", "pk")
        .values_list("actor", "competence__slug", "competence__name", "level")
    )
    for actor, slug, name, level in masteries:
        found[actor].append(Skill(slug, name, level))
    return defaultdict(tuple, {actor: tuple(skills) for actor, skills in found.items()})


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
        .select_related("actor__family", "actor__seat")
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


def of_actor(actor: Actor, skills: tuple[Skill, ...], **more) -> Stakeholder:
    """Return the plain value of `actor` (its family and seat loaded)."""
    return Stakeholder(
        slug=actor.slug,
        name=actor.name,
        acronym=actor.acronym,
        kind=actor.kind,
        family=actor.family.code,
        family_name=actor.family.name,
        sphere=actor.family.group,
        place=actor.seat.name if actor.seat else "",
        skills=skills,
        **more,
    )


def _aboard(involvement: Involvement, skills, engaged) -> Stakeholder:
    return of_actor(
        involvement.actor,
        skills,
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


def _asking_to_board(request: JoinRequest, skills) -> Stakeholder:
    return of_actor(
        request.actor,
        skills,
        wanted_degree=request.wanted_degree_id,
        brings=request.message,
        illustrative=request.actor.illustrative,
        prospective=True,
    )


def _offered(stakeholders: Iterable[Stakeholder]) -> tuple[Skill, ...]:
    """Return the competences that somebody on the map masters, by name."""
    known = {skill.slug: skill for actor in stakeholders for skill in actor.skills}
    return tuple(sorted(known.values(), key=lambda skill: (skill.name, skill.slug)))


def skills_under(slug: str, user) -> frozenset[str]:
    """Return the addresses of a competence and of all under it; nothing that matches when it does not exist."""
    competence = Competence.objects.offered_to(user).filter(slug=slug).first()
    if competence is None:
        return frozenset({slug})
    return frozenset(Competence.objects.under(competence).values_list("slug", flat=True))
