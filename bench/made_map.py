"""A made-up map of any size, for the browser: communities, hubs, three ties an actor, as real networks have."""

import random
from datetime import date

from actors.maps.values import Tie, TieNature
from projects.maps.shared.nodes import shape_of
from projects.maps.shared.values import FamilyCount, Stakeholder, StakeholderMap, Subject

FAMILIES = ("hab", "asso", "ess", "ent", "agri", "chambre", "coll", "etat", "rech", "etu", "fin", "med")
NAMES = ("Association", "Atelier", "Coopérative", "Commune", "Ferme", "Foyer", "Maison", "Réseau", "Société")
#: A community has so many actors, and so many of its ties stay within.
COMMUNITY, WITHIN, TIES_EACH = 60, 0.8, 2.8


def made_map(count: int) -> StakeholderMap:
    """Return a map of `count` actors, always the same."""
    dice = random.Random(count)
    actors = tuple(_actor(number, dice) for number in range(count))
    ties = tuple(_tie(one, other, dice) for one, other in sorted(_pairs(count, dice)))
    families = tuple(FamilyCount(code, code, "", shape_of(code), 1) for code in FAMILIES)
    backdrop = (frozenset(a.slug for a in actors), frozenset(tie.pair for tie in ties))
    return StakeholderMap(
        date(2026, 1, 1),
        stakeholders=actors,
        ties=ties,
        families=families,
        degrees={degree: f"Degré {degree}" for degree in range(1, 6)},
        total=count,
        backdrop=backdrop,
        subject=Subject("", "", "Banc d’essai"),
    )


def _actor(number: int, dice: random.Random) -> Stakeholder:
    family = dice.choice(FAMILIES)
    name = f"{dice.choice(NAMES)} {dice.choice(NAMES).lower()} {number}"
    degree = dice.choice((None, 1, 1, 1, 2, 2, 3, 4, 5))
    return Stakeholder(f"acteur-{number}", name, "", "organisation", family, family, "", degree=degree)


def _pairs(count: int, dice: random.Random) -> set[tuple[int, int]]:
    """Return who is tied: the first of each community, and the first of all, are hubs."""
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < TIES_EACH * count:
        one = dice.randrange(count)
        if dice.random() < WITHIN:
            start = one // COMMUNITY * COMMUNITY
            other = start + int((min(start + COMMUNITY, count) - start) * dice.random() ** 2)
        else:
            other = int(count * dice.random() ** 3)
        if one != other:
            pairs.add((min(one, other), max(one, other)))
    return pairs


def _tie(one: int, other: int, dice: random.Random) -> Tie:
    nature = TieNature.AFFILIATION if dice.random() < 0.15 else TieNature.PARTNERSHIP
    code = "achat" if nature == TieNature.PARTNERSHIP else ""
    return Tie(f"acteur-{one}", f"acteur-{other}", nature, "Achat", code, declared=dice.random() < 0.2)
