"""Who may do what with what people build together: predicates on one object, each explained in a sentence."""

from django.db.models import Q, QuerySet

from actors.models import Actor, Claim
from actors.permissions import moderate_actor, speak_for_actor, spoken_for_by
from cocreation.enums import InscriptionState
from cocreation.models import (
    Diagnosis,
    Idea,
    Inscription,
    Statement,
    TrainingOffer,
    TrainingRequest,
    TrainingSession,
    taking_part,
)
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
    return idea.project_id is None and change_idea(user, idea)


def moderate_idea(user, idea: Idea) -> bool:
    """Who facilitates the territory, and admins."""
    return facilitates(user, idea.territory)


def teach_session(user, session: TrainingSession) -> bool:
    """Who speaks for who teaches, and nobody else: they change the session, call it off, say what was learnt."""
    return speak_for_actor(user, session.teacher)


def change_session(user, session: TrainingSession) -> bool:
    """Who speaks for who teaches, who facilitates the place, and admins."""
    return teach_session(user, session) or facilitates(user, session.territory)


def moderate_session(user, session: TrainingSession) -> bool:
    """Who facilitates the place, and admins."""
    return facilitates(user, session.territory)


def learn_for(user, actor: Actor) -> bool:
    """Who may offer in the actor's name: registered it, writes in its team, or speaks for it."""
    return user.is_authenticated and spoken_for_by(user).contains(actor)


def say_as_learner(user, inscription: Inscription) -> bool:
    """Who may offer in the learner's name, and does not speak for who taught: two sides, two people."""
    return learn_for(user, inscription.actor) and not teach_session(user, inscription.session)


def leave_session(user, inscription: Inscription) -> bool:
    """Who may offer in the learner's name; who speaks for who teaches."""
    return learn_for(user, inscription.actor) or teach_session(user, inscription.session)


def told_inscriptions(user) -> QuerySet[Inscription]:
    """Return the inscriptions that `user` is told of.

    In words: who comes, to who speaks for who teaches or may offer in the learner's name; what both said was learnt, to
    whoever sees the two.
    """
    seen = Inscription.objects.visible_to(user).exclude(state=InscriptionState.WITHDRAWN)
    told = Q(confirmed_on__isnull=False)
    if user.is_authenticated:
        claimed = Claim.objects.of(user).values("actor")
        told |= Q(session__teacher__in=claimed) | Q(actor__in=spoken_for_by(user).order_by().values("pk"))
    return seen.filter(told, session__in=TrainingSession.objects.visible_to(user).values("pk"))


def say_level(user, inscription: Inscription) -> bool:
    """Either of the two sides."""
    return leave_session(user, inscription)


def end_training_offer(user, offer: TrainingOffer) -> bool:
    """Who speaks for the actor, who facilitates where it sits, and admins."""
    return speak_for_actor(user, offer.actor) or _moderates_actor(user, offer.actor)


def end_training_request(user, request: TrainingRequest) -> bool:
    """Who may offer in the actor's name, who facilitates where it sits, and admins."""
    return learn_for(user, request.actor) or _moderates_actor(user, request.actor)


def _moderates_actor(user, actor: Actor) -> bool:
    return user.is_authenticated and moderate_actor(user, actor)


def facilitates(user: User, territory: Territory) -> bool:
    """Who facilitates the territory or one around it, and admins."""
    return user.is_authenticated and (
        user.is_superuser or Territory.objects.facilitated_by(user).filter(pk=territory.pk).exists()
    )
