"""What other apps add to an actor's page, without `actors` knowing them: each registers itself when it is ready."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from actors.models import Actor

Place = Literal["main", "picture"]


@dataclass(frozen=True)
class Section:
    """A part of the page: `load(actor, user, day)` returns the context of `template`, or `None` to show nothing."""

    place: Place
    template: str
    load: Callable[[Actor, Any, date], dict[str, Any] | None]


@dataclass(frozen=True)
class LoadedSection:
    """A part of the page, ready to be drawn."""

    template: str
    context: dict[str, Any]


_sections: list[Section] = []


def register(place: Place, template: str, load: Callable[[Actor, Any, date], dict[str, Any] | None]) -> None:
    """Add a part to the page of every actor; parts of the same place come in the order of registration."""
    section = Section(place, template, load)
    if section not in _sections:
        _sections.append(section)


def of(actor: Actor, user, day: date, place: Place) -> list[LoadedSection]:
    """Load the parts of the page of `actor` as `user` may see them on `day`."""
    loaded = [(s.template, s.load(actor, user, day)) for s in _sections if s.place == place]
    return [LoadedSection(template, context) for template, context in loaded if context is not None]
