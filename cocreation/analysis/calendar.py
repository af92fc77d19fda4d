"""A training session as calendars read it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cocreation.models import TrainingSession
from territoire import mail
from territoire.exchanges.writing import answers, icalendar
from territoire.exchanges.writing.values import About


def written(session: TrainingSession, day: date) -> str:
    """Return the `.ics` of a session, as it stands on `day`."""
    url = mail.absolute(session.get_absolute_url())
    event = icalendar.Event(
        uid=f"formation-{session.uid}",
        name=_("Training: %(what)s") % {"what": session.competence},
        day=timezone.localdate(session.starts_at),
        address=url,
        description=str(session.teacher),
        place=", ".join(filter(None, (session.place, str(session.territory)))),
        changed_at=session.updated_at,
        hours=(session.starts_at, session.ends_at),
        # In seconds: it only grows.
        revision=int((session.updated_at - session.created_at).total_seconds()),
        called_off=session.cancelled_at is not None,
    )
    about = About(title=str(session), source=url, licence=answers.licence(), day=day)
    return "".join(icalendar.write(about, [event]))
