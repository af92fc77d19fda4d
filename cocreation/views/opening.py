"""How open a project or a territory is, and how that moved."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cocreation.analysis.opening import Month, months
from cocreation.analysis.opening_chart import Curve, curve
from cocreation.analysis.opening_facts import TooWideError, facts_of
from cocreation.views.pages import around, subject_or_404
from territoire.throttling import throttle


@require_safe
@login_not_required
@throttle("search")
def opening_page(request: HttpRequest, slug: str = "", code: str = "") -> HttpResponse:
    """Show the last months, drawn and as a table."""
    subject = subject_or_404(request.user, slug=slug, code=code)
    context = {**around(subject), "subject": subject}
    try:
        told = months(*facts_of(subject, request.user), timezone.localdate())
    except TooWideError:
        context["too_wide"] = True
    else:
        told_of = any(one.aboard or one.families.total for one in told)
        context |= {"months": told, "now": told[-1], "charts": charts(told) if told_of else []}
    return render(request, "cocreation/opening.html", context)


def charts(told: list[Month]) -> list[tuple[str, str, Curve]]:
    """Return each figure: its title, how to read it, its curve."""
    ends = [date_format(day, "F Y") for day in (told[0].day, told[-1].day)]
    most = max((one.newcomers for one in told), default=0) or 1
    between = (-1, 1, ["−1", "+1"], ends)
    return [
        (
            _("Ties across families"),
            _("At −1, each works within its own family; at +1, all ties lead to another family."),
            curve([one.families.index for one in told], *between),
        ),
        (
            _("Ties across places"),
            _("At −1, all ties stay within one intercommunality; at +1, all lead to another one."),
            curve([one.places.index for one in told], *between),
        ),
        (
            _("Newcomers"),
            _("How many actors came aboard each month, for the first time."),
            curve([one.newcomers for one in told], 0, most, ["0", str(most)], ends),
        ),
        (
            _("Share of civil society"),
            _("Of a hundred actors aboard, how many are residents, associations… of civil society."),
            curve([one.civil_share for one in told], 0, 100, ["0 %", "100 %"], ends),
        ),
    ]
