"""A project's gaps as days went by."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.analysis.evolution import evolution
from projects.maps.shared import over_time as picture
from projects.views.gap_tabs import gap_tabs
from projects.views.pages import project_or_404
from territoire.days import requested_day
from territoire.templatetags.ui import STATES
from territoire.throttling import throttle

TURNS = 30
# `?sur=`: over the last months rather than since the start.
PERIOD, MONTHS = "sur", {"1-an": 12, "3-ans": 36}


@require_safe
@login_not_required
@throttle("search")
def over_time(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how the rate moved since the start, what moved it, and how each need stood."""
    project = project_or_404(request.user, slug)
    period = request.GET.get(PERIOD, "")
    told = evolution(project, request.user, requested_day(request), MONTHS.get(period))
    lines = [(one, list(picture.between(one.spells, told.start, told.end))) for one in told.needs]
    told_lines = [
        (one, [part for part in parts if part[2].state or part is not parts[0]]) for one, parts in lines
    ]
    codes = {picture.code(spell) for _one, spells in lines for _begins, _ends, spell in spells}
    context = {
        "project": project,
        "tabs": gap_tabs(project, request.user),
        "told": told,
        "charts": [
            ("d-none d-lg-block", "large", picture.draw(told, picture.WIDE)),
            ("d-lg-none", "small", picture.draw(told, picture.NARROW)),
        ],
        "lead": picture.summary(told),
        "page_obj": Paginator(told.turns, TURNS).get_page(request.GET.get("page")),
        "lines": told_lines,
        "period": period if period in MONTHS else "",
        "periods": [("", _("Since the start")), ("3-ans", _("Three years")), ("1-an", _("One year"))],
        "legend": [code for code in STATES if code in codes],
        "most_rows": picture.MOST_ROWS,
    }
    return render(request, "projects/over_time.html", context)
