"""Who may do what with workshops: predicates on one object, each explained in a sentence."""

from projects.models import Project
from projects.permissions import change_project, moderate_project
from territoire.models import Territory
from territoire.permissions import facilitate_territory
from workshops.models import Guest, Workshop


def view_workshop(user, workshop: Workshop) -> bool:
    """Whoever the list shows it to (`Workshop.objects.visible_to`)."""
    return Workshop.objects.visible_to(user).contains(workshop)


def lead_workshop(user, workshop: Workshop) -> bool:
    """Who holds its project, who facilitates its territory (its own, or its project's), and admins."""
    return user.is_authenticated and Workshop.objects.led_by(user).contains(workshop)


def hold_workshop(user, subject: Project | Territory) -> bool:
    """Who holds the project or facilitates its territory; who facilitates the territory; and admins."""
    if isinstance(subject, Territory):
        return facilitate_territory(user, subject)
    return change_project(user, subject) or moderate_project(user, subject)


def answer_invitation(user, guest: Guest) -> bool:
    """Who speaks for the actor that is invited."""
    return user.is_authenticated and Guest.objects.visible_to(user).speaking(user).contains(guest)
