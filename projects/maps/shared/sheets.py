"""How large a picture is on paper or in a file: as large as its names need, in the proportions of an A3 sheet."""

import math

#: Width over height of the room that a picture has on an A3 sheet, between its title and its legend.
PROPORTION = 1.62
#: The room of an actor with its name, in square pixels of the picture.
ROOM = 13_000
LEAST_WIDTH = 960


def size(count: int, filled: float = 1) -> tuple[int, int]:
    """Return the width and height of a picture of `count` actors that covers the share `filled` of its frame."""
    width = max(LEAST_WIDTH, math.sqrt(count * ROOM * PROPORTION / filled))
    return round(width), round(width / PROPORTION)
