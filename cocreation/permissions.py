"""Who may do what with what people build together: predicates on one object, each explained in a sentence."""

from cocreation.models import Diagnosis, Idea, Statement, taking_part
from projects.models import Project
from projects.permissions import contribute_to_project, moderate_project
from territoire.models import Territory, User


def view_diagnosis(user, diagnosis: Diagnosis) -> bool:
    """Whoever `Diagnosis.objects.visible_to` shows it to: who takes part, or wider when it says so."""
    return Diagnosis.objects.visible_to(user).contains(diagnosis)


def take_part_in_diagnosis(user, diagnosis: Diagnosis) -> bool:
    """Of a project, its team, its circle, the facilitators of its territory and admins; of a territory, any account."""
    return Diagnosis.objects.filter(taking_part(user), pk=diagnosis.pk).exists()


def open_project_diagnosis(user, project: Project) -> bool:
    """Who contributes to the project or holds it, who facilitates its territory, and admins: they open and close."""
    return contribute_to_project(user, project) or moderate_project(user, project)


def open_territory_diagnosis(user, territory: Territory) -> bool:
    """Who facilitates the territory, and admins: they open and close."""
    return facilitates(user, territory)


def conduct_diagnosis(user, diagnosis: Diagnosis) -> bool:
    """Who may open one there: they close a version, begin the next, ask questions."""
    subject = diagnosis.subject
    if isinstance(subject, Project):
        return open_project_diagnosis(user, subject)
    return open_territory_diagnosis(user, subject)


def change_statement(user, statement: Statement) -> bool:
    """Who wrote it, while the version is open and they take part; who conducts the diagnosis."""
    if conduct_diagnosis(user, statement.diagnosis):
        return True
    mine = user.is_authenticated and statement.created_by_id == user.pk
    return mine and take_part_in_diagnosis(user, statement.diagnosis)


def moderate_statement(user, statement: Statement) -> bool:
    """Who facilitates the place, and admins."""
    return facilitates(user, statement.diagnosis.place)


def change_idea(user, idea: Idea) -> bool:
    """Who had it, who facilitates the territory, and admins."""
    return (user.is_authenticated and idea.created_by_id == user.pk) or facilitates(user, idea.territory)


def make_idea_a_project(user, idea: Idea) -> bool:
    """Who had it, who facilitates the territory, and admins; once."""
    return idea.project_id is None and not idea.is_hidden and change_idea(user, idea)


def moderate_idea(user, idea: Idea) -> bool:
    """Who facilitates the territory, and admins."""
    return facilitates(user, idea.territory)


def facilitates(user: User, territory: Territory) -> bool:
    """Who facilitates the territory or one around it, and admins."""
    return user.is_authenticated and (
        user.is_superuser or Territory.objects.facilitated_by(user).filter(pk=territory.pk).exists()
    )
