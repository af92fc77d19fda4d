"""The review of a territory, for who facilitates it: competences × projects, demand and supply, actors."""

from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors.models import Competence
from projects.models import Theme
from projects.review.territory import Table, table
from territoire.days import requested_day
from territoire.models import Territory
from territoire.permissions import facilitate_territory
from territoire.site import review, review_table
from territoire.site.review_cells import head_cells, heads
from territoire.tables import csv_response
from territoire.throttling import throttle

# More projects than that have their names written upwards.
MOST_PLAIN_HEADS = 10


@require_safe
def table_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the table of competences and projects, and the projects that lack most."""
    territory, day = _reviewed(request, code), requested_day(request)
    if request.htmx and request.GET.get(review.LINES):
        return _branch(request, territory, day, request.GET[review.LINES])
    themes = list(Theme.objects.all())
    asked = review.asked_of(request.GET, themes)
    shown = _table(request, territory, day, asked)
    columns = heads(shown)
    context = {
        "table": shown,
        "filters": asked,
        "heads": head_cells(columns, crowded=len(columns) > MOST_PLAIN_HEADS),
        "branches": review.drawn(shown, columns, request.GET),
        "lacking": review.most_lacking(shown, columns, request.user),
        "themes": themes,
        "undescribed": sum(not column.described for column in shown.columns),
        "parent_slug": _above(asked.competence),
    }
    return _page(request, "site/review.html", territory, day, context)


def _branch(request: HttpRequest, territory: Territory, day: date, slug: str) -> HttpResponse:
    """Give the lines of one branch alone, and the address of the page that shows it so."""
    shown = _table(request, territory, day, review.asked_of(request.GET, Theme.objects.all()))
    there = QueryDict(urlsplit(request.htmx.current_url or "").query)
    query = review.toggled(there, slug, opened=slug in request.GET.getlist(review.BRANCH))
    branches = review.drawn(shown, heads(shown), query, slug)
    response = render(request, "site/review_branch.html", {"branch": branches[0] if branches else None})
    response["HX-Replace-Url"] = f"{request.path}?{query.urlencode()}"
    return response


@require_safe
@throttle("export")
def table_file(request: HttpRequest, code: str) -> HttpResponse:
    """Give the same page of the table as a CSV file: a line per need."""
    territory, day = _reviewed(request, code), requested_day(request)
    shown = _table(request, territory, day, review.asked_of(request.GET, Theme.objects.all()))
    return csv_response(review_table.needs(shown), f"revue-{territory.code}-{day:%Y-%m-%d}")


def _table(request: HttpRequest, territory: Territory, day: date, asked: review.Asked) -> Table:
    opened = review.opened_of(request.GET)
    return table(territory, request.user, day, asked.filters, request.GET.get("page", 1), opened)


@require_safe
def competences_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is sought and held on the territory, competence by competence."""
    territory = _reviewed(request, code)
    context = {"exchange": review.exchange(territory, request.user), "most": review.MOST_BALANCES}
    return _page(request, "site/review_competences.html", territory, timezone.localdate(), context)


@require_safe
def actors_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show who takes part in nothing, who links the others, who is alone."""
    territory, day = _reviewed(request, code), requested_day(request)
    context = {
        "spare": review.in_no_project(territory, request.user, day),
        "network": review.network(territory, request.user),
    }
    return _page(request, "site/review_actors.html", territory, day, context)


def _reviewed(request: HttpRequest, code: str) -> Territory:
    """Return the territory that the address names, to who facilitates it."""
    territory = get_object_or_404(Territory.objects.select_related("departement"), code=code)
    if not facilitate_territory(request.user, territory):
        raise PermissionDenied
    return territory


def _above(competence: Competence | None) -> str | None:
    """Return the address of what stands above a competence."""
    return competence.parent.slug if competence and competence.parent else None


def _page(request: HttpRequest, template: str, territory: Territory, day, context: dict) -> HttpResponse:
    tabs = [
        {"url": reverse(f"site:{name}", args=[territory.code]), "label": label}
        for name, label in (
            ("territory-gaps", _("Table")),
            ("territory-gaps-competences", _("Demand and supply")),
            ("territory-gaps-actors", _("Actors")),
            ("territory-introductions", _("Introductions")),
        )
    ]
    common = {"territory": territory, "day": day, "tabs": tabs, "facilitates": True}
    return render(request, template, common | context)
