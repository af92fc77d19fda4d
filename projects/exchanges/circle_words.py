"""What files on whom to invite say alike."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import Level
from projects.analysis.beyond import Learner
from projects.analysis.to_invite import IfDeclined, Invitee, WhomToInvite
from projects.models import Need


def lead(found: WhomToInvite) -> str:
    """Return how many invitations are enough, and for what."""
    if not found.invitees:
        return _("Nobody known can meet what is lacking.") if found.beyond else _("Nothing is lacking")
    enough = ngettext("One invitation is enough", "%(count)s invitations are enough", len(found.invitees))
    met = ngettext(
        "to cover the one need that somebody known can meet.",
        "to cover the %(count)s needs that somebody known can meet.",
        len(found.met),
    )
    return f"{enough % {'count': len(found.invitees)}} {met % {'count': len(found.met)}}"


def proof(found: WhomToInvite) -> str:
    """Return whether it is the smallest circle; nothing where there is none."""
    if not found.invitees:
        return ""
    if found.number:
        return _("No smaller circle would do; this is another one of the same size.")
    if found.proven:
        return _(
            "No smaller circle would do; among those of this size, it is the one with the best candidates."
        )
    said = ngettext(
        "The search was stopped for lack of time: it takes %(count)s invitation at least.",
        "The search was stopped for lack of time: it takes %(count)s invitations at least.",
        found.at_least,
    )
    return said % {"count": found.at_least}


def asked(needs: Iterable[Need]) -> str:
    """Return what some needs ask for."""
    return ", ".join(str(need.asked) for need in needs)


def if_declined(one: Invitee) -> str:
    """Return what becomes of the circle without somebody; nothing where it was not worked out."""
    return _declined(one.if_declined) if one.if_declined else ""


def _declined(other: IfDeclined) -> str:
    if other.lost:
        said = f"{_('If they decline, nobody known covers:')} {asked(other.lost)}"
    elif other.instead:
        said = f"{_('If they decline:')} {', '.join(actor.name for actor in other.instead)}"
    else:
        said = _("If they decline, the others are enough.")
    if other.proven:
        return said
    return f"{said} {_('(The search was stopped for lack of time: there may be better.)')}"


def learner(one: Learner) -> str:
    """Return somebody who could be trained, with what they know already."""
    aboard = f", {_('aboard')}" if one.aboard else ""
    return f"{one.actor.name} ({Level(one.level).label}{aboard})"
