"""The list of projects as files, live addresses and a calendar; the days of one project."""

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.exchanges import days, things
from projects.filters import ProjectFilter
from projects.models import Project
from projects.views.pages import project_or_404
from territoire.days import requested_day
from territoire.exchanges.writing import answers, formats, icalendar
from territoire.exchanges.writing.streaming import streamed
from territoire.exchanges.writing.values import About, Export

CALENDAR = "text/calendar; charset=utf-8"


@answers.to_keep
def project_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the projects of the list as a file."""
    return _answered(request, ending)


@answers.live
def projects_live(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the projects that everybody may see, to be read by another site (`?bbox=` for a map)."""
    return _answered(request, ending)


@answers.to_keep
def list_calendar(request: HttpRequest) -> HttpResponseBase:
    """Give the days of the projects of the list, to subscribe to."""
    projects, about = _asked(request)
    return _calendar(request, projects, about, _("projects"))


@answers.to_keep
def project_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the steps of a project, its beginning, its end, and when what it needs is wanted."""
    project = project_or_404(request.user, slug)
    about = _about(request, project.name, (), project.get_absolute_url())
    return _calendar(request, Project.objects.filter(pk=project.pk), about, slug)


def _calendar(request: HttpRequest, projects: QuerySet[Project], about: About, stem: str) -> HttpResponseBase:
    events = days.events(projects, request.user, request.build_absolute_uri("/"))
    response = streamed(request, icalendar.write(about, events), CALENDAR)
    return answers.as_file(response, stem, "ics", about.day)


def _answered(request: HttpRequest, ending: str) -> HttpResponseBase:
    written_as = answers.format_or_404(ending, formats.PROJECTS)
    projects, about = _asked(request)
    base = request.build_absolute_uri("/")
    export = Export(
        about,
        _("Projects"),
        things.columns(reserved=about.reserved),
        lambda: things.things(things.keys_of(projects), request.user, about.day, base),
        namespace=answers.namespace(request),
    )
    return answers.answer(request, written_as, export, _("projects"))


def _asked(request: HttpRequest) -> tuple[QuerySet[Project], About]:
    """Return the projects that the list would show at this address, in its order, and what a file of them is about."""
    visible = Project.objects.visible_to(request.user).listed().order_by("search_name", "pk")
    filterset = ProjectFilter(request.GET, queryset=visible, request=request)
    if not filterset.is_valid():
        raise BadRequest("filters")
    asked = _filled(request.GET)
    said = tuple(
        (str(filterset.filters[name].label), value)
        for name, values in asked.lists()
        for value in values
        if name in filterset.filters
    )
    query = f"?{asked.urlencode()}" if asked else ""
    projects = answers.within(filterset.qs, answers.asked_box(request), "territory")
    return projects, _about(request, _("Projects"), said, f"{reverse('projects:list')}{query}")


def _about(request: HttpRequest, title: str, filters: tuple[tuple[str, str], ...], page: str) -> About:
    return About(
        title,
        request.build_absolute_uri(page),
        answers.licence(),
        requested_day(request),
        filters=filters,
        reserved=request.user.is_authenticated,
    )


def _filled(asked: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name, values in asked.lists():
        if any(values) and name != "page":
            kept.setlist(name, [value for value in values if value])
    return kept
