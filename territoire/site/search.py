"""Search over all, for people (a page) and for forms (autocompletion)."""

from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.models.territory import TerritoryQuerySet

MOST_CHOICES = 20
SHORTEST = 2


def territories_named(text: str) -> TerritoryQuerySet:
    """Return the territories of today whose name, former name, postcode or code holds `text`, best first."""
    if len(text.strip()) < SHORTEST:
        return Territory.objects.none()
    return Territory.objects.current().named_like(text).select_related("departement")


def territory_choices(text: str) -> list[dict[str, str]]:
    """Return what an autocompletion of territories shows: `id` is the code, `detail` the kind and département."""
    return [
        {"id": territory.code, "text": territory.name, "detail": whereabouts(territory)}
        for territory in territories_named(text)[:MOST_CHOICES]
    ]


def whereabouts(territory: Territory) -> str:
    """Say what a territory is and where: "Commune, Haute-Loire (43)"."""
    nature = territory.nature or TerritoryKind(territory.kind).label
    if territory.departement is None:
        return str(nature)
    return f"{nature}, {territory.departement.name} ({territory.departement.official_code})"
