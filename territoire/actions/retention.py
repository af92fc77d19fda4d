"""What is not kept for ever: accounts that nobody uses, addresses of invitations, forms sent, words of reports."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import pghistory
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Count, F, Max, Q
from django.urls import reverse
from pghistory.models import Context

from territoire import mail, pictures
from territoire.actions import accounts
from territoire.enums import ImportState, ReportState, Role
from territoire.models import (
    AccountWarning,
    ImportBatch,
    ImportLine,
    Invitation,
    Membership,
    Report,
    Submission,
    ThrottleWindow,
    User,
)
from territoire.personal_data import empty
from territoire.retention import LASTS, Step, Task, by_step, delete, quiet_since, warned_then_erased

logger = logging.getLogger(__name__)

INVITATIONS = timedelta(days=30)
SUBMISSIONS = timedelta(days=30)
REPORTS = timedelta(days=182)
#: Files sent and never imported; lines that an import left out.
IMPORTS = timedelta(days=30)


def tasks(now: datetime) -> Iterator[Task]:
    """Yield what is due on the ground floor."""
    steps = _accounts(now)
    yield from warned_then_erased("accounts", steps, partial(_warn, now=now), _erase)
    yield Task(
        "teams_without_holder",
        "teams that an account erased leaves, or will leave, without a holder",
        [team for found in steps.values() for user in found for team in sole_holdings(user)],
        lambda team: logger.warning("Team %s loses its last holder: an admin must name another", team),
    )
    yield Task("invitations", "addresses of old invitations", _invitations(now), _forget_invitation)
    yield Task(
        "submissions",
        "forms sent long ago",
        Submission.objects.filter(created_at__lt=now - SUBMISSIONS),
        delete,
        at_once=True,
    )
    yield Task("imports", "imports never confirmed", _abandoned_imports(now), delete, at_once=True)
    yield Task("import_lines", "lines that imports left out", _old_lines(now), delete, at_once=True)
    for model in apps.get_models():
        if issubclass(model, Report):
            yield Task(
                f"{model._meta.model_name}s",
                f"words of old answered reports ({model._meta.model_name})",
                _reports(model, now),
                lambda report: empty(type(report), [report.pk]),
            )
    yield Task("pictures", "pictures that no record names", pictures.unnamed(), pictures.forget)
    yield Task(
        "sessions",
        "sessions that are over",
        Session.objects.filter(expire_date__lt=now),
        delete,
        at_once=True,
    )
    alive = Session.objects.filter(expire_date__gte=now).values("session_key")
    yield Task(
        "devices",
        "addresses and browsers of sessions that are over",
        UserSession.objects.exclude(session_key__in=alive),
        delete,
        at_once=True,
    )
    yield Task(
        "limits",
        "counts of requests whose time is over",
        ThrottleWindow.objects.filter(ends_at__lt=now),
        delete,
        at_once=True,
    )


def sole_holdings(user: User) -> list[int]:
    """Return the teams that nobody else holds."""
    held = Membership.objects.filter(role=Role.HOLDER, team__in=user.memberships.values("team"))
    alone = held.values("team").annotate(holders=Count("pk")).filter(holders=1).values("team")
    return list(user.memberships.filter(role=Role.HOLDER, team__in=alone).values_list("team", flat=True))


def _accounts(now: datetime) -> dict[Step, list[User]]:
    """Return the accounts to which something is due; the last admin of the instance is left alone."""
    quiet = quiet_since(now)
    silent = User.objects.filter(Q(last_login=None) | Q(last_login__lt=quiet), date_joined__lt=quiet)
    silent = silent.exclude(email__endswith="@invalid").order_by("pk")
    admins = User.objects.filter(is_superuser=True, is_active=True).exclude(last_login__lt=now - LASTS)
    heard = set(admins.values_list("pk", flat=True))
    left = [user for user in silent if not user.is_superuser or heard - {user.pk}]
    written = _last_written()
    last = {
        user.pk: max(filter(None, (user.date_joined, user.last_login, written.get(user.pk)))) for user in left
    }
    warned = AccountWarning.objects.filter(user__in=left).values_list("user", "stage", "sent_at")
    return by_step(left, last, warned, now)


def _last_written() -> dict[int, datetime]:
    """Return when each account last changed something, from the history, and last sent a form."""
    changes = Context.objects.filter(metadata__has_key="user").order_by().values_list("metadata__user")
    sent = Submission.objects.order_by().values_list("user").annotate(at=Max("created_at"))
    last: dict[int, datetime] = {}
    for rows in (changes.annotate(at=Max("created_at")), sent):
        for user, at in rows:
            if isinstance(user, int):
                last[user] = max(at, last.get(user, at))
    return last


def _warn(user: User, step: Step, now: datetime) -> None:
    AccountWarning.objects.create(user=user, stage=step.value, sent_at=now)
    link = mail.absolute(reverse("account_login"))
    mail.send("erasure_warning_account", user.email, {"user": user, "step": step.value, "link": link})


def _erase(user: User) -> None:
    with pghistory.context(retention=True):
        accounts.erase(user)


def _invitations(now: datetime):
    over = Q(expires_at__lt=now - INVITATIONS) | Q(accepted_at__lt=now - INVITATIONS)
    return Invitation.objects.filter(over | Q(withdrawn_at__lt=now - INVITATIONS)).exclude(email="")


def _forget_invitation(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=F("expires_at")
    )
    empty(Invitation, [invitation.pk])


def _abandoned_imports(now: datetime):
    resting = (ImportState.LOOKED, ImportState.READY, ImportState.DROPPED)
    return ImportBatch.objects.filter(state__in=resting, created_at__lt=now - IMPORTS)


def _old_lines(now: datetime):
    return ImportLine.objects.filter(sheet__batch__applied_at__lt=now - IMPORTS)


def _reports(model: type[Report], now: datetime):
    answered = model.objects.exclude(state=ReportState.OPEN).filter(decided_at__lt=now - REPORTS)
    return answered.exclude(message="", answer="")
