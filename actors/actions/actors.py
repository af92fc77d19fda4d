"""What happens to actors: registered, renamed, archived, restored."""

from django.db import transaction
from django.utils import timezone

from actors.models import Actor
from territoire.enums import Visibility
from territoire.models import User
from territoire.slugs import free_slug


def give_address(actor: Actor) -> None:
    """Give `actor` its address; that of a person, or of what is hidden, cannot be guessed."""
    actor.slug = free_slug(Actor, actor.name, hidden=is_concealed(actor))


def leave_public_address(actor: Actor, *, was_concealed: bool) -> None:
    """Give `actor` an address that nobody can guess once hidden (not saved); shown again, it keeps it."""
    if is_concealed(actor) and not was_concealed:
        give_address(actor)


def is_concealed(actor: Actor) -> bool:
    """Tell whether the address of `actor` must not be guessed."""
    return actor.is_person or actor.visibility != Visibility.PUBLIC


@transaction.atomic
def archive(actor: Actor, *, by: User) -> None:
    """Leave `actor` out of lists; its page and its past stay."""
    _set_archived(actor, timezone.now())


@transaction.atomic
def restore(actor: Actor, *, by: User) -> None:
    """Bring an archived actor back into the lists."""
    _set_archived(actor, None)


def _set_archived(actor: Actor, moment) -> None:
    locked = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if bool(locked.archived_at) == bool(moment):
        return
    locked.archived_at = moment
    locked.save(update_fields=["archived_at", "updated_at"])
