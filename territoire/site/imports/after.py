"""What follows an import: persons are told, teams that an undone project leaves go with it."""

from django.utils import timezone

from actors.actions import addresses, consent
from actors.enums import ActorKind, ContactKind
from actors.models import Actor, CompetenceClosure, ContactAccess, ContactPoint, Notice, PersonWarning
from projects.models import Project
from territoire.imports import undoing
from territoire.models import ImportBatch, Team

#: Worked out from others, or said to a person: none of it is somebody's work on what an import brought. A person who
#: answered changed their own page, which stays.
DERIVED = frozenset({CompetenceClosure, Notice, ContactAccess, PersonWarning})


def undo(batch: ImportBatch, *, by) -> None:
    """Undo an import, and delete the teams of the projects that it takes back, unless they keep something else."""
    teams = list(Project.objects.filter(import_batch=batch).values_list("team", flat=True))
    for actor, area in batch.report.get("areas", ()):
        Actor.areas.through.objects.filter(actor=actor, territory=area).delete()
    undoing.undo(batch, by=by, derived=DERIVED)
    Team.objects.filter(pk__in=teams, project=None, actors=None, partnerships=None).delete()


def tell(batch: ImportBatch) -> None:
    """Tell the persons that an import brought, as many as one may in a day; the others wait on their pages.

    Those who have no address are handed a printed notice. Stopped halfway, it goes on where it was.
    """
    brought = Actor.objects.filter(import_batch=batch, kind=ActorKind.PERSON)
    untold = brought.filter(notices=None, consented_at=None).order_by("pk")
    for person in untold:
        email = _address(person)
        if email and not addresses.is_told_enough(email, by=batch.created_by, person=person):
            consent.tell(person, email, by=batch.created_by)
    persons = {
        "persons": brought.count(),
        "untold": untold.all().count(),
        "told_on": timezone.localdate().isoformat(),
    }
    ImportBatch.objects.filter(pk=batch.pk).update(report=batch.report | persons)


def _address(person: Actor) -> str:
    found = ContactPoint.objects.filter(actor=person, kind=ContactKind.EMAIL).exclude(value="").first()
    return found.value if found else ""
