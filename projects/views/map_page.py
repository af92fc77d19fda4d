"""What the pages of maps share (of a project, of a territory): one map in, the context of the template out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from projects.forms import map_filters
from projects.maps import MOST_DRAWN, PICTURES, PictureKind
from projects.maps.shared import table, words
from projects.maps.shared.values import MapFilters, Stakeholder, StakeholderMap
from projects.models import Project
from territoire.enums import Visibility
from territoire.exchanges.writing import answers
from territoire.exchanges.writing import formats as file_formats
from territoire.models import Territory

ROWS = 100
#: At most so many ties are in the table of ties: that of actors, page by page, names them all.
TIES = 300
PHONE_DRAWN = 60
#: How many actors a picture shows at first, and then on request.
STEPS = (80, MOST_DRAWN)
#: A page with at most so many actors holds all their panels; else each is asked for when it is chosen.
PANELS_INLINE = 30
#: The width and height of a frame in another site, in pixels.
FRAME = (800, 640)
PUBLIC = Visibility.PUBLIC
#: What the filters of the address are called in files.
ASKED_WORDS = {
    "famille": _("Families"),
    "degre": _("Degree of involvement, at least"),
    "competence": _("Competence, and all under it"),
    "q": _("Words"),
    "territoire": _("Territory, and all within"),
    "metier": _("Occupation"),
    "theme": _("Theme of its projects"),
    "lien": _("Kind of partnership"),
    "autour": _("Around the chosen actor"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the project as a link to its day; `css` says whether it is past, here or later on the day shown."""

    name: str
    day: date
    label: str
    css: str


def context(request: HttpRequest, stakeholder_map: StakeholderMap, filters: MapFilters, subject) -> dict:
    """Return all that the template needs but the subject of the map (a project, a territory or an actor) itself."""
    kinds = kinds_for(request.user, subject)
    kind = picture_kind(request, subject, kinds)
    settings = kind.settings(request.GET)
    stakeholder_map = kind.complete(stakeholder_map, subject, request.user)
    drawn = stakeholder_map.most_involved(asked_number(request, kind))
    chosen = request.GET.get("acteur", "") or _at_the_centre(stakeholder_map)
    sort = request.GET.get("tri", table.DEFAULT_SORT)
    return {
        "map": stakeholder_map,
        "drawn": drawn,
        "more": _next_step(drawn, stakeholder_map, kind),
        "day": stakeholder_map.day,
        "filters": filters,
        "filtered": bool(filters),
        "filters_said": map_filters.said(request.GET, stakeholder_map),
        "menus": map_filters.menus(request.GET, stakeholder_map),
        "more_filtered": any(request.GET.get(name) for name in map_filters.FOLDED),
        "unfiltered": _address(request, without={*map_filters.NAMES, "page"}),
        "kinds": kinds,
        "kind": kind,
        "picture": kind.draw(drawn, chosen=chosen, **settings),
        "compact": kind.draw(drawn.most_involved(PHONE_DRAWN), chosen=chosen, compact=True, **settings),
        **_panels(stakeholder_map, drawn, chosen),
        "sentences": words.sentences(stakeholder_map),
        "page_obj": Paginator(table.rows(stakeholder_map, sort), ROWS).get_page(request.GET.get("page")),
        "headings": table.headings(sort, of_projects=stakeholder_map.of_projects),
        "tie_rows": table.tie_rows(stakeholder_map)[:TIES],
        "tie_count": len(stakeholder_map.ties),
        "kept": _kept(request),
        "natures": {tie.nature for tie in drawn.ties},
        "any_declared_tie": any(tie.declared for tie in drawn.ties),
        "any_declared": any(actor.declared for actor in drawn.stakeholders),
        "any_prospective": any(actor.prospective for actor in drawn.stakeholders),
        "any_wished": any(_wishes(actor) for actor in drawn.stakeholders),
        "time_at": stakeholder_map.growth.at(stakeholder_map.day) if stakeholder_map.growth else 0,
        "embedded": embedded(request, subject) if kind.offered(AnonymousUser(), subject) else None,
        "export": _export_menu(request, subject),
        "is_today": stakeholder_map.day == timezone.localdate(),
        **kind.besides(request.GET, stakeholder_map),
    }


def _at_the_centre(stakeholder_map: StakeholderMap) -> str:
    """Return who is chosen at first: on the map of an actor, that actor."""
    return stakeholder_map.subject.slug if stakeholder_map.subject.kind == "actor" else ""


