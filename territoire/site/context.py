"""What every page may say of the person who signed in."""

from functools import cached_property

from django.http import HttpRequest

from territoire.moderation import moderates
from territoire.site import moderation as queue


class Moderation:
    """What waits for somebody, asked for only where a template says it."""

    def __init__(self, request: HttpRequest):
        """Remember who asks."""
        self._user = getattr(request, "user", None)

    @cached_property
    def moderates(self) -> bool:
        """Tell whether they decide on anything."""
        return self._user is not None and moderates(self._user)

    @cached_property
    def waiting(self) -> str:
        """Count what waits, in words, empty when nothing does."""
        count = queue.counted(self._user) if self.moderates and self._user else 0
        return f"{queue.MOST_COUNTED}+" if count > queue.MOST_COUNTED else str(count or "")


def moderation(request: HttpRequest) -> dict[str, Moderation]:
    """Add `moderation` to templates."""
    return {"moderation": Moderation(request)}
