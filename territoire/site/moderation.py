"""The queue of who moderates: what waits where they may decide, the nearest deadline first."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import CompetenceStatus
from actors.models import Actor, ActorReport, Claim, Competence, visible_actor
from cocreation.models import IdeaReport, StatementReport, TrainingReport
from projects.models import CommentReport, NewsReport, Project, ProjectReport, SupportReport
from territoire.enums import ReportReason
from territoire.models import Report, Territory, User
from territoire.moderation import Waiting, deciders, delay, due_on, moderates, since
from workshops.models import NoteReport

MOST_COUNTED = 99
#: Seconds: counting costs more than most pages do.
COUNTED_FOR = 60
#: What to do, in one sentence, by kind.
TASKS = {
    Waiting.ACTOR: gettext_lazy("Read its page: is it real, fair, and without anything private?"),
    Waiting.PROJECT: gettext_lazy("Read its page: is it real, fair, and without anything private?"),
    Waiting.COMPETENCE: gettext_lazy("Offer it to all, merge it with one that exists, or leave it out."),
    Waiting.CLAIM: gettext_lazy("Make sure that this person may speak for the actor, then answer."),
    Waiting.REPORT: gettext_lazy("Look at the page, mend or hide it if needed, then answer."),
}


@dataclass(frozen=True)
class Source:
    """Rows of one model that wait: how to find those that `user` decides on, and what to load with them."""

    name: str
    model: type[Model]
    kind: Waiting
    find: Callable[[User], QuerySet]
    place: str  # path to the territory, empty when it lies nowhere
    related: tuple[str, ...]


def _claims(user: User) -> QuerySet:
    return Claim.objects.pending().decidable_by(user).filter(visible_actor(user, "actor__"))


def _reports(user: User, model: type[Report], path: str = "") -> QuerySet:
    """Return the open reports of `model` that `user` answers; with `path`, those alone that lie somewhere by it."""
    subjects: Any = model._meta.get_field(model.subject_field).related_model
    mine = subjects.objects.visible_to(user).in_care_of(user).values("pk")
    found = model.objects.open().filter(**{f"{model.subject_field}__in": mine})
    return found.filter(**{f"{path}__isnull": False}) if path else found


def _competences(user: User) -> QuerySet:
    return Competence.objects.filter(status=CompetenceStatus.PROPOSED, merged_into=None)


def decided_competences(user: User | AnonymousUser) -> QuerySet:
    """Return the competences among which `user` finds those to decide on: who moderates, any; others, their own."""
    return Competence.objects.all() if moderates(user) else Competence.objects.offered_to(user)


#: Reports: their name in the queue, what must not be empty among the paths to their place, that place, what to load.
REPORTED: list[tuple[str, type[Report], str, str, tuple[str, ...]]] = [
    ("actor-report", ActorReport, "", "actor__seat", ("actor__family", "actor__seat")),
    ("project-report", ProjectReport, "", "project__territory", ("project__territory",)),
    (
        "comment-report",
        CommentReport,
        "",
        "comment__proposal__project__territory",
        ("comment__proposal__project__territory",),
    ),
    ("news-report", NewsReport, "", "news__project__territory", ("news__project__territory",)),
    (
        "support-report",
        SupportReport,
        "",
        "support__project__territory",
        ("support__project__territory", "support__actor"),
    ),
    (
        "project-statement-report",
        StatementReport,
        "statement__diagnosis__project",
        "statement__diagnosis__project__territory",
        ("statement__diagnosis__project__territory",),
    ),
    (
        "territory-statement-report",
        StatementReport,
        "statement__diagnosis__territory",
        "statement__diagnosis__territory",
        ("statement__diagnosis__territory",),
    ),
    ("idea-report", IdeaReport, "", "idea__territory", ("idea__territory",)),
    (
        "training-report",
        TrainingReport,
        "",
        "session__territory",
        ("session__territory", "session__competence"),
    ),
    (
        "project-note-report",
        NoteReport,
        "note__question__workshop__project",
        "note__question__workshop__project__territory",
        ("note__question__workshop__project__territory",),
    ),
    (
        "territory-note-report",
        NoteReport,
        "note__question__workshop__territory",
        "note__question__workshop__territory",
        ("note__question__workshop__territory", "note__question__workshop__project"),
    ),
]
SOURCES = [
    Source(
        "actor",
        Actor,
        Waiting.ACTOR,
        lambda user: Actor.objects.visible_to(user).in_care_of(user).to_review(),
        "seat",
        ("family", "seat"),
    ),
    Source(
        "project",
        Project,
        Waiting.PROJECT,
        lambda user: Project.objects.visible_to(user).in_care_of(user).to_review(),
        "territory",
        ("territory",),
    ),
    Source("competence", Competence, Waiting.COMPETENCE, _competences, "", ("parent",)),
    Source("claim", Claim, Waiting.CLAIM, _claims, "actor__seat", ("actor__family", "actor__seat")),
    *(
        Source(name, model, Waiting.REPORT, partial(_reports, model=model, path=path), place, related)
        for name, model, path, place, related in REPORTED
    ),
]
BY_NAME = {source.name: source for source in SOURCES}


@dataclass(frozen=True)
class Item:
    """One line of the queue."""

    source: str
    kind: Waiting
    record: Any
    place: Territory | None
    who: str
    since: datetime
    until: date

    @property
    def subject(self) -> Any:
        """Return what the line is about: the record, or what is claimed or reported."""
        if self.kind == Waiting.REPORT:
            return self.record.subject
        return self.record.actor if self.kind == Waiting.CLAIM else self.record

    @property
    def name(self) -> str:
        """Return what the line is about, in a few words."""
        return self.record.subject_name if self.kind == Waiting.REPORT else str(self.subject)

    @property
    def url(self) -> str:
        """Return where it is read."""
        return self.record.subject_url if self.kind == Waiting.REPORT else self.subject.get_absolute_url()

    @property
    def task(self) -> str:
        """Say what to do."""
        return str(TASKS[self.kind])

    @property
    def is_late(self) -> bool:
        """Tell whether the day to answer is past."""
        return self.until < timezone.localdate()

    @property
    def is_of_actor(self) -> bool:
        """Tell whether it is about an actor."""
        return isinstance(self.subject, Actor)


def waiting(user: User, kind: str = "", territory: Territory | None = None) -> QuerySet:
    """Return what waits for `user` as (source, key, deadline), the nearest deadline first; it can be sliced."""
    asked = [source for source in SOURCES if kind in ("", source.kind)]
    if territory is not None:
        asked = [source for source in asked if source.place]
    if not asked:
        return Competence.objects.none()
    rows = [_rows(source, user, territory) for source in asked]
    return rows[0].union(*rows[1:], all=True).order_by("due", "sort", "pk")


def count(user: User) -> int:
    """Count what waits for `user`, up to one more than `MOST_COUNTED` (two queries)."""
    reported = _reported()
    rows = [
        _rows(source, user, None)
        for source in SOURCES
        if source.kind != Waiting.REPORT or source.model._meta.label in reported
    ]
    return len(rows[0].union(*rows[1:], all=True)[: MOST_COUNTED + 1])


def _reported() -> set[str]:
    """Name the kinds of reports of which one is open, anywhere: asking who answers those that have none costs most."""
    kinds = dict.fromkeys(model for _name, model, *_places in REPORTED)
    first, *others = [
        kind.objects.open().order_by().values_list(Value(kind._meta.label))[:1] for kind in kinds
    ]
    return {label for (label,) in first.union(*others, all=True).order_by()}


def counted(user: User) -> int:
    """Count what waits, as it was at most a minute ago: every page that `user` opens says it."""
    return cache.get_or_set(_place_of_count(user), partial(count, user), COUNTED_FOR) or 0


def forget_count(user: User) -> None:
    """Count anew at the next page: `user` has just answered something."""
    cache.delete(_place_of_count(user))


def _place_of_count(user: User) -> str:
    return f"moderation-{user.pk}"


def items(rows) -> list[Item]:
    """Load what the lines of one page say: one query by source, one for who decides."""
    keys = defaultdict(list)
    for name, pk, _due in rows:
        keys[name].append(pk)
    loaded = {
        name: BY_NAME[name].model._default_manager.select_related(*BY_NAME[name].related).in_bulk(pks)
        for name, pks in keys.items()
    }
    found = [(BY_NAME[name], loaded[name][pk]) for name, pk, _due in rows if pk in loaded[name]]
    places = {id(record): _place(source, record) for source, record in found}
    who = deciders(place.pk if place else None for place in places.values())
    return [_item(source, record, places[id(record)], who) for source, record in found]


def _item(source: Source, record, place: Territory | None, who: dict) -> Item:
    began = since(record) if source.kind in (Waiting.ACTOR, Waiting.PROJECT) else record.created_at
    anywhere = _("who facilitates a territory")
    return Item(
        source=source.name,
        kind=source.kind,
        record=record,
        place=place,
        who=who[place.pk if place else None] if source.place else anywhere,
        since=began,
        until=due_on(source.kind, began, getattr(record, "reason", "")),
    )


def _place(source: Source, record) -> Territory | None:
    for step in filter(None, source.place.split("__")):
        record = getattr(record, step)
    return record if source.place else None


def _rows(source: Source, user: User, territory: Territory | None) -> QuerySet:
    rows = source.find(user)
    if territory is not None:
        within = Territory.objects.within(territory).values("pk")
        rows = rows.filter(**{f"{source.place}__in": within})
    return (
        rows.annotate(sort=Value(source.name, CharField()), due=_due(source))
        .order_by()
        .values_list("sort", "pk", "due")
    )


def _due(source: Source):
    began: F | Case = F("created_at")
    if source.kind in (Waiting.ACTOR, Waiting.PROJECT):
        began = Case(When(~Q(hidden_from=""), then=F("updated_at")), default=F("created_at"))
    due = ExpressionWrapper(began + delay(source.kind), DateTimeField())
    if source.kind == Waiting.REPORT:
        personal = delay(source.kind, ReportReason.PERSONAL)
        soon = ExpressionWrapper(F("created_at") + personal, DateTimeField())
        return Case(When(reason=ReportReason.PERSONAL, then=soon), default=due)
    return due
