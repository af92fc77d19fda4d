"""A project's gaps as files: what the page shows on that day, to that reader, and nothing more."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from projects.analysis.experiences import elsewhere
from projects.analysis.report import gap_report
from projects.analysis.shown import GapReport
from projects.exchanges import gap_document, gap_tables
from projects.exchanges.gap_words import About
from projects.serializers import gaps_as_data
from projects.views.gap_addresses import kept_parameters
from projects.views.pages import project_or_404
from projects.views.weights import requested_weights
from territoire.days import PARAMETER, requested_day
from territoire.documents import PDF_TYPE
from territoire.tables import attachment, csv_response, file_stem, json_response, xlsx_response
from territoire.throttling import throttle

SITE = "Territoire"
TABLE, CANDIDATES = "table", "candidats"


@require_safe
@login_not_required
@throttle("export")
def csv_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the needs as a table, or their candidates (`?table=candidats`)."""
    report, stem = _asked(request, slug)
    if request.GET.get(TABLE) == CANDIDATES:
        return csv_response(gap_tables.candidates(report), f"{stem}-{CANDIDATES}")
    return csv_response(gap_tables.needs(report), stem)


@require_safe
@login_not_required
@throttle("export")
def xlsx_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give needs, candidates and what they are about, a sheet each."""
    report, stem = _asked(request, slug)
    return xlsx_response(gap_tables.tables(report, _about(request, report)), stem, title=report.project.name)


@require_safe
@login_not_required
@throttle("export")
def json_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the very values of the API."""
    report, stem = _asked(request, slug)
    return json_response(gaps_as_data(report), stem)


@require_safe
@login_not_required
@throttle("export")
def pdf_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a document to print."""
    report, stem = _asked(request, slug)
    needs = sorted((one.need for one in (*report.needs, *report.waived)), key=lambda need: need.pk)
    others = elsewhere(request.user, report.project, needs, report.day)
    document = gap_document.pdf(report, others, _about(request, report))
    return attachment(document, PDF_TYPE, f"{file_stem(stem)}.pdf")


def _asked(request: HttpRequest, slug: str) -> tuple[GapReport, str]:
    """Return what the page at the same address would show, and what the file is called after."""
    project = project_or_404(request.user, slug)
    day = requested_day(request)
    return gap_report(
        project, request.user, day, requested_weights(request).parts
    ), f"manques-{project.slug}-{day:%Y-%m-%d}"


def _about(request: HttpRequest, report: GapReport) -> About:
    """Return the address of the page that says the same: that day, those weights."""
    kept = QueryDict(mutable=True)
    kept.update(kept_parameters(request.GET) | {PARAMETER: f"{report.day:%Y-%m-%d}"})
    page = f"{reverse('projects:gaps', args=[report.project.slug])}?{kept.urlencode()}"
    return About(source=request.build_absolute_uri(page), site=SITE)
