"""Who may do what with actors: predicates on one object, each explained in a sentence."""

from collections.abc import Iterable

from django.db.models import Q

from actors.enums import FactState
from actors.models import Actor, Claim, Competence, Note, Partnership, PartnershipAxis
from territoire.enums import Role
from territoire.models import Team, Territory, User
from territoire.moderation import moderates

WRITERS = (Role.CONTRIBUTOR, Role.HOLDER)


def view_actor(user, actor: Actor) -> bool:
    """Whoever the list shows it to (`Actor.objects.visible_to`)."""
    return Actor.objects.visible_to(user).contains(actor)


def change_actor(user: User, actor: Actor) -> bool:
    """Who registered it, who speaks for it, who writes in its team, who facilitates the place where it sits, admins.

    Nobody writes anything again on a person who was erased.
    """
    if not user.is_authenticated or actor.erased_at:
        return False
    return (
        user.is_superuser
        or actor.created_by_id == user.pk
        or speak_for_actor(user, actor)
        or _writes_in(user, actor.team_id)
        or _facilitates(user, actor.seat_id)
    )


def changeable_by(user: User):
    """Return the actors that `user` may change: the same as `change_actor`, for many at once."""
    known = Actor.objects.filter(erased_at=None)
    if user.is_superuser:
        return known
    seats = Territory.objects.facilitated_by(user)
    return known.filter(
        Q(created_by=user)
        | Q(pk__in=Claim.objects.of(user).values("actor"))
        | Q(team__in=Team.objects.of(user, *WRITERS))
        | Q(seat__in=seats)
    )


# Archiving is changing, and can be undone; deleting is for good.
archive_actor = change_actor


def delete_actor(user: User, actor: Actor) -> bool:
    """Who registered it, and admins."""
    return user.is_authenticated and (user.is_superuser or actor.created_by_id == user.pk)


def spoken_for_by(user):
    """Return the actors in whose name `user` may offer: registered by them, of their teams, or claimed by them."""
    return Actor.objects.listed().filter(_own(user)).order_by("search_name")


def speak_for_actor(user, actor: Actor) -> bool:
    """Who has an accepted claim of it, and nobody else: not who registered it, nor admins."""
    return user.is_authenticated and Claim.objects.of(user).filter(actor=actor).exists()


def claim_actor(user, actor: Actor) -> bool:
    """Anyone with an account who sees it and has no claim of it that waits or holds; a person is claimed by one."""
    gone = actor.archived_at or actor.merged_into_id or actor.erased_at
    if not user.is_authenticated or gone or not view_actor(user, actor):
        return False
    claims = Claim.objects.filter(actor=actor)
    taken = actor.is_person and claims.accepted().exists()
    return not taken and not claims.alive().filter(user=user).exists()


def view_claim(user, claim: Claim) -> bool:
    """Who sent it and who answers it (`Claim.objects.visible_to`)."""
    return Claim.objects.visible_to(user).contains(claim)


def decide_claim(user, claim: Claim) -> bool:
    """Who facilitates the place where the actor sits, and admins; nobody answers their own."""
    return Claim.objects.decidable_by(user).contains(claim)


def withdraw_claim(user, claim: Claim) -> bool:
    """Who sent it."""
    return user.is_authenticated and claim.user_id == user.pk


def end_claim(user, claim: Claim) -> bool:
    """Who speaks by it, who facilitates the place where the actor sits, and admins."""
    return withdraw_claim(user, claim) or decide_claim(user, claim)


def confirm_axis(user, axis: PartnershipAxis) -> bool:
    """Who speaks for a partner, when it was declared by somebody who does not."""
    return axis.pk in confirmable_axes(user, [axis])


def confirmable_axes(user, axes: Iterable[PartnershipAxis]) -> set[int]:
    """Return the keys of those of `axes` (with their partnership loaded) that `user` may confirm."""
    declared = [axis for axis in axes if axis.state == FactState.DECLARED]
    if not user.is_authenticated or not declared:
        return set()
    voices = set(
        Claim.objects.accepted()
        .filter(user__in={user.pk, *(axis.created_by_id for axis in declared)} - {None})
        .values_list("actor", "user")
    )
    return {
        axis.pk
        for axis in declared
        if any(
            (partner, user.pk) in voices and (partner, axis.created_by_id) not in voices
            for partner in (axis.partnership.first_id, axis.partnership.second_id)
        )
    }


def kept_by(user):
    """Return the actors that `user` keeps: registered by them, of a team they write in, or spoken for by them."""
    return Actor.objects.visible_to(user).listed().filter(_own(user), erased_at=None)


def keep_actor(user, actor: Actor) -> bool:
    """Who registered it, who writes in its team, and who speaks for it: they are asked whether it is still true."""
    return user.is_authenticated and kept_by(user).contains(actor)


def confirm_actor(user, actor: Actor) -> bool:
    """Who keeps it, and who may change it."""
    return keep_actor(user, actor) or change_actor(user, actor)


def moderate_actor(user, actor: Actor) -> bool:
    """Who facilitates the place where it sits, and admins."""
    return Actor.objects.in_care_of(user).contains(actor)


def view_note(user, note: Note) -> bool:
    """Who is in the team that wrote it, or facilitates the territory for which it was: nobody else, not even admins."""
    return Note.objects.visible_to(user).contains(note)


def add_note(user, actor: Actor) -> bool:
    """Who sees the actor and writes in a team, or facilitates a territory where it sits."""
    if not user.is_authenticated or actor.erased_at or not view_actor(user, actor):
        return False
    return note_teams(user).exists() or note_territories(user, actor).exists()


def change_note(user, note: Note) -> bool:
    """Who reads it and writes in its team, or facilitates its territory: nobody else, not even admins."""
    if not view_note(user, note):
        return False
    return note.territory_id is not None or note_teams(user).filter(pk=note.team_id).exists()


delete_note = change_note


def note_teams(user):
    """Return the teams for which `user` may write notes."""
    return Team.objects.of(user, *WRITERS).order_by("name", "pk")


def note_territories(user, actor: Actor):
    """Return the territories that `user` facilitates, where `actor` sits."""
    around = Territory.objects.containing(actor.seat) if actor.seat else Territory.objects.none()
    return around.filter(pk__in=user.facilitations.values("territory")).order_by("name", "pk")


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
    return moderates(user)


def _own(user) -> Q:
    """Return the condition of being registered by `user`, of a team they write in, or spoken for by them."""
    teams, claims = Team.objects.of(user, *WRITERS), Claim.objects.of(user)
    return Q(created_by=user) | Q(team__in=teams) | Q(pk__in=claims.values("actor"))


def _writes_in(user: User, team_id: int | None) -> bool:
    return team_id is not None and Team.objects.of(user, *WRITERS).filter(pk=team_id).exists()


def _facilitates(user: User, territory_id: int | None) -> bool:
    return (
        territory_id is not None and Territory.objects.facilitated_by(user).filter(pk=territory_id).exists()
    )
