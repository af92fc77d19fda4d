"""The projects of the demonstration: their team, steps, circle, needs, experiences, requests, assessments."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from actors.models import ActorFamily, Competence, Occupation, ResourceKind
from projects.demonstration import public_page
from projects.demonstration.registry import Registry, state
from projects.demonstration.story import Chapter, Fact
from projects.models import (
    Assessment,
    Engagement,
    Experience,
    Introduction,
    Involvement,
    JoinRequest,
    Milestone,
    Need,
    Pledge,
    Project,
    SharedValue,
    Theme,
)
from territoire.models import Membership, Team, Territory
from territoire.slugs import free_slug


def open_project(registry: Registry, chapter: Chapter) -> None:
    """Make the project and its team."""
    fact = dict(chapter.project)
    themes, values, territory = fact.pop("themes"), fact.pop("values"), fact.pop("territory")
    team = Team.objects.create(name=fact["name"])
    for email, role in chapter.team.items():
        Membership.objects.create(team=team, user=registry.user(email), role=role)
    project = registry.projects[chapter.name] = Project.objects.create(
        team=team,
        slug=free_slug(Project, fact["name"], hidden=False),
        territory=Territory.objects.get(code=territory),
        **registry.sourced(chapter, fact, f"projet/{chapter.name}"),
    )
    project.themes.set(Theme.objects.filter(slug__in=themes))
    project.shared_values.set(SharedValue.objects.filter(slug__in=values))


def tell_project(registry: Registry, chapter: Chapter) -> None:
    """Tell the project's own story."""
    for position, fact in enumerate(chapter.milestones):
        Milestone.objects.create(
            project=registry.projects[chapter.name],
            position=position,
            created_by=registry.user(chapter.registered_by),
            **fact,
        )
    for fact in chapter.involvements:
        _involve(registry, chapter, dict(fact))
    needs = {fact["id"]: _need(registry, chapter, dict(fact)) for fact in chapter.needs}
    for number, fact in enumerate(chapter.experiences, start=1):
        _recount(registry, chapter, dict(fact), needs, f"experience/{chapter.name}/{number}")
    for fact in chapter.join_requests:
        _ask(registry, chapter, dict(fact), needs)
    for fact in chapter.introductions:
        _introduce(registry, chapter, dict(fact), needs)
    for fact in chapter.assessments:
        _assess(registry, chapter, dict(fact))
    public_page.tell(registry, chapter)


def _involve(registry: Registry, chapter: Chapter, fact: Fact) -> None:
    name, engaged = fact.pop("actor"), fact.pop("engaged", ())
    involvement = Involvement.objects.create(
        project=registry.projects[chapter.name],
        actor=registry.actors[name],
        degree_id=fact.pop("degree"),
        wanted_degree_id=fact.pop("wanted", None),
        **registry.dated(chapter, fact, f"implication/{chapter.name}/{name}") | state(fact),
    )
    for person in engaged:
        Engagement.objects.create(involvement=involvement, person=registry.actors[person])


def _need(registry: Registry, chapter: Chapter, fact: Fact) -> Need:
    identifier, pledges = f"besoin/{chapter.name}/{fact.pop('id')}", fact.pop("pledges", ())
    need = Need.objects.create(
        project=registry.projects[chapter.name],
        **_asked(fact),
        **registry.sourced(chapter, fact, identifier),
    )
    for pledge in pledges:
        rest = dict(pledge)
        giver, kind = rest.pop("actor"), rest.pop("resource")
        Pledge.objects.create(
            need=need,
            actor=registry.actors[giver],
            resource=registry.resources[f"{giver}/{kind}"],
            **registry.dated(chapter, rest, f"{identifier}/{giver}", fact),
        )
    return need


def _asked(fact: Fact) -> dict[str, Any]:
    """Take out of `fact` the one thing that the need asks for, as a record."""
    finders = {
        "competence": lambda slug: Competence.objects.get(slug=slug),
        "occupation": lambda code: Occupation.objects.get(code=code),
        "resource_kind": lambda code: ResourceKind.objects.get(code=code),
        "family": lambda code: ActorFamily.objects.get(code=code),
    }
    return {name: find(fact.pop(name)) for name, find in finders.items() if name in fact}


def _recount(
    registry: Registry, chapter: Chapter, fact: Fact, needs: dict[str, Need], identifier: str
) -> None:
    ask, need, competences = fact.pop("ask"), fact.pop("need", ""), fact.pop("competences")
    experience = Experience.objects.create(
        project=registry.projects[chapter.name],
        ask=registry.actors[ask],
        need=needs.get(need),
        **registry.sourced(chapter, fact, identifier),
    )
    experience.competences.set(Competence.objects.filter(slug__in=competences))


def _ask(registry: Registry, chapter: Chapter, fact: Fact, needs: dict[str, Need]) -> None:
    JoinRequest.objects.create(
        project=registry.projects[chapter.name],
        actor=registry.actors[fact.pop("actor")],
        need=needs[fact.pop("need")],
        wanted_degree_id=fact.pop("wanted"),
        created_by=registry.user(fact.pop("by")),
        **fact,
    )


def _introduce(registry: Registry, chapter: Chapter, fact: Fact, needs: dict[str, Need]) -> None:
    """Have an introduction under way, or closed; its days count from the day of the loading."""
    by, today = registry.user(fact.pop("by")), timezone.localdate()
    days = {name: fact.pop(name, None) for name in ("due_on", "contacted_on", "closed_on")}
    via = fact.pop("via", None)
    Introduction.objects.create(
        project=registry.projects[chapter.name],
        need=needs[fact.pop("need")],
        actor=registry.actors[fact.pop("actor")],
        via=registry.actors[via] if via else None,
        in_charge=by,
        created_by=by,
        **{name: today + timedelta(days=count) for name, count in days.items() if count is not None},
        **fact,
    )


def _assess(registry: Registry, chapter: Chapter, fact: Fact) -> None:
    assessor = registry.user(fact.pop("by"))
    Assessment.objects.create(
        project=registry.projects[chapter.name],
        actor=registry.actors[fact.pop("actor")],
        assessor=assessor,
        created_by=assessor,
        **fact,
    )
