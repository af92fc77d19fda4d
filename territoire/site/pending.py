"""What somebody sent and others decide: said to them, with by whom and until when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import CompetenceStatus
from actors.models import Competence
from territoire.enums import ReportState
from territoire.models import Report, User
from territoire.moderation import Waiting, deciders, due_on
from territoire.site import reports
from territoire.templatetags import ui

PROPOSALS = 12


@dataclass(frozen=True)
class Sent:
    """One thing sent: what it is, where it stands, what is said of it."""

    name: str
    url: str
    state: str
    words: str


def reported(user: User) -> list[Sent]:
    """Return the reports that `user` sent."""
    sent = reports.sent_by(user)
    who = deciders(reports.place_of(subject) for _report, subject in sent if subject is not None)
    return [_reported(report, subject, who) for report, subject in sent]


def proposed(user: User) -> list[Sent]:
    """Return the competences that `user` proposed."""
    mine = (
        Competence.objects.filter(created_by=user, source="")
        .select_related("merged_into")
        .order_by("-created_at")
    )
    return [_proposed(competence) for competence in mine[:PROPOSALS]]


def waits(who: str, until: date) -> str:
    """Say who answers, and until when; what is late is said so."""
    if until < timezone.localdate():
        return _("Waits for %(who)s; late.") % {"who": who}
    return _("Waits for %(who)s, until %(until)s.") % {"who": who, "until": ui.day(until)}


def _reported(report: Report, subject: Any, who: dict) -> Sent:
    answered = report.state != ReportState.OPEN
    until = due_on(Waiting.REPORT, report.created_at, report.reason)
    return Sent(
        name=report.subject_name if subject else _("A page that you do not see any more"),
        url=report.get_absolute_url(),
        state=report.get_state_display(),
        words=report.answer
        if answered
        else waits(who.get(reports.place_of(subject), _("who moderates")), until),
    )


def _proposed(competence: Competence) -> Sent:
    waiting = competence.status == CompetenceStatus.PROPOSED
    until = due_on(Waiting.COMPETENCE, competence.created_at)
    seen = competence.merged_into or (None if competence.status == CompetenceStatus.REJECTED else competence)
    return Sent(
        name=competence.name,
        url=seen.get_absolute_url() if seen else "",
        state=str(_("Merged")) if competence.merged_into else competence.get_status_display(),
        words=waits(_("who facilitates a territory"), until) if waiting else "",
    )
