"""Who may do what with actors: predicates on one object, each explained in a sentence."""

from django.db.models import Q

from actors.models import Actor, Claim, Competence, Partnership
from territoire.enums import Role
from territoire.models import Team, Territory, User

WRITERS = (Role.CONTRIBUTOR, Role.HOLDER)


def view_actor(user, actor: Actor) -> bool:
    """Whoever the list shows it to (`Actor.objects.visible_to`)."""
    return Actor.objects.visible_to(user).contains(actor)


def change_actor(user: User, actor: Actor) -> bool:
    """Who registered it, who writes in its team, who facilitates the place where it sits, and admins.

    Nobody writes anything again on a person who was erased.
    """
    if not user.is_authenticated or actor.erased_at:
        return False
    return (
        user.is_superuser
        or actor.created_by_id == user.pk
        or _writes_in(user, actor.team_id)
        or _facilitates(user, actor.seat_id)
    )


# Archiving is changing, and can be undone; deleting is for good.
archive_actor = change_actor


def delete_actor(user: User, actor: Actor) -> bool:
    """Who registered it, and admins."""
    return user.is_authenticated and (user.is_superuser or actor.created_by_id == user.pk)


def spoken_for_by(user):
    """Return the actors for which `user` may speak: those they registered, those of the teams they write in."""
    teams = Team.objects.of(user, *WRITERS)
    return Actor.objects.listed().filter(Q(created_by=user) | Q(team__in=teams)).order_by("search_name")


def kept_by(user):
    """Return the actors that `user` keeps: registered by them, of a team they write in, or spoken for by them."""
    teams, claims = Team.objects.of(user, *WRITERS), Claim.objects.of(user)
    keeps = Q(created_by=user) | Q(team__in=teams) | Q(pk__in=claims.values("actor"))
    return Actor.objects.visible_to(user).listed().filter(keeps)


def keep_actor(user, actor: Actor) -> bool:
    """Who registered it, who writes in its team, and who speaks for it: they are asked whether it is still true."""
    return user.is_authenticated and kept_by(user).contains(actor)


def confirm_actor(user, actor: Actor) -> bool:
    """Who keeps it, and who may change it."""
    return keep_actor(user, actor) or change_actor(user, actor)


def moderate_actor(user, actor: Actor) -> bool:
    """Who facilitates the place where it sits, and admins."""
    return Actor.objects.in_care_of(user).contains(actor)


def merge_actor(user: User, actor: Actor) -> bool:
    """Who facilitates the place where it sits, and admins."""
    return user.is_authenticated and (user.is_superuser or _facilitates(user, actor.seat_id))


def view_partnership(user, partnership: Partnership) -> bool:
    """Whoever the list shows it to (`Partnership.objects.visible_to`)."""
    return Partnership.objects.visible_to(user).contains(partnership)


def change_partnership(user: User, partnership: Partnership) -> bool:
    """Who registered it, who writes in its team, and who may change one of the two partners."""
    if not user.is_authenticated:
        return False
    return (
        user.is_superuser
        or partnership.created_by_id == user.pk
        or _writes_in(user, partnership.team_id)
        or change_actor(user, partnership.first)
        or change_actor(user, partnership.second)
    )


def moderate_competence(user: User, competence: Competence) -> bool:
    """Facilitators of any territory, and admins."""
    return user.is_authenticated and (user.is_superuser or user.facilitations.exists())


def _writes_in(user: User, team_id: int | None) -> bool:
    return team_id is not None and Team.objects.of(user, *WRITERS).filter(pk=team_id).exists()


def _facilitates(user: User, territory_id: int | None) -> bool:
    return (
        territory_id is not None and Territory.objects.facilitated_by(user).filter(pk=territory_id).exists()
    )
