"""The map as files (`?format=`): a picture alone (SVG), the same for A3 paper (PNG), data (JSON), a network (GEXF)."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import gettext as _

from projects.exchanges import map_export
from projects.forms import map_filters
from projects.maps.network import payload
from projects.maps.shared import standalone, words
from projects.maps.shared.values import MapFilters, StakeholderMap
from projects.views import map_exports
from projects.views.map_page import picture_kind
from territoire import documents
from territoire.compression import compressed
from territoire.exchanges.writing import answers
from territoire.exchanges.writing.formats import FORMATS
from territoire.throttling import throttle

#: No more actors are drawn in a file: no name would be read.
MOST_IN_A_FILE = 1_500


def lean(request: HttpRequest, filters: MapFilters) -> bool:
    """Tell whether what is asked for needs no more than who is on the map and what ties them."""
    return request.GET.get("format") == "json" and not filters.ask_details


def as_file(
    request: HttpRequest, stakeholder_map: StakeholderMap, filters: MapFilters, subject
) -> HttpResponseBase | None:
    """Answer the map as a file (`?format=`), nothing when the page is asked for."""
    answer = FILES.get(request.GET.get("format", ""))
    return answer(request, stakeholder_map, filters, subject) if answer else None


@throttle("export")
def svg(request: HttpRequest, stakeholder_map: StakeholderMap, filters: MapFilters, subject) -> HttpResponse:
    """Answer the picture as a file that a browser, an office suite or a drawing program opens."""
    return _picture(
        request, stakeholder_map, filters, subject, "svg", "image/svg+xml; charset=utf-8", str.encode
    )


@throttle("export")
def png(request: HttpRequest, stakeholder_map: StakeholderMap, filters: MapFilters, subject) -> HttpResponse:
    """Answer the picture as an image of an A3 sheet."""
    return _picture(request, stakeholder_map, filters, subject, "png", "image/png", documents.sheet)


def data(request: HttpRequest, stakeholder_map: StakeholderMap, filters: MapFilters, subject) -> HttpResponse:
    """Answer what scripts draw the map from."""
    told = payload.as_json(stakeholder_map, grouped=bool(request.GET.get("groupes")))
    return compressed(request, told, "application/json")


@throttle("export")
def network(
    request: HttpRequest, stakeholder_map: StakeholderMap, filters: MapFilters, subject
) -> HttpResponseBase:
    """Answer the network for other tools, with its days and places (GEXF): another address of the same file."""
    export = map_export.export_of(
        stakeholder_map,
        map_exports.about(request, subject.name, stakeholder_map),
        request.build_absolute_uri("/"),
        answers.namespace(request),
        drawn=True,
    )
    return answers.answer(request, FORMATS["gexf"], export, f"carte-{subject.name}")


def panel(
    request: HttpRequest, stakeholder_map: StakeholderMap, filters: MapFilters, subject
) -> HttpResponse:
    """Answer what the side panel says of who is chosen (`?format=panneau&acteur=`), 404 when not on the map."""
    key = request.GET.get("acteur", "")
    tied = words.all_tied(stakeholder_map.around(key)).get(key, [])
    said = words.panel_of(key, stakeholder_map, tied)
    if said is None:
        raise Http404
    return render(request, "components/maps/panel.html", {"panel": said})


FILES = {"svg": svg, "png": png, "json": data, "panneau": panel, "gexf": network}


def _picture(
    request: HttpRequest,
    stakeholder_map: StakeholderMap,
    filters: MapFilters,
    subject,
    ending: str,
    content_type: str,
    written: Callable[[str], bytes],
) -> HttpResponse:
    kind = picture_kind(request, subject)
    stakeholder_map = kind.complete(stakeholder_map, subject, request.user)
    if len(stakeholder_map.stakeholders) > MOST_IN_A_FILE:
        return _too_many(request, stakeholder_map)
    picture = (kind.sheet or kind.draw)(stakeholder_map, **kind.settings(request.GET))
    asked = map_filters.said(request.GET, stakeholder_map)
    text = standalone.render(
        picture,
        stakeholder_map,
        title=subject.name,
        subtitle=_subtitle(kind.name, stakeholder_map),
        filters=_("Filters: %(filters)s") % {"filters": asked} if asked else "",
        source=request.build_absolute_uri(request.path),
    )
    name = f"{slugify(subject.name)[:60] or 'carte'}-{kind.code}-{stakeholder_map.day:%Y-%m-%d}.{ending}"
    return HttpResponse(
        written(text),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _too_many(request: HttpRequest, stakeholder_map: StakeholderMap) -> HttpResponse:
    back = request.GET.copy()
    back.pop("format", None)
    context = {
        "count": len(stakeholder_map.stakeholders),
        "most": MOST_IN_A_FILE,
        "back": f"{request.path}?{back.urlencode()}",
    }
    return render(request, "components/maps/too_many.html", context, status=422)


def _subtitle(kind: str, stakeholder_map: StakeholderMap) -> str:
    parts = [
        _("%(kind)s, situation on %(day)s")
        % {"kind": kind, "day": formats.date_format(stakeholder_map.day, "j F Y")},
        *words.sentences(stakeholder_map)[:1],
    ]
    if stakeholder_map.capped:
        parts.append(
            _("The %(shown)s most involved of %(total)s.")
            % {"shown": len(stakeholder_map.stakeholders), "total": stakeholder_map.total}
        )
    return " · ".join(part.rstrip(".") for part in parts)
