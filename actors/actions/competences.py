"""The tree of competences: what people propose, what becomes of it, where each stands."""

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import CompetenceStatus
from actors.models import Competence, CompetenceClosure
from actors.reference import competence_closure
from territoire.models import User
from territoire.slugs import free_slug


class LoopError(ValueError):
    """A competence would stand under itself."""


@transaction.atomic
def propose(name: str, *, parent: Competence | None, definition: str = "", by: User) -> Competence:
    """Add a competence under `parent` (`None`: at the top), which its proposer may use at once.

    Facilitators then review it.
    """
    competence = Competence.objects.create(
        name=name,
        slug=free_slug(Competence, name, hidden=False),
        definition=definition,
        parent=parent,
        status=CompetenceStatus.PROPOSED,
        created_by=by,
    )
    above = CompetenceClosure.objects.filter(descendant=parent)
    CompetenceClosure.objects.bulk_create(
        [
            CompetenceClosure(ancestor=competence, descendant=competence, depth=0),
            *(
                CompetenceClosure(ancestor_id=link.ancestor_id, descendant=competence, depth=link.depth + 1)
                for link in above
            ),
        ]
    )
    return competence


@transaction.atomic
def place(competence: Competence, parent: Competence | None, *, by) -> None:
    """Put `competence`, with all that stands under it, under `parent` (`None`: at the top).

    A parent that stands under it is refused (`LoopError`).
    """
    Competence.objects.select_for_update(of=("self",)).get(pk=competence.pk)
    if stands_under(parent, competence):
        raise LoopError(_("%(name)s stands under this competence.") % {"name": parent})
    if competence.parent_id != (parent and parent.pk):
        competence.parent = parent
        with pghistory.context(user=by.pk):
            competence.save(update_fields=["parent", "updated_at"])
    competence_closure.rebuild()


def stands_under(one: Competence | None, other: Competence) -> bool:
    """Tell whether `one` is `other` or stands under it, by the chain of parents."""
    seen: set[int] = set()
    while one is not None and one.pk not in seen:
        if one.pk == other.pk:
            return True
        seen.add(one.pk)
        one = one.parent
    return False


def approve(competence: Competence, *, by) -> None:
    """Offer to all what somebody proposed."""
    _decide(competence, CompetenceStatus.APPROVED, by)


def reject(competence: Competence, *, by) -> None:
    """Offer no more what somebody proposed; facts that use it stay."""
    _decide(competence, CompetenceStatus.REJECTED, by)


@transaction.atomic
def _decide(competence: Competence, status: CompetenceStatus, by) -> None:
    locked = Competence.objects.select_for_update(of=("self",)).get(pk=competence.pk)
    locked.status = status
    with pghistory.context(user=by.pk):
        locked.save(update_fields=["status", "updated_at"])
    competence.status = status
