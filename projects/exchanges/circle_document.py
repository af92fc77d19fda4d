"""Whom to invite as a document to print: the data of `templates/documents/circle.typ`."""

from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from projects.analysis.beyond import Beyond
from projects.analysis.to_invite import Invitee, WhomToInvite
from projects.exchanges import circle_words, gap_words
from projects.exchanges.gap_words import About
from territoire import documents


def pdf(found: WhomToInvite, about: About) -> bytes:
    """Draw the document."""
    return documents.pdf("circle.typ", data(found, about))


def data(found: WhomToInvite, about: About) -> dict[str, Any]:
    """Return all that the document says, in plain values."""
    lines = (gap_words.situation(found), circle_words.proof(found), gap_words.weights(found))
    return {
        "site": about.site,
        "place": found.project.territory.name,
        "title": _("%(project)s: whom to invite") % {"project": found.project.name},
        "lead": circle_words.lead(found),
        "about": [line for line in lines if line],
        "source": _("%(source)s – made on %(day)s")
        % {"source": about.source, "day": formats.date_format(timezone.localdate(), "j F Y")},
        "invitees": [_invitee(rank, one) for rank, one in enumerate(found.invitees, 1)],
        "beyond": [_beyond(one) for one in found.beyond],
        "left_out": [
            *(actor.name for actor in found.excluded),
            *(_("%(name)s (left out by the team)") % {"name": one.actor.name} for one in found.left_out),
        ],
        "how": [
            _(
                "Each one would join with those of their people who help. A person whom two organisations share counts "
                "once. The order is a help, not a verdict: keep or leave out whom you wish, and the circle is found "
                "anew."
            )
        ],
        "words": {
            "circle": _("The smallest circle"),
            "fills": _("Would help to cover:"),
            "introduced": _("Introduced by:"),
            "beyond": _("Nobody known can meet"),
            "beyond_text": _(
                "These are the true gaps of the place: train somebody who has notions of it, look further afield, or "
                "recruit."
            ),
            "train": _("Train:"),
            "teach": _("Can teach it here:"),
            "left_out": _("Left out"),
            "how": _("How it is worked out"),
        },
    }


def _invitee(rank: int, one: Invitee) -> dict[str, Any]:
    said = [gap_words.where(one)]
    if one.pinned or one.for_good:
        said.append(_("Kept by hand"))
    return {
        "rank": rank,
        "name": one.actor.name,
        "where": " · ".join(said),
        "fills": circle_words.asked(one.fills),
        "introduced": gap_words.introduction(one),
        "declined": circle_words.if_declined(one),
    }


def _beyond(one: Beyond) -> dict[str, str]:
    return {
        "name": str(one.need.asked),
        "train": ", ".join(map(circle_words.learner, one.learners)),
        "teach": ", ".join(who.name for who in one.teachers),
    }
