"""The circle to invite as files: what the page at the same address shows, to that reader, and nothing more."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from projects.analysis.to_invite import WhomToInvite
from projects.circle_serializers import circle_as_data
from projects.exchanges import circle_document, circle_tables
from projects.exchanges.gap_words import About
from projects.views.gap_files import SITE, TABLE
from projects.views.pages import project_or_404
from projects.views.to_invite import asked_circle
from territoire.days import PARAMETER
from territoire.documents import PDF_TYPE
from territoire.tables import attachment, csv_response, file_stem, json_response, xlsx_response
from territoire.throttling import throttle

BEYOND = "hors-de-portee"


@require_safe
@login_not_required
@throttle("export")
def csv_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give whom to invite as a table, or the needs that nobody known can meet (`?table=hors-de-portee`)."""
    found, stem = _asked(request, slug)
    if request.GET.get(TABLE) == BEYOND:
        return csv_response(circle_tables.beyond(found), f"{stem}-{BEYOND}")
    return csv_response(circle_tables.invitees(found), stem)


@require_safe
@login_not_required
@throttle("export")
def xlsx_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give whom to invite, what is beyond reach, who was left out and what this is about, a sheet each."""
    found, stem = _asked(request, slug)
    sheets = circle_tables.tables(found, _about(request, found))
    return xlsx_response(sheets, stem, title=found.project.name)


@require_safe
@login_not_required
@throttle("export")
def json_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the very values of the API."""
    found, stem = _asked(request, slug)
    return json_response(circle_as_data(found), stem)


@require_safe
@login_not_required
@throttle("export")
def pdf_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a document to print."""
    found, stem = _asked(request, slug)
    document = circle_document.pdf(found, _about(request, found))
    return attachment(document, PDF_TYPE, f"{file_stem(stem)}.pdf")


def _asked(request: HttpRequest, slug: str) -> tuple[WhomToInvite, str]:
    """Return what the page at the same address would show, and what the file is called after."""
    project = project_or_404(request.user, slug)
    found = asked_circle(request, project)
    return found, f"inviter-{project.slug}-{found.day:%Y-%m-%d}"


def _about(request: HttpRequest, found: WhomToInvite) -> About:
    """Return the address of the page that says the same: that day, these weights and choices."""
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if name != TABLE:
            kept.setlist(name, values)
    kept[PARAMETER] = f"{found.day:%Y-%m-%d}"
    page = f"{reverse('projects:circle-to-invite', args=[found.project.slug])}?{kept.urlencode()}"
    return About(source=request.build_absolute_uri(page), site=SITE)
