"""What is new for everybody: actors, projects and what they tell, here or everywhere, as entries of a feed.

Persons are left out: feed readers keep copies that nobody could take back from them.
"""

from collections.abc import Iterator
from datetime import datetime, time

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import ActorKind
from actors.models import Actor
from projects.enums import MilestoneState
from projects.exchanges.news import of_project, short, told
from projects.models import Experience, Milestone, News, Project
from territoire.exchanges.writing.atom import Entry
from territoire.models import Territory

MOST = 60


def entries(territory: Territory | None, base: str) -> list[Entry]:
    """Return the newest entries that a visitor may read, of all or of what lies in `territory`."""
    found = [*_actors(territory, base), *_of_projects(territory, base)]
    return sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:MOST]


def _actors(territory: Territory | None, base: str) -> Iterator[Entry]:
    shown = Actor.objects.visible_to(AnonymousUser()).listed().exclude(kind=ActorKind.PERSON)
    here = shown if territory is None else shown.within(territory)
    for actor in here.select_related("family", "seat").order_by("-created_at", "-pk")[:MOST]:
        yield Entry(
            _key(base, actor.get_absolute_url()),
            _("New on the map: %(name)s") % {"name": actor.name},
            _page(base, actor),
            actor.created_at,
            _("actor"),
            short(
                " · ".join(
                    filter(None, (actor.family.name, actor.seat and actor.seat.name, actor.description))
                )
            ),
            _point(actor.seat),
        )


def _of_projects(territory: Territory | None, base: str) -> Iterator[Entry]:
    shown = Project.objects.visible_to(AnonymousUser()).listed()
    here = shown if territory is None else shown.within(territory)
    for project in here.select_related("territory").order_by("-created_at", "-pk")[:MOST]:
        yield of_project(
            project, base, "", _("New project: %(name)s"), project.name, project.created_at,
            _("project"), project.summary or project.objective,
        )  # fmt: skip
    yield from _steps(here, base)
    news = News.objects.published().filter(project__in=here.values("pk"))
    yield from told(news.select_related("project__territory").order_by("-published_at", "-pk")[:MOST], base)
    learnt = Experience.objects.filter(project__in=here.values("pk")).select_related("project__territory")
    for experience in learnt.order_by("-created_at", "-pk")[:MOST]:
        yield of_project(
            experience.project, base, f"#experience-{experience.uid}", _("How they did it: %(name)s"),
            experience.title, experience.created_at, _("experience"), experience.story,
        )  # fmt: skip


def _steps(here: QuerySet[Project], base: str) -> Iterator[Entry]:
    reached = Milestone.objects.filter(
        project__in=here.values("pk"), state=MilestoneState.REACHED, day__lte=timezone.localdate()
    )
    for step in reached.select_related("project__territory").order_by("-day", "-pk")[:MOST]:
        at = timezone.make_aware(datetime.combine(step.day, time(12)))  # type: ignore[arg-type]
        yield of_project(
            step.project, base, f"#etape-{step.uid}", _("Step reached: %(name)s"),
            f"{step.project.name}, {step.name}", at, _("step"), step.description,
        )  # fmt: skip


def _page(base: str, one: Actor) -> str:
    return f"{base}{one.get_absolute_url()[1:]}"


def _key(base: str, path: str) -> str:
    return f"{base}{path[1:]}"


def _point(place: Territory | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude
