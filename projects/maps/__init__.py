"""The stakeholder map: one object (`values.StakeholderMap`), drawn in several pictures.

A picture is one file with `draw(stakeholder_map, *, chosen, compact) -> Picture`, and one line here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actors.maps.values import Picture
from projects.maps import circles, network

#: Above this many actors a picture shows the most involved, says so, and leads to the table.
MOST_DRAWN = 150


@dataclass(frozen=True, slots=True)
class PictureKind:
    """A picture that the page offers: its word in the address, its name, its icon and how it is drawn."""

    code: str
    name: str | Promise
    icon: str
    draw: Callable[..., Picture]
    hint: str | Promise


PICTURES = {
    picture.code: picture
    for picture in (
        PictureKind(
            "reseau",
            _("Network"),
            "diagram-3",
            network.draw,
            _("Where an actor stands means nothing: ties do. One thread for each way of working together."),
        ),
        PictureKind(
            "cercles",
            _("Circles"),
            "bullseye",
            circles.draw,
            _(
                "In the centre, who carries the project; on the rim, who follows it. One sector for each "
                "family; a dashed sector has nobody aboard."
            ),
        ),
    )
}
