"""The filters of the map, read from its address, and their menus; what cannot be read filters nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from projects.maps.loading.project import occupation_name, places_within, skills_under
from projects.maps.loading.projects import MOST_ACTORS
from projects.maps.loading.territory import MOST_ASKED
from projects.maps.shared.values import Choice, MapFilters, StakeholderMap
from territoire.enums import TerritoryKind

NAMES = ("famille", "degre", "competence", "q", "territoire", "metier", "theme", "lien", "autour")
#: Those that the page folds away.
FOLDED = ("territoire", "metier", "lien", "theme")


def read(data: QueryDict, user) -> MapFilters:
    """Return the filters that the address asks for (a query or two for each of what it names)."""
    competence, territory, occupation = (
        data.get(name, "").strip()[:120] for name in ("competence", "territoire", "metier")
    )
    return MapFilters(
        families=frozenset(filter(None, data.getlist("famille"))),
        degree=_degree(data.get("degre", "")),
        skills=skills_under(competence, user) if competence else frozenset(),
        text=data.get("q", "").strip()[:100],
        places=places_within(territory) if territory else frozenset(),
        occupation=occupation_name(occupation) if occupation else "",
        themes=frozenset(filter(None, data.getlist("theme"))),
        tie_kinds=frozenset(filter(None, data.getlist("lien"))),
        near=data.get("acteur", "").strip()[:120] if data.get("autour") in {"1", "2"} else "",
        steps=2 if data.get("autour") == "2" else 1,
    )


def most(data: QueryDict) -> int:
    """Return how many actors to read at most, on maps that hold the most involved only (`?combien=`)."""
    asked = data.get("combien", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    return min(max(number, MOST_ACTORS), MOST_ASKED)


def _degree(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4", "5"} else 0


@dataclass(frozen=True, slots=True)
class Menu:
    """A list to choose one thing from: `groups` hold their label ("" for none) and their choices."""

    name: str
    label: str | Promise
    all: str | Promise
    asked: str
    groups: list[tuple[str, list[Choice]]]


def menus(data: QueryDict, stakeholder_map: StakeholderMap) -> list[Menu]:
    """Return the menus of what somebody on the map has; those with nothing to choose are left out."""
    the_map = stakeholder_map
    all_of = pgettext_lazy("competences", "All")
    offered: list[tuple[str, str | Promise, str | Promise, Iterable[Choice]]] = [
        ("competence", _("Competence, and all under it"), all_of, _competences(the_map)),
        ("territoire", _("Territory, and all within"), _("Everywhere"), _by_kind(the_map.places)),
        ("metier", _("Occupation"), pgettext_lazy("occupations", "All"), the_map.occupations),
        ("lien", _("Kind of partnership"), pgettext_lazy("partnerships", "All"), the_map.tie_kinds),
        ("theme", _("Theme of its projects"), pgettext_lazy("themes", "All"), the_map.themes),
    ]
    found = (
        Menu(name, label, every, data.get(name, ""), _grouped(choices, data.get(name, "")))
        for name, label, every, choices in offered
    )
    return [menu for menu in found if menu.groups]


def said(data: QueryDict, the_map: StakeholderMap) -> str:
    """Say what filters the map, for who reads it without its menus (on paper, in another site); "" for nothing."""
    families = {family.code: family.name for family in the_map.families}
    found = [", ".join(families.get(code, code) for code in data.getlist("famille"))]
    if degree := _degree(data.get("degre", "")):
        found.append(gettext("involvement %(value)s at least") % {"value": degree})
    found += [_chosen(menu, data.getlist(menu.name)) for menu in menus(data, the_map)]
    if text := data.get("q", "").strip()[:100]:
        found.append(gettext("“%(text)s”") % {"text": text})
    if data.get("autour") in {"1", "2"}:
        near = the_map.find(data.get("acteur", ""))
        found.append(gettext("around %(name)s") % {"name": near.name} if near else "")
    return " · ".join(filter(None, found))


def _chosen(menu: Menu, asked: list[str]) -> str:
    return ", ".join(
        choice.name for _group, choices in menu.groups for choice in choices if choice.code in asked
    )


def _competences(the_map: StakeholderMap) -> list[Choice]:
    """Return whole domains, then each competence."""
    domains, each = str(_("Domains")), str(_("Competences"))
    return [
        *(Choice(domain.code, domain.name, domains) for domain in the_map.domains),
        *(Choice(skill.slug, skill.name, each if the_map.domains else "") for skill in the_map.skills),
    ]


def _grouped(choices: Iterable[Choice], asked: str) -> list[tuple[str, list[Choice]]]:
    """Group the choices; what is asked for and nobody has is there too, so that the menu says what filters."""
    choices = list(choices)
    if asked and all(choice.code != asked for choice in choices):
        choices.append(Choice(asked, asked))
    return [(group, list(them)) for group, them in groupby(choices, key=lambda one: one.group)]


def _by_kind(places: Iterable[Choice]) -> list[Choice]:
    """Put wide territories first, under the name of what they are."""
    kinds = {str(kind): (i, kind.label) for i, kind in enumerate(reversed(TerritoryKind))}
    ranked = sorted(places, key=lambda place: kinds[place.group][0])
    return [Choice(place.code, place.name, str(kinds[place.group][1])) for place in ranked]
