"""Who is kept or left out among candidates, and what a project does not want to be asked about."""

from django.db import transaction

from actors.models import Actor, Competence
from projects.enums import Choice
from projects.models import CandidateChoice, DismissedSuggestion, Need, Project
from territoire.models import User


@transaction.atomic
def choose(
    project: Project, actor: Actor, choice: Choice, *, need: Need | None = None, reason: str = "", by: User
) -> CandidateChoice:
    """Keep an actor among the candidates, or leave it out: for `need`, for the whole project when there is none.

    What was chosen before about the same is replaced.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    noted, _new = CandidateChoice.objects.update_or_create(
        project=project,
        actor=actor,
        need=need,
        defaults={"choice": choice, "reason": reason, "created_by": by},
    )
    return noted


@transaction.atomic
def forget(choice: CandidateChoice, *, by: User) -> None:
    """Take back a choice: the actor is proposed, or not, as any other."""
    choice.delete()


@transaction.atomic
def dismiss(project: Project, competence: Competence, *, by: User) -> None:
    """Say that the project does not want to be asked whether it needs this competence."""
    DismissedSuggestion.objects.get_or_create(project=project, competence=competence)


@transaction.atomic
def suggest_again(project: Project, competence: Competence, *, by: User) -> None:
    """Let the competence be suggested again."""
    DismissedSuggestion.objects.filter(project=project, competence=competence).delete()
