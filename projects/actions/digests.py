"""Alerts that people chose, and the one mail that gathers their news, computed with their rights when it leaves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from actors.permissions import spoken_for_by
from projects.analysis import news
from projects.enums import AlertKind, DigestRhythm, VoiceMail
from projects.models import Alert, Digest, Need, Project, Proposal
from territoire import mail
from territoire.enums import Role
from territoire.models import User

#: What a mail names of each alert: the page holds the rest.
NEEDS_SHOWN, ACTORS_SHOWN, VOICES_SHOWN = 8, 5, 20

_signer = Signer(salt="projects.digest", sep=".")


@dataclass(frozen=True, slots=True)
class Line:
    """One need, and who could meet it (nobody is named when the need itself is the news)."""

    need: Need
    names: tuple[str, ...]
    more: int
    link: str


@dataclass(frozen=True, slots=True)
class Section:
    """The news of one alert; `told` is what will be remembered of it."""

    alert: Alert
    lines: tuple[Line, ...]
    more: int
    link: str
    told: list


def held_projects(user: User):
    """Return the projects for which `user` may ask to be told of candidates: those that they hold."""
    return Project.objects.of(user, Role.HOLDER).listed().order_by("name", "pk")


def own_actors(user: User):
    """Return the actors for which `user` may ask to be told of needs: those that they speak for."""
    return spoken_for_by(user).visible_to(user)


@transaction.atomic
def choose(
    *, projects: Iterable[Project], actors: Iterable[Actor], every: int | None, voices: str, by: User
) -> None:
    """Keep what `by` wants to be told of, and how often; `every` None sends no digest. What was told is remembered."""
    digest, _new = Digest.objects.select_for_update().get_or_create(user=by)
    wanted = [Alert(user=by, kind=AlertKind.CAN_BE_MET, project=one) for one in projects]
    wanted += [Alert(user=by, kind=AlertKind.SOUGHT, actor=one) for one in actors]
    known = {(one.kind, one.project_id, one.actor_id): one for one in Alert.objects.filter(user=by)}
    keys = {(one.kind, one.project_id, one.actor_id) for one in wanted}
    Alert.objects.filter(pk__in=[one.pk for key, one in known.items() if key not in keys]).delete()
    for one in wanted:
        if (one.kind, one.project_id, one.actor_id) not in known:
            one.save()
    digest.stopped_at = None if every else timezone.now()
    digest.every = every or digest.every
    digest.voices = voices
    digest.save()


@transaction.atomic
def stop(digest: Digest) -> None:
    """Send no news any more, until their owner asks for them again."""
    stopped_at = Coalesce("stopped_at", timezone.now())
    Digest.objects.filter(pk=digest.pk).update(stopped_at=stopped_at, voices=VoiceMail.NEVER)


def token_of(digest: Digest) -> str:
    """Return what stands for a digest in the link that stops it."""
    return _signer.sign(digest.uid.hex)


def by_token(token: str) -> Digest | None:
    """Return the digest that a link stops; `None` when the link is forged."""
    try:
        return Digest.objects.filter(uid=_signer.unsign(token)).select_related("user").first()
    except BadSignature:
        return None


def stop_link(digest: Digest) -> str:
    """Return the address that stops all that this digest gathers, and what is told at once."""
    return mail.absolute(reverse("site:stop-digest", args=[token_of(digest)]))


def stop_headers(digest: Digest) -> dict[str, str]:
    """Return what lets mail programs offer that address by a button (RFC 8058)."""
    link = f"<{stop_link(digest)}>"
    return {"List-Unsubscribe": link, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


@dataclass(frozen=True, slots=True)
class News:
    """A digest that is due, and what it has to say: of alerts, and the proposals that wait for a voice."""

    digest: Digest
    sections: list[Section]
    voices: list[Proposal]

    @property
    def pk(self) -> int:
        """Return what the log names: nothing of what is told."""
        return self.digest.pk


def with_news(day: date) -> Iterator[News]:
    """Yield the digests that are due on `day` and have something new to say, each worked out when it is asked for."""
    for digest in due(day):
        found = News(digest, sections(digest.user, day), _voices(digest, day))
        if found.sections or found.voices:
            yield found


def due(day: date):
    """Return the digests whose rhythm allows a mail on `day`."""
    rested = Q(sent_at=None)
    for every in DigestRhythm:
        rested |= Q(every=every, sent_at__date__lte=day - timedelta(days=every))
    wanted = Q(user__in=Alert.objects.values("user")) | Q(voices=VoiceMail.DIGEST)
    asked = Digest.objects.filter(rested, wanted, stopped_at=None, user__is_active=True)
    return asked.select_related("user").order_by("pk")


@transaction.atomic
def send(news: News, now: datetime) -> None:
    """Send one mail with all that is new, worked out a moment before; nothing when it left or was stopped meanwhile.

    `now` is the moment of the pass, from which the rhythm counts: one that goes on after midnight puts nothing off.
    """
    day = timezone.localdate(now)
    digest = news.digest
    Digest.objects.select_for_update().get(pk=digest.pk)
    current = due(day).filter(pk=digest.pk).first()
    if current is None:
        return
    for section in news.sections:
        section.alert.told = [*_still_open(section.alert.told, day), *section.told]
        section.alert.save(update_fields=["told"])
    still = Proposal.objects.open().filter(pk__in=current.voices_told).values_list("pk", flat=True)
    told = [*still, *(one.pk for one in news.voices)]
    Digest.objects.filter(pk=digest.pk).update(sent_at=now, voices_told=told)
    context = {
        "met": [one for one in news.sections if one.alert.kind == AlertKind.CAN_BE_MET],
        "sought": [one for one in news.sections if one.alert.kind == AlertKind.SOUGHT],
        "voices": [
            (mail.one_line(str(one)), mail.one_line(one.project.name), mail.absolute(one.get_absolute_url()))
            for one in news.voices[:VOICES_SHOWN]
        ],
        "digest": current,
        "stop": stop_link(current),
        "choose": mail.absolute(reverse("site:alerts")),
    }
    mail.send("digest", digest.user.email, context, headers=stop_headers(current))


def _still_open(told: list, day: date) -> list:
    """Return what is worth remembering of what was told: of needs that are still open."""
    needs = {_need_of(key) for key in told}
    still = set(Need.objects.open_on(day).filter(pk__in=needs).values_list("pk", flat=True))
    return [key for key in told if _need_of(key) in still]


def _need_of(key: int | list[int]) -> int:
    """Return the need of what was told: a need, or a need and who could meet it."""
    return key if isinstance(key, int) else key[0]


def _voices(digest: Digest, day: date) -> list[Proposal]:
    """Return the proposals that wait for its owner's voice, of which no digest told, the first to be decided first."""
    if digest.voices != VoiceMail.DIGEST:
        return []
    waiting = Proposal.objects.waiting_for(digest.user, day).exclude(pk__in=digest.voices_told)
    return list(waiting.select_related("project").order_by("decide_on", "pk"))


