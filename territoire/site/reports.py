"""Reports on anything: found by their address, told to who sent them and to who answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from actors.models import Actor, ActorReport
from cocreation.models import IdeaReport, StatementReport, TrainingReport
from projects.models import CommentReport, NewsReport, Project, ProjectReport, SupportReport
from territoire.enums import ReportState
from territoire.models import Report
from territoire.moderation import Waiting, decider, due_on
from workshops.models import NoteReport

RELATED = {
    ActorReport: ("actor",),
    ProjectReport: ("project",),
    StatementReport: ("statement__diagnosis__project__territory", "statement__diagnosis__territory"),
    IdeaReport: ("idea__territory",),
    TrainingReport: ("session__territory", "session__competence"),
    CommentReport: ("comment__proposal__project__territory",),
    NewsReport: ("news__project__territory",),
    SupportReport: ("support__project__territory", "support__actor"),
    NoteReport: (
        "note__question__workshop__project__territory",
        "note__question__workshop__territory",
    ),
}
SHOWN = 12


@dataclass(frozen=True)
class Told:
    """A report as its sender reads it; `subject` is `None` when they can no longer see what they reported."""

    report: Report
    subject: Any
    who: str
    until: date

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.report.state == ReportState.OPEN


def find(uid: UUID) -> Report | None:
    """Return the report of that address."""
    for model, subject in RELATED.items():
        report = model.objects.select_related(*subject).filter(uid=uid).first()
        if report is not None:
            return report
    return None


def answered_by(user, uid: UUID) -> Report | None:
    """Return the report of that address if `user` answers it; to anybody else it does not exist."""
    report = find(uid)
    if report is None:
        return None
    subjects = type(report.subject).objects
    return report if subjects.visible_to(user).in_care_of(user).contains(report.subject) else None


def told(report: Report, reader) -> Told:
    """Return what the sender of `report` may know of it: nothing of what `reader` may not see."""
    subject = report.subject
    seen = type(subject).objects.visible_to(reader).contains(subject)
    return Told(
        report=report,
        subject=subject if seen else None,
        who=decider(place_of(subject) if seen else None),
        until=due_on(Waiting.REPORT, report.created_at, report.reason),
    )


def place_of(subject) -> int | None:
    """Return (by its key) the territory in which what is reported is moderated."""
    if isinstance(subject, Actor):
        return subject.seat_id
    return subject.territory_id if isinstance(subject, Project) else subject.where.pk


def sent_by(user) -> list[tuple[Report, Any]]:
    """Return the last reports that `user` sent, each with its subject where they still see it."""
    reports: list[Report] = []
    for model, subject in RELATED.items():
        reports += (
            model.objects.filter(created_by=user).select_related(*subject).order_by("-created_at")[:SHOWN]
        )
    reports = sorted(reports, key=lambda report: report.created_at, reverse=True)[:SHOWN]
    seen = {
        model: set(
            model.objects.visible_to(user)
            .filter(pk__in=[report.subject.pk for report in reports if isinstance(report.subject, model)])
            .values_list("pk", flat=True)
        )
        for model in {type(report.subject) for report in reports}
    }
    return [
        (report, report.subject if report.subject.pk in seen[type(report.subject)] else None)
        for report in reports
    ]
