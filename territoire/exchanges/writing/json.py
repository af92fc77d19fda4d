"""Writing JSON piece by piece: an object whose one long list comes as it is read."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson


def dumped(value: Any) -> str:
    """Write a plain value."""
    return orjson.dumps(value).decode()


def holding(head: dict[str, Any], lists: dict[str, Iterable[Any]]) -> Iterator[str]:
    """Write an object that has the keys of `head`, then those of `lists`, one element a line."""
    yield dumped(head)[:-1]
    first = not head
    for name, elements in lists.items():
        yield f"{'' if first else ','}\n{dumped(name)}: ["
        first = False
        for number, element in enumerate(elements):
            yield f"{',' if number else ''}\n{dumped(element)}"
        yield "\n]"
    yield "\n}\n"
