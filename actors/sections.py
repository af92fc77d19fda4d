"""What other apps add to an actor's page, without `actors` knowing them: each registers itself when it is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from actors.models import Actor

Loader = Callable[[Actor, Any, date], dict[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """A part of the page, ready to be drawn: the template finds `context` as `section`."""

    template: str
    context: dict[str, Any]


_loaders: dict[str, Loader] = {}


def register(template: str, load: Loader) -> None:
    """Add a part to the page of every actor; `load(actor, user, day)` may return `None` to show nothing."""
    _loaders[template] = load


def of(actor: Actor, user, day: date) -> list[Section]:
    """Load the parts of the page of `actor` as `user` may see them on `day`, in the order of registration."""
    loaded = [(template, load(actor, user, day)) for template, load in _loaders.items()]
    return [Section(template, context) for template, context in loaded if context is not None]
