"""The stakeholder map: one object (`values.StakeholderMap`), drawn in several pictures.

A picture is one file with `draw(stakeholder_map, *, chosen, compact)`, a template that shows what it returns, and a
few lines here. What it draws comes from the map alone, so that no two pictures can hold different actors.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actors.maps.values import Picture
from projects.maps import circles
from projects.maps.competences import picture as competences_picture
from projects.maps.competences import sheet as matrix_sheet
from projects.maps.influence import picture as influence_picture
from projects.maps.network import exploring
from projects.maps.network import picture as network_picture
from projects.maps.places import picture as places_picture
from projects.maps.places.ground import complete as with_ground
from projects.maps.shared.values import StakeholderMap

#: Above this many actors a picture shows the most involved, says so, and leads to the table.
MOST_DRAWN = 150
#: What shows a picture drawn whole on the server.
DRAWN = "components/maps/drawn.html"
#: The same, which scripts can draw anew.
EXPLORED = "components/maps/network.html"


@dataclass(frozen=True, slots=True)
class PictureKind:
    """A picture that the page offers: its word in the address, its name, its icon and how it is drawn.

    `template` shows what `draw` returns (as `picture`, and as `compact` for phones), `legend` its own signs;
    `scripts` and `styles` are static files that it needs besides those of the page. `offered(user, subject)`: who
    may look at it, on the map of which project, territory or actor. `complete(map, subject, user)` adds to the map
    what this picture alone needs from the database; `besides(data, map)` gives its template what the address asks for
    besides the picture.
    """

    code: str
    name: str | Promise
    icon: str
    draw: Callable[..., Any]
    hint: str | Promise
    legend: str
    template: str = DRAWN
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    offered: Callable[[Any, Any], bool] = lambda user, subject: True
    complete: Callable[[StakeholderMap, Any, Any], StakeholderMap] = lambda the_map, subject, user: the_map
    settings: Callable[[QueryDict], dict[str, Any]] = lambda data: {}
    most: int = MOST_DRAWN
    sheet: Callable[..., Picture] | None = None
    besides: Callable[[QueryDict, StakeholderMap], dict[str, Any]] = lambda data, the_map: {}


PICTURES = {
    picture.code: picture
    for picture in (
        PictureKind(
            "reseau",
            _("Network"),
            "diagram-3",
            network_picture.draw,
            _("Where an actor stands means nothing: ties do. One thread for each way of working together."),
            "components/maps/network_legend.html",
            template=EXPLORED,
            scripts=("js/network.js",),
            styles=("css/network.css",),
            besides=exploring.asked,
            sheet=partial(network_picture.draw, sheet=True),
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
            "components/maps/circles_legend.html",
            sheet=partial(circles.draw, sheet=True),
        ),
        PictureKind(
            "influence",
            _("Influence"),
            "ui-checks-grid",
            influence_picture.draw,
            _(
                "Judgements of the team, for the team alone: each actor at the median, a cross from the least to the "
                "most, darker where voices disagree."
            ),
            "components/maps/influence_legend.html",
            template="components/maps/influence.html",
            scripts=("js/assess.js",),
            styles=("css/map-grids.css",),
            offered=influence_picture.offered,
            complete=influence_picture.complete,
            settings=influence_picture.settings,
        ),
        PictureKind(
            "competences",
            _("Competences"),
            "grid-3x3",
            competences_picture.draw,
            _(
                "One row for each actor, one column for each competence; the first row says what the needs lack. "
                "Choose a column to sort by it."
            ),
            "components/maps/matrix_legend.html",
            template="components/maps/matrix.html",
            scripts=("js/map-grids.js",),
            styles=("css/map-grids.css",),
            complete=competences_picture.complete,
            settings=competences_picture.settings,
            most=competences_picture.MOST,
            sheet=matrix_sheet.sheet,
        ),
        PictureKind(
            "territoire",
            _("Places"),
            "geo-alt",
            places_picture.draw,
            _(
                "Each actor at the place of its seat, never closer than its commune. Distances are as the crow flies."
            ),
            "components/maps/places_legend.html",
            "components/maps/places.html",
            scripts=("js/places.js",),
            styles=("vendor/maplibre-gl/maplibre-gl.css", "css/places.css"),
            complete=with_ground,
            settings=places_picture.settings,
            most=1500,
            sheet=partial(places_picture.draw, sheet=True),
        ),
    )
}
