"""Where a circle leans, in words: shares of spheres and families, and whether ties cross from one sphere to another."""

from collections import Counter
from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import FamilyGroup
from projects.maps.shared.values import Stakeholder, StakeholderMap
from territoire.templatetags.ui import number

#: Of fewer actors or ties, shares would say nothing.
FEW = 4
#: An E-I index this near to 0 leans to no side.
EVEN = 1 / 3
#: How the sphere that counts the most is told, and how the others are.
SPHERES: dict[str, tuple[Promise, Promise]] = {
    FamilyGroup.CIVIL_SOCIETY: (
        gettext_lazy("%(count)s out of %(total)s come from civil society"),
        gettext_lazy("%(count)s from civil society"),
    ),
    FamilyGroup.PRIVATE: (
        gettext_lazy("%(count)s out of %(total)s come from the private sector"),
        gettext_lazy("%(count)s from the private sector"),
    ),
    FamilyGroup.PUBLIC: (
        gettext_lazy("%(count)s out of %(total)s come from the public sphere"),
        gettext_lazy("%(count)s from the public sphere"),
    ),
    FamilyGroup.ACADEMIC: (
        gettext_lazy("%(count)s out of %(total)s come from the academic world"),
        gettext_lazy("%(count)s from the academic world"),
    ),
}


def sentences(stakeholder_map: StakeholderMap) -> list[str]:
    """Say the shares of spheres and families, and whether the circle is open."""
    actors = stakeholder_map.stakeholders
    return [*_spheres(actors), *_families(actors), *_openness(stakeholder_map)]


def external_internal(stakeholder_map: StakeholderMap) -> tuple[int, int]:
    """Return how many pairs of actors are tied across two spheres, and how many within one."""
    sphere = {actor.slug: actor.sphere for actor in stakeholder_map.stakeholders}
    pairs = {tie.pair for tie in stakeholder_map.ties if sphere.keys() >= set(tie.pair)}
    across = sum(1 for one, two in pairs if sphere[one] != sphere[two])
    return across, len(pairs) - across


def _spheres(actors: Iterable[Stakeholder]) -> list[str]:
    spheres = Counter(actor.sphere for actor in actors)
    total = sum(spheres.values())
    ranked = sorted(spheres.items(), key=lambda item: (-item[1], item[0]))
    known = [(SPHERES[sphere], count) for sphere, count in ranked if sphere in SPHERES]
    if total < FEW or not known:
        return []
    (first, count), *others = known
    parts = [str(first[0]) % {"count": number(count), "total": number(total)}]
    parts += [str(words[1]) % {"count": number(many)} for words, many in others]
    return [f"{', '.join(parts)}."]


def _families(actors: Iterable[Stakeholder]) -> list[str]:
    counts = Counter(actor.family_name for actor in actors)
    total = sum(counts.values())
    if total < FEW or len(counts) < 2:
        return []
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]
    shares = ", ".join(
        _("%(family)s %(share)s %%") % {"family": family, "share": round(100 * count / total)}
        for family, count in ranked
    )
    return [_("Most numerous families: %(shares)s.") % {"shares": shares}]


def _openness(stakeholder_map: StakeholderMap) -> list[str]:
    """Say the E-I index between spheres: (across - within) / all ties."""
    across, within = external_internal(stakeholder_map)
    total = across + within
    if total < FEW:
        return []
    index = (across - within) / total
    if index > EVEN:
        said = _(
            "Ties that join two spheres: %(across)s out of %(total)s. The circle is open (E-I index: %(index)s)."
        )
    elif index < -EVEN:
        said = _("Ties that join two spheres: %(across)s out of %(total)s. Few cross (E-I index: %(index)s).")
    else:
        said = _(
            "Ties that join two spheres: %(across)s out of %(total)s, about half (E-I index: %(index)s)."
        )
    return [said % {"across": number(across), "total": number(total), "index": number_format(index, 2)}]
