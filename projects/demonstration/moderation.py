"""What waits in the demonstration: a competence somebody proposed, a report; all the rest was looked at."""

from datetime import timedelta

from django.utils import timezone

from actors.actions import competences
from actors.models import Actor, ActorReport, Competence
from projects.demonstration.registry import Registry
from projects.demonstration.story import Chapter
from projects.models import Project
from territoire.freshness import months_after


def leave_waiting(registry: Registry, chapter: Chapter) -> None:
    """Propose the competences and send the reports of the chapter; what is reported is illustrative."""
    for fact in chapter.proposals:
        competences.propose(
            fact["name"],
            parent=Competence.objects.get(slug=fact["parent"]),
            definition=fact["definition"],
            by=registry.user(chapter.registered_by),
        )
    for fact in chapter.reports:
        ActorReport.objects.create(
            actor=registry.actors[fact["actor"]], reason=fact["reason"], message=fact["message"]
        )
    for fact in chapter.actors:
        if "unconfirmed_for" in fact:
            _let_age(registry.actors[fact["id"]], fact["unconfirmed_for"])


def count_as_reviewed(registry: Registry) -> None:
    """Put nothing of the demonstration among the new records."""
    for model in (Actor, Project):
        model.objects.filter(import_batch=registry.batch).update(reviewed_at=timezone.now())


def _let_age(actor: Actor, months: int) -> None:
    """Have `actor` last confirmed so many months ago."""
    today = timezone.localdate()
    moment = timezone.now() - (today - months_after(today, -months))
    Actor.objects.filter(pk=actor.pk).update(
        created_at=moment - timedelta(days=1), confirmed_at=moment, reviewed_at=timezone.now()
    )
