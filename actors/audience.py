"""Who can see an actor's page, in words: the same rule as `actors.models.actor.visible_actor`, told to one reader."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from actors.models import Actor, Claim
from territoire.enums import Visibility
from territoire.models import Team


def audience(actor: Actor, user) -> str:
    """Say who can see the page; a team, named after what it works on, is named to its own members alone."""
    if actor.visibility == Visibility.PUBLIC:
        return _("Everyone can see this page.")
    if actor.visibility == Visibility.MEMBERS:
        return _("Only people with an account can see this page.")
    return " ".join([_only(_keepers(actor, user)), *_consent(actor)])


def _only(people: list[str]) -> str:
    return _("Only these can see this page: %(people)s.") % {"people": get_text_list(people, _("and"))}


def _keepers(actor: Actor, user) -> list[str]:
    """List who sees what is hidden, in the order of the rule."""
    people = []
    if actor.created_by_id:
        people.append(_("the account that registered it"))
    if Claim.objects.accepted().filter(actor=actor).exists():
        people.append(_("who speaks for it"))
    if actor.team and Team.objects.of(user).contains(actor.team):
        people.append(_("the team “%(team)s”") % {"team": actor.team})
    elif actor.team:
        people.append(_("its team"))
    if actor.seat:
        people.append(_("those who facilitate %(place)s or a territory around it") % {"place": actor.seat})
    return [*people, _("the site's administration")]


def _consent(actor: Actor) -> list[str]:
    if actor.restricted_at:
        return [_("They asked that nothing be done with it: it shows nowhere else.")]
    if actor.is_person and not actor.consented_at:
        return [_("It stays so until they agree to be shown.")]
    return []