def sections(user: User, day: date) -> list[Section]:
    """Return what is new for `user` on `day`, of what they hold or speak for now."""
    alerts = Alert.objects.filter(user=user).select_related("project__territory", "actor__seat")
    held = set(held_projects(user).values_list("pk", flat=True))
    own = set(own_actors(user).filter(alerts__user=user).values_list("pk", flat=True))
    found = [
        _of_project(one, user, day) if one.project_id else _of_actor(one, user, day)
        for one in alerts
        if (one.project_id in held if one.project_id else one.actor_id in own)
    ]
    return [section for section in found if section.lines]


def _of_project(alert: Alert, user: User, day: date) -> Section:
    project: Any = alert.project
    link = mail.absolute(reverse("projects:gaps", args=[project.slug]))
    new = news.can_be_met(project, user, day, alert.told)
    lines = [
        Line(
            one.need,
            tuple(actor.name for actor in one.actors[:ACTORS_SHOWN]),
            max(0, len(one.actors) - ACTORS_SHOWN),
            f"{link}#besoin-{one.need.uid}",
        )
        for one in new
    ]
    return _section(alert, lines, link, [key for one in new for key in one.keys])


def _of_actor(alert: Alert, user: User, day: date) -> Section:
    actor: Any = alert.actor
    new = news.sought(actor, user, day, alert.told)
    lines = [
        Line(
            need,
            (),
            0,
            mail.absolute(f"{reverse('projects:join', args=[need.project.slug])}?besoin={need.uid}"),
        )
        for need in new
    ]
    return _section(alert, lines, mail.absolute(actor.get_absolute_url()), [need.pk for need in new])


def _section(alert: Alert, lines: list[Line], link: str, told: list) -> Section:
    return Section(alert, tuple(lines[:NEEDS_SHOWN]), max(0, len(lines) - NEEDS_SHOWN), link, told)
