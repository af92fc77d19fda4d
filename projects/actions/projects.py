"""What happens to a whole project: it starts, is put away, comes back, goes for good."""

from django.db import transaction
from django.utils import timezone

from projects.models import Involvement, Project
from territoire import pictures
from territoire.enums import Role, Visibility
from territoire.models import Membership, Team, User
from territoire.slugs import free_slug


@transaction.atomic
def start(project: Project, *, by: User) -> Project:
    """Save a new project with an address and a team of its own, which `by` holds."""
    project.slug = free_slug(Project, project.name, hidden=project.visibility != Visibility.PUBLIC)
    project.team = Team.objects.create(name=project.name)
    project.created_by = by
    project.save()
    Membership.objects.create(team=project.team, user=by, role=Role.HOLDER)
    return project


def leave_public_address(project: Project, *, before: str) -> None:
    """Give `project`, which `before` everyone saw and from now on fewer do, an address that nobody can guess.

    Not saved here. What becomes public keeps the address that it has, so that links to it still lead there.
    """
    if before == Visibility.PUBLIC != project.visibility:
        project.slug = free_slug(Project, project.name, hidden=True)


def archive(project: Project, *, by: User) -> None:
    """Take the project off the lists; its page stays, and `restore` brings it back."""
    _set_archived(project, timezone.now())


def restore(project: Project, *, by: User) -> None:
    """Bring an archived project back to the lists."""
    _set_archived(project, None)


@transaction.atomic
def _set_archived(project: Project, moment) -> None:
    project = Project.objects.select_for_update().get(pk=project.pk)
    if bool(project.archived_at) != bool(moment):
        project.archived_at = moment
        project.save(update_fields=["archived_at", "updated_at"])


@transaction.atomic
def delete(project: Project, *, by: User) -> None:
    """Delete the project with its steps, needs and involvements; actors and partnerships stay.

    Its team goes too, unless actors or partnerships that it registered still belong to it.
    """
    team, picture = project.team, project.picture.name
    project.delete()
    pictures.forget(picture)
    if not team.actors.exists() and not team.partnerships.exists():
        team.delete()


def what_goes(project: Project, *, by: User) -> dict[str, int]:
    """Count what deleting the project would delete with it, as far as `by` sees."""
    return {
        "needs": project.needs.count(),
        "involvements": Involvement.objects.visible_to(by).filter(project=project).count(),
        "milestones": project.milestones.count(),
        "experiences": project.experiences.count(),
        "requests": project.join_requests.count(),
    }
