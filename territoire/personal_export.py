"""What is kept of somebody, as values that a page and a file show alike: the page in words, the file as data.

An app above says what it keeps in functions that return `Part`s; `part` makes one out of rows of the database.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from territoire import history
from territoire.models import AccountWarning, Facilitation, ImportBatch, Invitation, Membership, User
from territoire.templatetags import ui

MOST = 5000


@dataclass(frozen=True)
class Fact:
    """One thing that is known: its name and plain data in the file, its label and words on the page."""

    name: str
    label: str
    data: Any
    value: str


@dataclass(frozen=True)
class Part:
    """What is known of one sort: its facts, record by record."""

    name: str
    title: str
    records: tuple[tuple[Fact, ...], ...]

    def as_data(self) -> list[dict[str, Any]]:
        """Return the records as JSON holds them."""
        return [{fact.name: fact.data for fact in facts} for facts in self.records]


def as_data(parts: Iterable[Part]) -> dict[str, Any]:
    """Return parts as JSON holds them, by name."""
    return {one.name: one.as_data() for one in parts}


def part(
    name: str,
    rows: models.QuerySet,
    *fields: str,
    reader,
    title: str = "",
    labels: Mapping[str, Any] = MappingProxyType({}),
    first: Callable[[Any], tuple[Fact, ...]] = lambda row: (),
    words: Callable[[str], str] = str,
) -> Part:
    """Tell these fields of these rows; what they lead to is named when `reader` may see it.

    The title is the model's plural name unless another is given, and a field's label its own unless one is in
    `labels`; `first` tells what comes before the fields, and `words` what becomes of free texts.
    """
    options = rows.model._meta
    told = [options.get_field(field) for field in fields]
    found = list(rows[:MOST])
    names = _names(found, told, reader)
    return Part(
        name,
        capfirst(str(title or options.verbose_name_plural)),
        tuple((*first(row), *(_fact(row, field, names, labels, words) for field in told)) for row in found),
    )


def fact(name: str, label: str, content: Any) -> Fact:
    """Tell something that is no field of a model."""
    return Fact(name, capfirst(str(label)), _plain(content), _text(content))


def _names(rows: list, fields: list[models.Field], reader) -> dict[Any, dict[Any, str]]:
    wanted: dict[Any, set] = defaultdict(set)
    for row in rows:
        for field in fields:
            if field.is_relation and (key := getattr(row, field.attname)) is not None:
                wanted[field.related_model].add(key)
    return {model: history.names_of(model, keys, reader) for model, keys in wanted.items()}


def _fact(
    row: models.Model,
    field: models.Field,
    names: dict[Any, dict[Any, str]],
    labels: Mapping[str, Any],
    words: Callable[[str], str],
) -> Fact:
    content = getattr(row, field.attname)
    label = capfirst(str(labels.get(field.name, field.verbose_name)))
    if field.is_relation:
        named = "" if content is None else names[field.related_model].get(content) or hidden()
        return Fact(field.name, label, named or None, named)
    if isinstance(field, models.FileField):
        content = content.name
    if field.choices:
        return Fact(field.name, label, content, str(dict(field.flatchoices).get(content, content or "")))
    if isinstance(field, DateRangeField):
        return Fact(field.name, label, _plain(content), ui.period(content))
    if isinstance(field, models.CharField | models.TextField) and content:
        content = words(content)
    return Fact(field.name, label, _plain(content), _text(content))


def hidden() -> str:
    """Say that something is there which the reader may not see."""
    return _("something that is not shown to you")


def _plain(content: Any) -> Any:
    if isinstance(content, datetime):
        return timezone.localtime(content).isoformat(timespec="seconds")
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, Decimal):
        return str(content)
    if hasattr(content, "lower_inc"):
        return {"from": _plain(content.lower), "before": _plain(content.upper)}
    return content


def _text(content: Any) -> str:
    if content is None:
        return ""
    if isinstance(content, bool):
        return _("yes") if content else _("no")
    if isinstance(content, datetime):
        return ui.day(content)
    return ui.day(content) if isinstance(content, date) else str(localize(content))


def changes(name: str, title: str, events: Iterable[models.QuerySet], *, reader) -> Part:
    """Tell the versions kept of some records, without who made them."""
    told = history.changes(events, reader=reader, most=500)
    records = tuple(
        (
            fact("at", _("on"), change.at),
            fact("what", _("what"), f"{change.verb} – {change.kind}"),
            fact(
                "fields", _("values"), "; ".join(f"{f.label}: {f.before} → {f.after}" for f in change.fields)
            ),
        )
        for change in told
    )
    return Part(name, title, records)


def account_parts(user: User) -> list[Part]:
    """Tell what the ground floor keeps of an account."""
    memberships = Membership.objects.filter(user=user).order_by("pk")
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    return [
        part("account", User.objects.filter(pk=user.pk), *ACCOUNT, reader=user, title=_("account")),
        part("addresses", addresses, "email", "verified", "primary", reader=user),
        *_of_the_door(user),
        part("memberships", memberships, "team", "role", "created_at", reader=user, title=_("your teams")),
        part("facilitations", Facilitation.objects.filter(user=user), "territory", "created_at", reader=user),
        part("invitations", _invitations(user), *INVITATION, reader=user, title=_("invitations received")),
        part("warnings", AccountWarning.objects.filter(user=user), "stage", "sent_at", reader=user),
        part("imports", ImportBatch.objects.filter(created_by=user), "label", "created_at", reader=user),
    ]


ACCOUNT = ("email", "name", "date_joined", "last_login", "is_staff", "is_superuser")
INVITATION = ("team", "email", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at")
# What allauth keeps of an account, where its parts are installed: application, model, fields.
DOOR = [
    (
        "allauth.usersessions",
        "usersessions.UserSession",
        gettext_lazy("sessions"),
        ("ip", "user_agent", "created_at", "last_seen_at"),
    ),
    (
        "allauth.mfa",
        "mfa.Authenticator",
        gettext_lazy("second factors"),
        ("type", "created_at", "last_used_at"),
    ),
    (
        "allauth.socialaccount",
        "socialaccount.SocialAccount",
        gettext_lazy("accounts elsewhere"),
        ("provider", "uid", "date_joined", "last_login"),
    ),
]


# What they are called there is in English.
OF_THE_DOOR = {
    "ip": gettext_lazy("network address"),
    "user_agent": gettext_lazy("browser"),
    "created_at": gettext_lazy("begun on"),
    "last_seen_at": gettext_lazy("last seen on"),
    "last_used_at": gettext_lazy("last used on"),
}


def _of_the_door(user: User) -> list[Part]:
    return [
        part(
            model.partition(".")[2].lower(),
            apps.get_model(model).objects.filter(user=user),
            *fields,
            reader=user,
            title=str(title),
            labels=OF_THE_DOOR,
        )
        for app, model, title, fields in DOOR
        if apps.is_installed(app)
    ]


def _invitations(user: User) -> models.QuerySet:
    """Return what was sent to addresses that are surely the account's own, and what it accepted."""
    own = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    to_them = Q(accepted_by=user)
    for address in own:
        to_them |= Q(email__iexact=address)
    return Invitation.objects.filter(to_them)
