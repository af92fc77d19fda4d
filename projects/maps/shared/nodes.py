"""A stakeholder as a node of a picture: family for the shape, involvement for the size, words for who listens."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.maps.values import Node
from projects.maps.shared.values import Stakeholder, StakeholderMap
from territoire.templatetags.ui import SHAPES

SIZES = {None: 17, 1: 15, 2: 17, 3: 20, 4: 24, 5: 30}


def actor_node(
    actor: Stakeholder,
    stakeholder_map: StakeholderMap,
    *,
    number: int,
    rank: float,
    major: bool,
    chosen: bool,
    ties: int | None = None,
    scale: float = 1,
) -> Node:
    """Return the node of `actor`, with its description in words."""
    return Node(
        actor.slug,
        actor.name,
        shape_of(actor.family),
        size=SIZES[actor.degree] * scale,
        rank=rank,
        number=number,
        acronym=actor.acronym,
        description=described(actor, stakeholder_map.degrees, ties),
        major=major,
        aboard=not actor.prospective,
        declared=actor.declared,
        chosen=chosen,
    )


def shape_of(family: str) -> str:
    """Return the shape of a family; one that an instance added has the shape of others."""
    return family if family in SHAPES else "autre"


def described(actor: Stakeholder, degrees: dict[int, str], ties: int | None = None) -> str:
    """Say who the actor is, how much it takes part and how much it is tied, in one line."""
    parts = [actor.name, actor.family_name]
    if actor.degree:
        parts.append(
            _("involvement %(value)s, %(name)s")
            % {"value": actor.degree, "name": degrees.get(actor.degree, "")}
        )
    if actor.prospective:
        parts.append(_("not aboard yet"))
    if actor.wanted_degree and actor.wanted_degree != actor.degree:
        parts.append(_("wished for: %(value)s") % {"value": actor.wanted_degree})
    if actor.declared:
        parts.append(_("declared, not confirmed"))
    if ties is not None:
        parts.append(ngettext("tied to %(count)s other", "tied to %(count)s others", ties) % {"count": ties})
    return ", ".join(parts)
