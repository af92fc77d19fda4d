"""Whom to invite as tables: the circle, what nobody known can meet, who was left out, what the file is about."""

from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor
from projects.analysis.beyond import Beyond
from projects.analysis.to_invite import Invitee, WhomToInvite
from projects.exchanges import circle_words, gap_words
from projects.exchanges.gap_words import About
from territoire.tables import Column, Table


def tables(found: WhomToInvite, about: About) -> list[Table]:
    """Return the sheets of the workbook."""
    return [invitees(found), beyond(found), left_out(found), subject(found, about)]


def invitees(found: WhomToInvite) -> Table[Invitee]:
    """Return one row an actor to invite, in the order of the page."""
    return Table(
        _("Whom to invite"),
        [
            Column(_("Actor"), lambda one: one.actor.name, 36),
            Column(_("Family of actors"), lambda one: one.actor.family.name, 24),
            Column(_("Place"), lambda one: one.actor.seat.name if one.actor.seat else "", 22),
            Column(_("Distance (km)"), lambda one: one.km, 10),
            Column(_("Would help to cover"), lambda one: circle_words.asked(one.fills), 44),
            Column(_("Introduced by"), gap_words.introduction, 34),
            Column(_("Kept by hand"), lambda one: one.pinned or one.for_good, 12),
            Column(
                _("In the circle already, at a lower degree"), lambda one: one.involvement is not None, 14
            ),
            Column(_("If they decline"), circle_words.if_declined, 60),
            Column(_("Page"), lambda one: one.actor.slug, 30),
        ],
        list(found.invitees),
    )


def beyond(found: WhomToInvite) -> Table[Beyond]:
    """Return one row a need that nobody known can meet."""
    return Table(
        _("Nobody known can meet"),
        [
            Column(_("Need"), lambda one: str(one.need.asked), 34),
            Column(_("Kind"), lambda one: one.need.kind.label, 16),
            Column(_("Minimum level"), lambda one: one.need.minimum_level, 10),
            Column(_("How many, or how much"), lambda one: one.need.quantity, 12),
            Column(_("Importance"), lambda one: one.need.get_importance_display(), 12),
            Column(_("To train"), lambda one: ", ".join(map(circle_words.learner, one.learners)), 50),
            Column(_("Can teach it here"), lambda one: ", ".join(who.name for who in one.teachers), 40),
            Column(_("Identifier"), lambda one: str(one.need.uid), 38),
        ],
        list(found.beyond),
    )


def left_out(found: WhomToInvite) -> Table[tuple[Actor, bool]]:
    """Return who was left out, by the address or for good, without why: a file goes from hand to hand."""
    for_now = [(actor, False) for actor in found.excluded]
    return Table(
        _("Left out"),
        [
            Column(_("Actor"), lambda row: row[0].name, 36),
            Column(_("Left out by the team"), lambda row: row[1], 14),
        ],
        [*for_now, *((one.actor, True) for one in found.left_out)],
    )


def subject(found: WhomToInvite, about: About) -> Table[tuple[str, object]]:
    """Return what the file is about: project, day, how sure it is, source."""
    rows = [
        (_("Project"), found.project.name),
        (_("Territory"), found.project.territory.name),
        (_("Situation on"), found.day),
        (_("Result"), circle_words.lead(found)),
        (_("Proof"), circle_words.proof(found)),
        (_("Order"), gap_words.weights(found)),
        (_("Source"), about.source),
        (_("Made on"), timezone.localdate()),
    ]
    return Table(
        _("About"),
        [Column(_("What"), lambda row: row[0], 18), Column(_("Value"), lambda row: row[1], 80)],
        [row for row in rows if row[1]],
    )
