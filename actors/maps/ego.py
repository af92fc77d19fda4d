"""Whom one actor is tied to, as a picture: the actor in the centre, its partners around, and the ties between them."""

from collections import Counter
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from actors.maps import network
from actors.maps.ties import load_ties
from actors.maps.values import Node, Picture
from actors.models import Actor, Affiliation, PartnershipAxis
from territoire.templatetags.ui import SHAPES

#: Beyond this many partners the picture keeps those with the most ties: the list beside it holds them all.
MOST_DRAWN = 24
WIDTH, MARGINS = 360, (44, 22, 44, 36)


def picture(actor: Actor, user, day: date) -> Picture | None:
    """Return the network around `actor` as `user` may see it on `day`; `None` when it is tied to nobody.

    Draw it with `components/maps/picture.html` (`links=False`) and `css/map.css`. Five queries.
    """
    partners = Counter(partners_of(actor, user, day))
    nearest = sorted(partners, key=lambda pk: (-partners[pk], pk))[:MOST_DRAWN]
    shown = list(
        Actor.objects.visible_to(user)
        .filter(pk__in=[actor.pk, *nearest])
        .select_related("family")
        .order_by("pk")
    )
    slugs = {one.pk: one.slug for one in shown}
    ties = load_ties(slugs, user, day)
    if not ties:
        return None
    nodes = [_node(one, centre=one.pk == actor.pk, ties=partners[one.pk]) for one in shown]
    height = min(460, 220 + 14 * len(nodes))
    title = _("Direct ties of %(name)s, told in the list beside") % {"name": actor.name}
    return network.draw(nodes, ties, title=title, width=WIDTH, height=height, margins=MARGINS)


def partners_of(actor: Actor, user, day: date) -> list[int]:
    """Return the identifier of the actor at the other end of each tie of `actor` that `user` may see."""
    axes = (
        PartnershipAxis.objects.visible_to(user)
        .active_on(day)
        .filter(Q(partnership__first=actor) | Q(partnership__second=actor))
        .values_list("partnership__first", "partnership__second")
    )
    affiliations = (
        Affiliation.objects.visible_to(user)
        .active_on(day)
        .filter(Q(member=actor) | Q(organisation=actor))
        .values_list("member", "organisation")
    )
    return [one if two == actor.pk else two for one, two in [*axes, *affiliations]]


def _node(actor: Actor, *, centre: bool, ties: int) -> Node:
    shape = actor.family.code if actor.family.code in SHAPES else "autre"
    return Node(
        actor.slug,
        actor.name,
        shape,
        size=28 if centre else 18,
        rank=100 if centre else ties,
        acronym=actor.acronym,
        description=f"{actor.name}, {actor.family.name}",
        major=centre,
    )
