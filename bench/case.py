"""What one row of the table is, and who asks."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bench import world
from territoire.models import User

SAMPLE = 20


@dataclass(frozen=True)
class Case:
    """One row of the table: a name, the addresses asked in turn, the bare SQL with its values, and who asks.

    With a `job`, this is done with each of `addresses` (which then are anything) instead of asking for it; what
    `prepare` does before is not counted.
    """

    name: str
    addresses: list
    sql: str = ""
    values: list[dict] = field(default_factory=lambda: [{}])
    signed_in: bool = False
    job: Callable | None = None
    prepare: Callable = lambda _one: None


def holder() -> User:
    """Return the account that holds the first projects of the world."""
    return User.objects.get(email=world.HOLDER)
