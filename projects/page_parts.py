"""What other apps add to pages of a project, without `projects` knowing them: each registers itself when ready."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from projects.models import Need, Project

type NeedLoader = Callable[[Project, list[Need], Any, date], dict[int, list[NeedLink]]]
type Loader = Callable[[Project, Any, date], dict[str, Any] | None]


@dataclass(frozen=True)
class NeedLink:
    """A line beside a need: where else it is spoken of."""

    icon: str
    text: str
    url: str


@dataclass(frozen=True)
class Section:
    """A part of the page of a project, ready to be drawn: the template finds `context` as `section`."""

    template: str
    context: dict[str, Any]


_need_loaders: list[NeedLoader] = []
_loaders: dict[str, Loader] = {}


def register_need_links(load: NeedLoader) -> None:
    """Add lines beside needs; `load(project, needs, user, day)` gives them by key of the need."""
    if load not in _need_loaders:
        _need_loaders.append(load)


def register(template: str, load: Loader) -> None:
    """Add a part to the page of every project; `load(project, user, day)` may return `None` to show nothing."""
    _loaders[template] = load


def link_needs(project: Project, needs: Iterable[Need], user, day: date) -> None:
    """Give each of `needs` its `links`, as `user` may see them."""
    needs = list(needs)
    found: dict[int, list[NeedLink]] = defaultdict(list)
    for load in _need_loaders:
        for key, links in load(project, needs, user, day).items():
            found[key] += links
    for need in needs:
        need.links = found[need.pk]  # type: ignore[attr-defined]  # read by the page


def of(project: Project, user, day: date) -> list[Section]:
    """Load the parts of the page of `project` as `user` may see them on `day`, in the order of registration."""
    loaded = [(template, load(project, user, day)) for template, load in _loaders.items()]
    return [Section(template, context) for template, context in loaded if context is not None]
