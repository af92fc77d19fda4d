"""What one keeps, and is asked about: is it still true?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from actors import permissions as of_actors
from actors.actions import freshness as actors
from actors.models import Actor
from projects import permissions as of_projects
from projects.actions import freshness as projects
from projects.models import Project
from territoire.models import User


@dataclass(frozen=True)
class Question:
    """One record to confirm, and the address that confirms it."""

    record: Actor | Project
    confirm_url: str


@dataclass(frozen=True)
class Questions:
    """The records unconfirmed for longest, among `total`."""

    first: list[Question]
    total: int


def questions(user: User, day: date, most: int) -> Questions:
    """Return what `user` keeps and should confirm on `day`, longest unconfirmed first, `most` at most."""
    kept = [one.stale_on(day) for one in _kept(user)]
    records = [record for one in kept for record in _oldest(one, most)]
    records.sort(key=lambda record: record.known_since)
    return Questions(
        first=[_question(record) for record in records[:most]],
        total=sum(one.count() for one in kept) if len(records) > most else len(records),
    )


def chosen(user: User, day: date, uids: Iterable[str]) -> list[Question]:
    """Return those of the records `uids` that `user` keeps and should confirm; others are left out unsaid."""
    known = [uid for text in uids if (uid := _uid(text))]
    return [
        _question(record)
        for one in _kept(user)
        for record in _oldest(one.stale_on(day).filter(uid__in=known), len(known))
    ]


def confirm(asked: list[Question], *, by: User) -> None:
    """Say that all of them are still true."""
    actors.confirm(*(one.record for one in asked if isinstance(one.record, Actor)), by=by)
    projects.confirm(*(one.record for one in asked if isinstance(one.record, Project)), by=by)


def _kept(user: User):
    yield of_actors.kept_by(user).select_related("family")
    yield of_projects.kept_by(user).select_related("territory")


def _oldest(records, most: int):
    return records.order_by("fresh_until", "pk")[:most]


def _question(record: Actor | Project) -> Question:
    space = "actors" if isinstance(record, Actor) else "projects"
    return Question(record, reverse(f"{space}:confirm", args=[record.slug]))


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
