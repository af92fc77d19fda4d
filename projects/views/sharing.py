"""What one sends and hangs of a project: the picture of its link, its poster, its sheet; as a visitor sees it."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from projects.exchanges import poster_document
from projects.maps import circles
from projects.maps.loading.project import load_map
from projects.maps.shared import standalone
from projects.models import Project
from projects.views.pages import project_or_404
from territoire import documents
from territoire.documents import PDF_TYPE
from territoire.enums import Visibility
from territoire.exchanges.writing import answers
from territoire.tables import attachment, file_stem
from territoire.throttling import throttle

SITE = "Territoire"
#: More actors than that would be dust on a picture of that size.
MOST_DRAWN = 60


@answers.live
def share_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the picture that networks show with a link to the project, of what everybody may see."""
    project = project_or_404(AnonymousUser(), slug)
    drawn, count = _circles(project)
    told = {
        "site": SITE,
        "place": project.territory.name,
        "title": poster_document.cut(project.name, 120),
        "lead": poster_document.cut(project.summary, 150),
        "foot": ngettext("%(count)s actor aboard", "%(count)s actors aboard", count) % {"count": count},
    }
    return HttpResponse(documents.card(told, drawn), content_type="image/png")


@require_safe
@login_not_required
@throttle("export")
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the poster: A3."""
    return _printed(request, slug, "a3", _("poster"))


@require_safe
@login_not_required
@throttle("export")
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the sheet: A4."""
    return _printed(request, slug, "a4", _("sheet"))


def shared(request: HttpRequest, project: Project) -> dict[str, str] | None:
    """Return what the page tells networks of itself; nothing for what everybody may not see."""
    if project.visibility != Visibility.PUBLIC:
        return None
    picture = reverse("projects:share-picture", args=[project.slug])
    return {
        "address": request.build_absolute_uri(project.get_absolute_url()),
        "picture": request.build_absolute_uri(f"{picture}?v={project.updated_at:%Y%m%d%H%M%S}"),
        "words": project.summary or poster_document.cut(project.objective, 200),
    }


def _printed(request: HttpRequest, slug: str, paper: str, name: str) -> HttpResponse:
    project = project_or_404(request.user, slug)
    address = request.build_absolute_uri(project.get_absolute_url())
    drawn, _count = _circles(project)
    document = poster_document.pdf(project, timezone.localdate(), address, paper, SITE, drawn)
    return attachment(document, PDF_TYPE, f"{file_stem(f'{name}-{project.slug}')}.pdf")


def _circles(project: Project) -> tuple[str, int]:
    """Return the circles that a visitor sees, as SVG, and how many actors are aboard."""
    found = load_map(project, AnonymousUser(), timezone.localdate())
    aboard = sum(bool(one.degree) for one in found.stakeholders)
    drawn = replace(found.most_involved(MOST_DRAWN), needs=())
    return standalone.bare(circles.draw(drawn, compact=True)), aboard
