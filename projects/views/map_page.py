"""What the pages of maps share (of a project, of a territory): one map in, the context of the template out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone

from projects.maps import PICTURES, PictureKind, table, words
from projects.maps.values import MapFilters, Stakeholder, StakeholderMap
from projects.models import Project
from territoire.enums import Visibility
from territoire.models import Territory

ROWS = 100
PHONE_DRAWN = 60
#: The width and height of a frame in another site, in pixels.
FRAME = (800, 640)
PUBLIC = Visibility.PUBLIC


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
    drawn = stakeholder_map.most_involved(kind.most)
    chosen = request.GET.get("acteur", "")
    tied = words.all_tied(stakeholder_map)
    sort, asked = request.GET.get("tri", table.DEFAULT_SORT), request.GET.get("competence", "").strip()
    panels = {
        actor.slug: words.panel(actor, stakeholder_map, tied.get(actor.slug, []))
        for actor in drawn.stakeholders
    }
    return {
        "map": stakeholder_map,
        "drawn": drawn,
        "day": stakeholder_map.day,
        "filters": filters,
        "filtered": bool(filters),
        "asked": asked,
        "asked_is_held": any(skill.slug == asked for skill in stakeholder_map.skills),
        "kinds": kinds,
        "kind": kind,
        "picture": kind.draw(drawn, chosen=chosen, **settings),
        "compact": kind.draw(drawn.most_involved(PHONE_DRAWN), chosen=chosen, compact=True, **settings),
        "panels": panels,
        "panel": panels.get(chosen) or _panel_beyond(chosen, stakeholder_map, tied),
        "sentences": words.sentences(stakeholder_map),
        "page_obj": Paginator(table.rows(stakeholder_map, sort), ROWS).get_page(request.GET.get("page")),
        "headings": table.headings(sort, of_territory=stakeholder_map.of_territory),
        "tie_rows": table.tie_rows(stakeholder_map),
        "kept": [(name, request.GET[name]) for name in ("vue", "le", "tri", "acteur") if name in request.GET],
        "natures": {tie.nature for tie in drawn.ties},
        "any_declared_tie": any(tie.declared for tie in drawn.ties),
        "any_declared": any(actor.declared for actor in drawn.stakeholders),
        "any_prospective": any(actor.prospective for actor in drawn.stakeholders),
        "any_wished": any(_wishes(actor) for actor in drawn.stakeholders),
        "embedded": embedded(request, subject),
        "is_today": stakeholder_map.day == timezone.localdate(),
    }


def _wishes(actor: Stakeholder) -> bool:
    return bool(actor.wanted_degree) and actor.wanted_degree != actor.degree


def _panel_beyond(slug: str, stakeholder_map: StakeholderMap, tied) -> dict | None:
    """Return the panel of an actor that the picture has no room for."""
    actor = stakeholder_map.find(slug)
    return words.panel(actor, stakeholder_map, tied.get(slug, [])) if actor else None


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
