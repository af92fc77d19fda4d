"""Who may do what with projects: predicates on one object, each explained in a sentence."""

from django.utils import timezone

from actors.models import Actor, Claim
from actors.permissions import speak_for_actor
from projects.models import Involvement, JoinRequest, Project, Proposal, Support, followed_project
from projects.models.proposal import of_circle, talked_over
from territoire.enums import Role
from territoire.models import Membership, Territory, User
from territoire.sight import condition, fetched, viewer

_FOLLOWED = "SELECT 1 FROM projects_project WHERE id = %(project)s AND {followed}"


def view_project(user, project: Project) -> bool:
    """Whoever the list shows it to (`Project.objects.visible_to`)."""
    return Project.objects.visible_to(user).contains(project)


def change_project(user: User, project: Project) -> bool:
    """Who holds it, and admins."""
    return _has_role(user, project, Role.HOLDER)


# What only who holds the project may do.
archive_project = delete_project = hand_over_project = manage_team = change_project


def contribute_to_project(user: User, project: Project) -> bool:
    """Who contributes to it or holds it, and admins: actors, involvements, partnerships, needs, steps."""
    return _has_role(user, project, Role.CONTRIBUTOR, Role.HOLDER)


def kept_by(user):
    """Return the projects that `user` keeps: those of the teams they write in."""
    return Project.objects.listed().of(user, Role.CONTRIBUTOR, Role.HOLDER)


def keep_project(user, project: Project) -> bool:
    """Who contributes to it or holds it: they are asked whether it is still true."""
    return user.is_authenticated and kept_by(user).contains(project)


def confirm_project(user, project: Project) -> bool:
    """Who keeps it, who facilitates its territory, and admins."""
    return keep_project(user, project) or moderate_project(user, project)


def moderate_project(user, project: Project) -> bool:
    """Who facilitates its territory, and admins."""
    return Project.objects.in_care_of(user).contains(project)


def confirm_involvement(user: User, involvement: Involvement) -> bool:
    """Who speaks for the actor that is said to take part, and nobody else."""
    return speak_for_actor(user, involvement.actor)


def see_team_of_project(user: User, project: Project) -> bool:
    """Its team, the facilitators of its territory, and admins."""
    return _has_role(user, project, *Role) or (
        user.is_authenticated
        and Territory.objects.facilitated_by(user).filter(pk=project.territory_id).exists()
    )


def see_assessments(user: User, project: Project) -> bool:
    """Its team alone (an admin is no part of it): influence and interest are judgements on people."""
    return user.is_authenticated and Membership.objects.filter(user=user, team=project.team_id).exists()


def assess_actors(user: User, project: Project) -> bool:
    """Who contributes to it or holds it, in its team alone (an admin is no part of it)."""
    writes = {Role.CONTRIBUTOR, Role.HOLDER}
    teams = Membership.objects.filter(user_id=user.pk, team=project.team_id, role__in=writes)
    return user.is_authenticated and teams.exists()


def choose_candidates(user, project: Project) -> bool:
    """Who contributes to it or holds it, who facilitates its territory, and admins: they look for people for it."""
    if not user.is_authenticated:
        return False
    statement = _FOLLOWED.format(followed=condition(_followed, user))
    return bool(fetched(statement, {**viewer(user), "project": project.pk}))


def _followed(user):
    return Project.objects.filter(followed_project(user, ""))


# The same people follow introductions.
follow_introductions = choose_candidates


def join_project(user: User, project: Project) -> bool:
    """Anyone with an account who sees it, when it is open to newcomers."""
    return (
        user.is_authenticated
        and project.open_to_newcomers
        and project.archived_at is None
        and view_project(user, project)
    )


def decide_join_request(user: User, request: JoinRequest) -> bool:
    """Who holds the project, and admins."""
    return change_project(user, request.project)


def withdraw_join_request(user: User, request: JoinRequest) -> bool:
    """Who sent it."""
    return user.is_authenticated and request.created_by_id == user.pk


def answer_support(user, support: Support) -> bool:
    """Who speaks for the actor, and nobody else: it is its word."""
    return speak_for_actor(user, support.actor)


def take_off_support(user: User, support: Support) -> bool:
    """Who holds the project, and who moderates it."""
    return change_project(user, support.project) or moderate_project(user, support.project)


def say_convictions(user, project: Project, actor: Actor) -> bool:
    """Who speaks for the actor aboard; of an organisation, who contributes too: never what a person believes."""
    if not user.is_authenticated or not _aboard(project, actor):
        return False
    return speak_for_actor(user, actor) or (not actor.is_person and contribute_to_project(user, project))


def _aboard(project: Project, actor: Actor) -> bool:
    """Whoever takes part today."""
    today = timezone.localdate()
    return Involvement.objects.active_on(today).filter(project=project, actor=actor).exists()


def propose_change(user: User, project: Project) -> bool:
    """Who is in its circle (the team, who speaks for an actor aboard) and admins, as long as it is not archived."""
    if not user.is_authenticated or project.archived_at is not None or not view_project(user, project):
        return False
    return user.is_superuser or Project.objects.filter(of_circle(user), pk=project.pk).exists()


def talk_over_change(user, proposal: Proposal) -> bool:
    """Who reads what is said of it: the circle of its project, the facilitators of its territory, and admins."""
    seen = Proposal.objects.visible_to(user).filter(talked_over(user), pk=proposal.pk)
    return user.is_authenticated and seen.exists()


def see_growth(user: User, project: Project) -> bool:
    """Who is in its circle, the facilitators of its territory, and admins: who brought whom is said among them."""
    return propose_change(user, project) or see_team_of_project(user, project)


def suggest_to_project(user: User, project: Project) -> bool:
    """Who is in its circle, and anyone with an account who could board it."""
    return propose_change(user, project) or join_project(user, project)


def voice_in_project(user: User, project: Project) -> bool:
    """Who speaks for an actor of its working circle, nobody else; as long as it is not archived."""
    if not user.is_authenticated or project.archived_at is not None or not view_project(user, project):
        return False
    return voices_of(user, project, working=True).exists()


def voices_of(user: User, project: Project, *, working: bool = False):
    """Return the actors aboard for which `user` speaks; `working`: those of the working circle alone."""
    aboard = Involvement.objects.active_on(timezone.localdate()).filter(project=project)
    aboard = aboard.working() if working else aboard
    spoken_for = Actor.objects.listed().filter(pk__in=Claim.objects.of(user).values("actor"))
    return spoken_for.filter(pk__in=aboard.values("actor")).order_by("search_name", "pk")


def _has_role(user: User, project: Project, *roles: Role) -> bool:
    if not user.is_authenticated:
        return False
    return (
        user.is_superuser
        or Membership.objects.filter(user=user, team=project.team_id, role__in=roles).exists()
    )
