"""Two maps of a project side by side: of two days, of another project, of today and of what is wished."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from actors.maps.ties import load_ties
from actors.models import Actor, CompetenceClosure
from projects.forms import map_filters
from projects.maps.comparing import two_maps as comparing
from projects.maps.comparing import words as comparison_words
from projects.maps.loading.project import load_map
from projects.maps.shared.values import MapFilters, StakeholderMap
from projects.models import Involvement, Project
from territoire.days import day_of, requested_day

MODES = {"jours": _("Two days"), "projets": _("Two projects"), "souhaits": _("Wished and today")}
#: Projects offered to compare with: those that share the most actors.
MOST_OFFERED = 50


@require_safe
@login_not_required
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare the map of a project with another, as `?mode=` says: words, a table, two small pictures."""
    project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
    mode = request.GET.get("mode", "")
    mode = mode if mode in MODES else "jours"
    day, filters = requested_day(request), map_filters.read(request.GET, request.user)
    found = {"jours": _days, "projets": _projects, "souhaits": _wishes}[mode](request, project, day, filters)
    kept = [(name, v) for name in map_filters.NAMES for v in request.GET.getlist(name)]
    shared = {
        "project": project,
        "mode": mode,
        "modes": MODES,
        "day": day,
        "kept": kept,
        "filtered": bool(filters),
    }
    return render(request, "projects/compare_maps.html", shared | found)


def _sides(one: StakeholderMap, other: StakeholderMap, marked: frozenset[str]) -> dict:
    pictures = [
        {
            "wide": comparing.small_picture(side, marked),
            "compact": comparing.small_picture(side, marked, compact=True),
            "aboard": sum(not actor.prospective for actor in side.stakeholders),
            "waiting": sum(actor.prospective for actor in side.stakeholders),
        }
        for side in (one, other)
    ]
    return {"one": one, "other": other, "pictures": pictures, "degrees": one.degrees}


def _changed(lines: list[comparing.Line]) -> frozenset[str]:
    return frozenset(line.actor.slug for line in lines if line.change != comparing.Change.SAME)


def _days(request: HttpRequest, project: Project, day: date, filters: MapFilters) -> dict:
    before = day_of(request.GET["avant"]) if request.GET.get("avant") else _first_day(project, day)
    one, other = (load_map(project, request.user, one_day, filters) for one_day in (before, day))
    lines = comparing.lines(one, other)
    words = comparison_words.of_days(lines)
    return {"before": before, "lines": lines, "words": words, **_sides(one, other, _changed(lines))}


def _first_day(project: Project, day: date) -> date:
    """Return the day of the first step of the project; else a year before, where the calendar has one."""
    steps = [step.day for step in project.milestones.all() if step.day and step.day < day]
    return min(steps) if steps else date(max(1, day.year - 1), day.month, min(day.day, 28))


def _wishes(request: HttpRequest, project: Project, day: date, filters: MapFilters) -> dict:
    today = load_map(project, request.user, day, filters)
    wished = comparing.as_wished(today)
    lines = comparing.lines(today, wished)
    return {
        "lines": lines,
        "words": comparison_words.of_wishes(lines),
        **_sides(today, wished, _changed(lines)),
    }


def _projects(request: HttpRequest, project: Project, day: date, filters: MapFilters) -> dict:
    visible = Project.objects.visible_to(request.user).exclude(pk=project.pk)
    asked = request.GET.get("projet", "")
    offered = {"offered": _offered(project, visible, request.user), "asked": asked}
    with_project = visible.filter(slug=asked).first() if asked else None
    if with_project is None:
        return offered | {"not_found": bool(asked)}
    one, other = (load_map(p, request.user, day, filters) for p in (project, with_project))
    shared, under = comparing.shared(one, other), _under(one, other)
    answers = [comparing.answers(one, other, under), comparing.answers(other, one, under)]
    bridges = comparing.bridges(one, other, _ties(one, other, request.user, day))
    return offered | {
        "with_project": with_project,
        "shared": shared,
        "answers": [(project, with_project, answers[0]), (with_project, project, answers[1])],
        "bridges": bridges,
        "words": comparison_words.of_projects(shared, answers, bridges),
        **_sides(one, other, frozenset(line.actor.slug for line in shared)),
    }


def _offered(project: Project, visible, user) -> list[Project]:
    """Return the projects that share actors with this one, as `user` sees, those that share the most first."""
    aboard = Involvement.objects.visible_to(user)
    here = aboard.filter(project=project).values("actor")
    sizes = (
        aboard.filter(actor__in=here, project__in=visible.listed())
        .order_by()
        .values_list("project")
        .annotate(size=Count("actor", distinct=True))
        .order_by("-size", "project")[:MOST_OFFERED]
    )
    order = [pk for pk, _size in sizes]
    return sorted(visible.filter(pk__in=order), key=lambda one: order.index(one.pk))


def _under(*maps: StakeholderMap) -> dict[str, frozenset[str]]:
    """Return, for each competence that these maps ask for, itself and all that stands under it."""
    asked = {need.key for one in maps for need in one.needs if need.sort == "competence" and need.uncovered}
    found: dict[str, set[str]] = {}
    rows = CompetenceClosure.objects.filter(ancestor__slug__in=asked)
    for above, below in rows.values_list("ancestor__slug", "descendant__slug"):
        found.setdefault(above, set()).add(below)
    return {above: frozenset(below) for above, below in found.items()}


def _ties(one: StakeholderMap, other: StakeholderMap, user, day: date):
    slugs = {actor.slug for side in (one, other) for actor in side.stakeholders}
    keys = dict(Actor.objects.visible_to(user).filter(slug__in=slugs).values_list("pk", "slug"))
    return load_ties(keys, user, day)
