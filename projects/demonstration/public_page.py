"""What the projects of the demonstration say of themselves: figures, supports, news, what is held in common."""

from datetime import datetime, time

from django.utils import timezone

from projects.demonstration.registry import Registry
from projects.demonstration.story import Chapter, Fact
from projects.enums import SupportState
from projects.models import Aim, Conviction, Indicator, Measure, News, SharedValue, Support

NOON = time(12)


def tell(registry: Registry, chapter: Chapter) -> None:
    """Register it all, as made up: the fiche states none of it."""
    marks = {"created_by": registry.user(chapter.registered_by), "illustrative": True}
    project = registry.projects[chapter.name]
    for position, fact in enumerate(chapter.indicators):
        rest = dict(fact)
        measures = rest.pop("measures", ())
        indicator = Indicator.objects.create(project=project, position=position, **rest, **marks)
        for measure in measures:
            Measure.objects.create(indicator=indicator, **measure, **marks)
    for fact in chapter.supports:
        _support(registry, project, dict(fact), marks)
    for fact in chapter.news:
        News.objects.create(project=project, published_at=_noon(fact["day"]), **fact, **marks)
    _common(registry, project, chapter.common, marks)


def _support(registry: Registry, project, fact: Fact, marks: Fact) -> None:
    actor, day = registry.actors[fact.pop("actor")], fact.pop("day", None)
    said = {"state": SupportState.PUBLIC, "published_at": _noon(day)} if day else {}
    Support.objects.create(project=project, actor=actor, **said, **fact, **marks)


def _common(registry: Registry, project, common: Fact, marks: Fact) -> None:
    """Have actors hold values and objectives: `held` is a list of [actor, values, numbers of the objectives]."""
    aims = [
        Aim.objects.create(project=project, words=words, **marks) for words in common.get("objectives", ())
    ]
    values = {value.slug: value for value in SharedValue.objects.all()}
    for name, slugs, numbers in common.get("held", ()):
        of = {"project": project, "actor": registry.actors[name], **marks}
        for slug in slugs:
            Conviction.objects.create(value=values[slug], **of)
        for number in numbers:
            Conviction.objects.create(aim=aims[number - 1], **of)


def _noon(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))
