"""The notice of article 14 in words: one source for the mail, the printed page and the person's own page."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from actors.models import Actor
from territoire.models import Membership, Territory
from territoire.templatetags import ui

CNIL = "CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, https://www.cnil.fr/plaintes"


@dataclass(frozen=True)
class Paragraph:
    """One question that a person asks, and its answer."""

    title: str
    text: str


def paragraphs(person: Actor) -> list[Paragraph]:
    """Return what a person must be told when somebody else registered them (articles 13 and 14 of the GDPR)."""
    return [
        Paragraph(_("What is registered on you"), _held(person)),
        Paragraph(
            _("What for"),
            _(
                "Territoire keeps the picture of a territory: who is there, what each knows how to do and gives, who "
                "works with whom, so that projects find whom they miss. Nothing is sold, nor used to advertise."
            ),
        ),
        Paragraph(
            _("By what right"),
            _(
                "Until you answer, the interest of those who prepare a project in remembering whom they met (article "
                "6.1.f of the GDPR). To be shown to others, your agreement alone (article 6.1.a), which you may take "
                "back at any time."
            ),
        ),
        Paragraph(_("Who registered you"), _registered_by(person)),
        Paragraph(
            _("Where it comes from"), person.origin or _("This was not noted: ask who registered you.")
        ),
        Paragraph(_("Who sees it"), _seen_by(person)),
        Paragraph(
            _("For how long"),
            _(
                "Until you ask for its end; without activity for 24 months, you are told one month then one week "
                "before, and all that tells who you are is erased."
            ),
        ),
        Paragraph(
            _("Your rights"),
            _(
                "You may read all of it, receive it as a file, have it corrected, have nothing done with it, take back "
                "your agreement, or object: everything that tells who you are is then erased at once. Nobody may "
                "register you again with your address."
            ),
        ),
        Paragraph(_("Who answers for it"), _answers_for_it()),
        Paragraph(
            _("If you are not satisfied"), _("You may complain to the supervisory authority: %s") % f"{CNIL}"
        ),
    ]


def keeper_of(person: Actor) -> str:
    """Say who registered a person: a team and the role there, not the account."""
    member = (
        Membership.objects.filter(team=person.team_id, user=person.created_by_id).first()
        if person.team_id and person.created_by_id
        else None
    )
    if member:
        words = _("the team “%(team)s” (%(role)s)")
        return words % {"team": person.team, "role": member.get_role_display().lower()}
    if person.team_id:
        return _("the team “%(team)s”") % {"team": person.team}
    if person.created_by and Territory.objects.facilitated_by(person.created_by).filter(pk=person.seat_id):
        return _("somebody who facilitates the territory of %(place)s") % {"place": person.seat}
    return _("somebody who has an account on this site")


def _held(person: Actor) -> str:
    known = [_("your name (%(name)s)") % {"name": person.name}]
    if person.seat:
        known.append(_("your place (%(place)s)") % {"place": person.seat})
    known.append(_("a family of actors (%(family)s)") % {"family": person.family})
    if person.description:
        known.append(_("a few words that present you"))
    listed = ", ".join(known)
    return _("%(listed)s; and what you know how to do, belong to and take part in, as it is noted.") % {
        "listed": listed[:1].upper() + listed[1:]
    }


def _registered_by(person: Actor) -> str:
    keeper = keeper_of(person)
    return _("%(keeper)s, on %(day)s.") % {
        "keeper": keeper[:1].upper() + keeper[1:],
        "day": ui.day(person.created_at),
    }


def _seen_by(person: Actor) -> str:
    if person.team_id:
        who = _("Who registered you, their team, and those who facilitate the place")
    else:
        who = _("Who registered you, and those who facilitate the place")
    return _("%(who)s, and nobody else as long as you have not agreed to be shown.") % {"who": who}


def _answers_for_it() -> str:
    if settings.DATA_CONTROLLER:
        words = _("%(controller)s. To write to them: %(contact)s")
        return words % {"controller": settings.DATA_CONTROLLER, "contact": settings.DATA_CONTACT}
    return _("Who runs this site. To write to them: %(contact)s") % {"contact": settings.DATA_CONTACT}
