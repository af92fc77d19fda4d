"""A project with something of everything, for the tests of its pages."""

from types import SimpleNamespace

from tests.factories.actors import ActorFactory, CompetenceFactory, ResourceKindFactory
from tests.factories.projects import (
    DegreeFactory,
    ExperienceFactory,
    InvolvementFactory,
    JoinRequestFactory,
    MilestoneFactory,
    NeedFactory,
    PledgeFactory,
    ProjectFactory,
)
from tests.factories.territoire import FacilitationFactory, InvitationFactory, UserFactory


def a_project(**traits) -> SimpleNamespace:
    """Make a project held by `holder`, with one of each of its parts and an account in each role."""
    people = {role: UserFactory() for role in ("holder", "contributor", "reader")}
    for value in range(1, 6):
        DegreeFactory(value=value)
    project = ProjectFactory(**people, **traits)
    involvement = InvolvementFactory(project=project, brings="Des toisons")
    resource_need = NeedFactory(project=project, for_resource=True)
    return SimpleNamespace(
        project=project,
        **people,
        stranger=UserFactory(),
        admin=UserFactory(admin=True),
        facilitator=FacilitationFactory(territory=project.territory).user,
        involvement=involvement,
        milestone=MilestoneFactory(project=project),
        need=NeedFactory(project=project, competence=CompetenceFactory(name="Filature")),
        resource_need=resource_need,
        pledge=PledgeFactory(need=resource_need, actor=involvement.actor),
        experience=ExperienceFactory(project=project),
        join_request=JoinRequestFactory(project=project, actor=ActorFactory()),
        kind=ResourceKindFactory(),
        invitation=InvitationFactory(team=project.team),
    )
