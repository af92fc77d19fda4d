"""What happens to competences: proposed by who misses one."""

from django.db import transaction

from actors.enums import CompetenceStatus
from actors.models import Competence, CompetenceClosure
from territoire.models import User
from territoire.slugs import free_slug


@transaction.atomic
def propose(name: str, *, parent: Competence, definition: str = "", by: User) -> Competence:
    """Add a competence under `parent`, which its proposer may use at once and facilitators then review."""
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
