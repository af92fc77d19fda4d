"""The days of projects as events of a calendar: beginnings, ends, steps, and when what they need is wanted."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.enums import DatePrecision
from projects.models import Milestone, Need, Project
from territoire.exchanges.writing.icalendar import Event

BATCH = 500


def events(projects: QuerySet[Project], user, base: str) -> Iterator[Event]:
    """Go through the events of `projects`, all of which `user` may see, project by project."""
    keys = projects.order_by().values("pk")
    own = projects.select_related("territory").defer("search_vector")
    for project in own.iterator(chunk_size=BATCH):
        yield from _of_project(project, base)
    steps = Milestone.objects.filter(project__in=keys, day__isnull=False).select_related("project__territory")
    for step in steps.order_by("day", "pk").iterator(chunk_size=BATCH):
        yield _of_step(step, base)
    asked = ("competence", "occupation", "resource_kind", "family", "project__territory")
    needs = Need.objects.visible_to(user).open_on(timezone.localdate())
    wanted = needs.filter(project__in=keys, wanted_by__isnull=False, waived_on=None)
    for need in wanted.select_related(*asked).order_by("wanted_by", "pk").iterator(chunk_size=BATCH):
        yield _event(
            need.project,
            f"besoin-{need.uid}",
            _("%(project)s: wanted by this day: %(need)s")
            % {"project": need.project.name, "need": need.asked},
            need.wanted_by,
            base,
            page=reverse("projects:gap-of-need", args=[need.project.slug, need.uid]),
            description=need.description,
            changed_at=need.updated_at,
        )


def _of_project(project: Project, base: str) -> Iterator[Event]:
    moments = (
        ("debut", _("%(project)s: beginning"), project.started_on),
        ("fin", _("%(project)s: end"), project.ended_on),
    )
    for code, words, day in moments:
        if day:
            said = words % {"project": project.name}
            yield _event(project, f"{code}-{project.uid}", said, day, base, changed_at=project.updated_at)


def _of_step(step: Milestone, base: str) -> Event:
    day, until = _span(step.day, step.precision)  # type: ignore[arg-type]
    return _event(
        step.project,
        f"etape-{step.uid}",
        f"{step.project.name} · {step.name}",
        day,
        base,
        until=until,
        description=step.description,
        changed_at=step.updated_at,
    )


def _span(day: date, precision: str) -> tuple[date, date]:
    """Return the days that a step may be on: a whole month, or year, where no more is known."""
    if precision == DatePrecision.YEAR:
        return day.replace(month=1, day=1), date(day.year + 1, 1, 1)
    if precision == DatePrecision.MONTH:
        first = day.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1)
    return day, day + timedelta(days=1)


def _event(project: Project, key: str, name: str, day: date, base: str, *, page: str = "", **more) -> Event:
    place = project.territory
    host = base.split("//", 1)[-1].strip("/")
    return Event(
        f"{key}@{host}",
        name,
        day,
        f"{base}{(page or project.get_absolute_url())[1:]}",
        place=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        **more,
    )
