"""Views kept under a name: kept, named anew, let go."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from territoire.models import SavedView, User

MOST = 100
ENOUGH = _("You keep 100 views already: let one go first.")
NAME_TAKEN = _("You have kept a view under this name already.")


@transaction.atomic
def keep(name: str, address: str, *, by: User) -> SavedView:
    """Keep `address`, checked by who calls; raises `ValidationError` when the name is taken or there are too many."""
    # Two sent at once wait for each other: the 101st is never let in.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    own = SavedView.objects.filter(user=by)
    if own.count() >= MOST:
        raise ValidationError(ENOUGH, code="enough")
    _refuse_taken(own, name)
    return SavedView.objects.create(user=by, name=name, address=address)


@transaction.atomic
def rename(view: SavedView, name: str, *, by: User) -> None:
    """Give another name; raises `ValidationError` when it is taken."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _refuse_taken(SavedView.objects.filter(user=by).exclude(pk=view.pk), name)
    view.name = name
    view.save(update_fields=["name"])


def _refuse_taken(others, name: str) -> None:
    if others.filter(name=name).exists():
        raise ValidationError(NAME_TAKEN, code="taken")