def _export_menu(request: HttpRequest, subject) -> answers.Menu:
    asked = request.GET.copy()
    for name in ("vue", "tri", "page", "format"):
        asked.pop(name, None)
    parts = [answers.files(request.path, asked.urlencode(), file_formats.MAPS)]
    if getattr(subject, "visibility", PUBLIC) == PUBLIC:
        parts.append(answers.read_live(request.path, asked.urlencode(), file_formats.MAPS))
    return answers.Menu(tuple(parts))


def asked_number(request: HttpRequest, kind: PictureKind) -> int:
    """Return how many actors to draw (`?combien=`): first a step, at most what there is room for."""
    asked = request.GET.get("combien", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    first = STEPS[0] if kind.most <= MOST_DRAWN else kind.most
    return min(max(number, first), kind.most)


def _next_step(drawn: StakeholderMap, whole: StakeholderMap, kind: PictureKind) -> int:
    """Return how many actors the picture could show next; 0 when it shows all it can."""
    shown = len(drawn.stakeholders)
    if shown >= min(len(whole.stakeholders), kind.most):
        return 0
    return next((step for step in STEPS if step > shown), kind.most)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the filters leave alone in the address: day, picture, sort, who is chosen, settings of pictures."""
    left_out = {*map_filters.NAMES, "page", "format"} - {"autour"}
    return [(name, v) for name, values in request.GET.lists() if name not in left_out for v in values]


def _address(request: HttpRequest, without: set[str]) -> str:
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else request.path


def _panels(stakeholder_map: StakeholderMap, drawn: StakeholderMap, chosen: str) -> dict:
    """Return the panel of who is chosen, and those that come with the page: all of a small map, none of a large one."""
    near = drawn.stakeholders if len(drawn.stakeholders) <= PANELS_INLINE else ()
    tied = words.all_tied(stakeholder_map if near else stakeholder_map.around(chosen))
    return {
        "panel": words.panel_of(chosen, stakeholder_map, tied.get(chosen, [])),
        "panels": [words.panel(a, stakeholder_map, tied.get(a.slug, [])) for a in near],
    }


def _wishes(actor: Stakeholder) -> bool:
    return bool(actor.wanted_degree) and actor.wanted_degree != actor.degree


def embedded(request: HttpRequest, subject) -> dict[str, str] | None:
    """Return how another site shows the picture: the address that tells (oEmbed), and the code of the frame.

    Nothing for what everybody may not see.
    """
    if not isinstance(subject, Project | Territory) or getattr(subject, "visibility", PUBLIC) != PUBLIC:
        return None
    asked = request.GET.copy()
    for name in ("acteur", "tri", "page"):
        asked.pop(name, None)
    query = f"?{asked.urlencode()}" if asked else ""
    shown = {
        "address": request.build_absolute_uri(f"{request.path}integree/{query}"),
        "title": subject.name,
        "width": FRAME[0],
        "height": FRAME[1],
    }
    url = urlencode({"url": request.build_absolute_uri(f"{request.path}{query}")})
    return {
        "oembed": request.build_absolute_uri(f"{reverse('site:oembed')}?{url}"),
        "frame": render_to_string("components/maps/frame.html", shown).strip(),
    }


def kinds_for(user, subject) -> list[PictureKind]:
    """Return the pictures of `subject` that `user` may look at."""
    return [kind for kind in PICTURES.values() if kind.offered(user, subject)]


def picture_kind(request: HttpRequest, subject, kinds: Sequence[PictureKind] | None = None) -> PictureKind:
    """Return the picture asked for (`?vue=`), the first one where there is none such for who asks."""
    kinds = kinds or kinds_for(request.user, subject)
    return next((kind for kind in kinds if kind.code == request.GET.get("vue", "")), kinds[0])


def steps(milestones, day: date) -> list[Step]:
    """Return the steps that have a day, with where the day shown stands among them."""
    dated = sorted((m for m in milestones if m.day), key=lambda m: m.day)
    reached = [m for m in dated if m.day <= day]
    here = reached[-1] if reached else None
    return [
        Step(
            m.name,
            m.day,
            str(m.day.year) if m.precision == "year" else formats.date_format(m.day, "N Y"),
            "is-here" if m is here else "is-past" if m.day <= day else "is-later",
        )
        for m in dated
    ]
