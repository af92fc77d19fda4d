"""Register the demonstration once; what people change or delete afterwards stays as they left it."""

from collections.abc import Callable

from django.db import transaction

from projects.demonstration import moderation, network, undertakings
from projects.demonstration.registry import SOURCE, Registry
from projects.demonstration.story import Chapter
from territoire.models import ImportBatch

# Each step needs the whole of the one before: a chapter names actors of another.
STEPS = (
    network.compose_territories,
    undertakings.open_project,
    network.register_actors,
    network.link_actors,
    undertakings.tell_project,
    moderation.leave_waiting,
)


_more: list[Callable[[Registry], None]] = []


def register(tell: Callable[[Registry], None]) -> None:
    """Let an app above add to the demonstration, once all of it is there."""
    if tell not in _more:
        _more.append(tell)


def already_loaded() -> bool:
    """Tell whether the demonstration was registered here before."""
    return ImportBatch.objects.filter(label=SOURCE).exists()


@transaction.atomic
def load(chapters: list[Chapter]) -> int:
    """Register the chapters and return how many actors and projects there are; nothing if it was done before."""
    if already_loaded():
        return 0
    registry = Registry(ImportBatch.objects.create(label=SOURCE))
    for step in STEPS:
        for chapter in chapters:
            step(registry, chapter)
    moderation.count_as_reviewed(registry)
    network.name_facilitators(registry)
    for tell in _more:
        tell(registry)
    return len(registry.actors) + len(registry.projects)
