"""What is written to who learns in a session: a place came free, it moved, it is called off.

To who registered the learner and to who speaks for it: both asked for the place. What they no longer see is not named.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.models import Claim
from cocreation.analysis import calendar
from cocreation.enums import InscriptionState
from cocreation.models import Inscription, TrainingSession
from territoire import mail
from territoire.models import User


def place_freed(inscriptions: Iterable[Inscription]) -> None:
    """Tell those who waited that they have a place."""
    _write("training_place", inscriptions, by=None)


def moved(session: TrainingSession, *, by: User) -> None:
    """Tell who has a place or waits for one that the day, the hours or the place are others."""
    _write("training_moved", _concerned(session), by=by)


def called_off(session: TrainingSession, *, by: User) -> None:
    """Tell who had a place or waited for one that there is none to wait for."""
    _write("training_called_off", _concerned(session), by=by)


def taken_up(session: TrainingSession, *, by: User) -> None:
    """Tell the same people that it takes place after all."""
    _write("training_taken_up", _concerned(session), by=by)


def _concerned(session: TrainingSession):
    return session.inscriptions.exclude(state=InscriptionState.WITHDRAWN)


def _write(name: str, inscriptions: Iterable[Inscription], *, by: User | None) -> None:
    """Send one mail to each reader, however many learners they answer for."""
    keys = [one.pk for one in inscriptions]
    readers = _readers(keys)
    if by is not None:
        readers.pop(by.pk, None)
    for user in User.objects.filter(pk__in=readers, is_active=True).order_by("pk"):
        own = Inscription.objects.visible_to(user).filter(pk__in=readers[user.pk])
        seen = list(own.select_related("actor").order_by("created_at", "pk"))
        sessions = TrainingSession.objects.visible_to(user).select_related(
            "teacher", "competence", "territory"
        )
        session = sessions.filter(pk=seen[0].session_id).first() if seen else None
        if session is not None:
            _send(name, user, session, seen)


def _readers(inscriptions: list[int]) -> dict[int, set[int]]:
    """Return, by account (key), the inscriptions that it answers for."""
    found = defaultdict(set)
    known = Inscription.objects.filter(pk__in=inscriptions).values_list("pk", "actor", "created_by")
    learners = {actor: pk for pk, actor, _author in known}
    for pk, _actor, author in known:
        if author:
            found[author].add(pk)
    for actor, user in Claim.objects.accepted().filter(actor__in=learners).values_list("actor", "user"):
        found[user].add(learners[actor])
    return found


def _send(name: str, user: User, session: TrainingSession, own: list[Inscription]) -> None:
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    context = {
        "what": mail.one_line(str(session.competence)),
        "teacher": mail.one_line(session.teacher.name),
        "learners": [mail.one_line(one.actor.name) for one in own],
        "waits": all(one.state == InscriptionState.WAITING for one in own),
        "day": lambda: date_format(begins, "l j F Y"),
        "hours": f"{begins:%H:%M} – {ends:%H:%M}",
        "place": mail.one_line(", ".join(filter(None, (session.place, session.territory.name)))),
        "link": mail.absolute(session.get_absolute_url()),
    }
    with translation.override(settings.LANGUAGE_CODE):
        file = (f"{_('training')}.ics", calendar.written(session, timezone.localdate()), "text/calendar")
    mail.send(name, user.email, context, files=[file])
