"""Who may do what with territories: predicates on one object, each explained in a sentence."""

from territoire.models import Territory
from territoire.sight import condition, fetched, viewer


def facilitate_territory(user, territory: Territory) -> bool:
    """Who facilitates it, or a wider one that it lies in, and admins."""
    if not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    kept = condition(Territory.objects.facilitated_by, user)
    statement = f"SELECT 1 FROM territoire_territory WHERE id = %(territory)s AND {kept}"  # noqa: S608 (ours)
    return bool(fetched(statement, {**viewer(user), "territory": territory.pk}))
