"""Who may do what with territories: predicates on one object, each explained in a sentence."""

from territoire.models import Territory


def facilitate_territory(user, territory: Territory) -> bool:
    """Who facilitates it, or a wider one that it lies in, and admins."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or Territory.objects.facilitated_by(user).contains(territory)
