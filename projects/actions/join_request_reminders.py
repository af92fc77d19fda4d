"""Requests to board that nobody answers, by the daily pass: recalled gently to holders, then ended with thanks."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from projects.actions import guests
from projects.enums import GuestState, RequestState
from projects.models import GuestRequest, JoinRequest, Project
from territoire import mail
from territoire.enums import Role
from territoire.models import User

#: An answer is not recalled before, nor again within.
QUIET = timedelta(days=7)
#: Who offered is not left waiting longer.
LASTS = timedelta(days=30)


def to_remind(day: date):
    """Return the projects in which a request has waited for an answer, and nobody was reminded of it lately."""
    waiting = Q(pk__in=_waiting(day).values("project")) | Q(pk__in=_guests_waiting(day).values("project"))
    return Project.objects.filter(waiting).order_by("pk")


def to_end(day: date):
    """Return the requests that waited too long."""
    return JoinRequest.objects.pending().filter(created_at__date__lte=day - LASTS).order_by("pk")


@transaction.atomic
def remind(project: Project, day: date) -> None:
    """Send one mail to each holder; what was answered meanwhile is left out, twice in a day sends once."""
    waiting = list(_waiting(day).filter(project=project).select_for_update(of=("self",)))
    unnamed = list(_guests_waiting(day).filter(project=project).select_for_update(of=("self",)))
    if not waiting and not unnamed:
        return
    # Not a change of what people typed.
    JoinRequest.objects.filter(pk__in=[one.pk for one in waiting]).update(reminded_at=timezone.now())
    GuestRequest.objects.filter(pk__in=[one.pk for one in unnamed]).update(reminded_at=timezone.now())
    holders = User.objects.filter(
        is_active=True, memberships__team=project.team_id, memberships__role=Role.HOLDER
    )
    context = {
        "project": mail.one_line(project.name),
        "count": len(waiting) + len(unnamed),
        "link": _link(project),
    }
    for holder in holders.order_by("pk"):
        mail.send("requests_waiting", holder.email, context)


@transaction.atomic
def end(request: JoinRequest, day: date) -> None:
    """Let go of a request that nobody answered, and thank who sent it; what was answered meanwhile stays."""
    request = to_end(day).select_for_update(of=("self",)).filter(pk=request.pk).first()
    if request is None:
        return
    request.state = RequestState.EXPIRED
    request.save(update_fields=["state", "updated_at"])
    sender = request.created_by
    if sender and sender.is_active:
        seen = Project.objects.visible_to(sender).filter(pk=request.project_id).first()
        context = {
            "project": mail.one_line(seen.name) if seen else "",
            "link": _link(seen) if seen else mail.absolute(reverse("site:my-space")),
        }
        mail.send("request_expired", sender.email, context)


def guests_to_end(day: date):
    """Return the requests sent without an account that waited too long."""
    return GuestRequest.objects.pending().filter(created_at__date__lte=day - LASTS).order_by("pk")


@transaction.atomic
def end_guest(request: GuestRequest, day: date) -> None:
    """Let go of a request sent without an account, and thank who sent it; what was answered meanwhile stays."""
    found = guests_to_end(day).select_for_update(of=("self",)).select_related("project")
    request = found.filter(pk=request.pk).first()
    if request is None:
        return
    request.state = GuestState.EXPIRED
    request.save(update_fields=["state", "updated_at"])
    context = {"state": request.state, "project": mail.one_line(request.project.name), "reason": ""}
    mail.send("guest_answered", request.email, {**context, "link": mail.absolute(guests.path_of(request))})


def _waiting(day: date):
    return JoinRequest.objects.pending().filter(_since_long(day))


def _guests_waiting(day: date):
    return GuestRequest.objects.pending().filter(_since_long(day))


def _since_long(day: date) -> Q:
    quiet = Q(reminded_at=None) | Q(reminded_at__date__lte=day - QUIET)
    since = Q(created_at__date__lte=day - QUIET, created_at__date__gt=day - LASTS)
    return quiet & since & Q(project__archived_at=None)


def _link(project: Project) -> str:
    return mail.absolute(reverse("projects:requests", args=[project.slug]))
