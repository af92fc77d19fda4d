"""Read the tree of competences: what stands above what."""

from collections.abc import Collection

from actors.enums import CompetenceStatus
from actors.models import Competence, CompetenceClosure


def paths_of(competences: Collection[Competence]) -> dict[int, str]:
    """Return, by id, the names of what each competence stands under, from the top down (one query)."""
    above = (
        CompetenceClosure.objects.filter(descendant__in=competences, depth__gt=0)
        .exclude(ancestor__status=CompetenceStatus.REJECTED)
        .order_by("-depth")
        .values_list("descendant", "ancestor__name")
    )
    paths: dict[int, list[str]] = {}
    for competence, name in above:
        paths.setdefault(competence, []).append(name)
    return {competence: " › ".join(names) for competence, names in paths.items()}
