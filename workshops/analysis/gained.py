"""What the map gained by a workshop, as one viewer sees it."""

from dataclasses import dataclass

from workshops.actions.outcomes import of_workshop
from workshops.enums import Becomes
from workshops.models import Outcome, Workshop


@dataclass(frozen=True)
class Gain:
    """What post-its became, of one sort: what is new first, each thing once."""

    becomes: Becomes
    outcomes: tuple[Outcome, ...]

    @property
    def new(self) -> int:
        """Count what was not on the map before."""
        return sum(not one.known for one in self.outcomes)


def gained(workshop: Workshop, user) -> list[Gain]:
    """Return what the map gained, sort by sort, as far as `user` may see."""
    seen = Outcome.objects.visible_to(user).filter(workshop=workshop).values("pk")
    things: dict[tuple, Outcome] = {}
    for one in of_workshop(workshop).filter(pk__in=seen).order_by("known", "pk"):
        things.setdefault((one.becomes, one.thing.pk), one)
    found = [Gain(becomes, tuple(o for o in things.values() if o.becomes == becomes)) for becomes in Becomes]
    return [gain for gain in found if gain.outcomes]
