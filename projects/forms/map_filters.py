"""The filters of the map, read from its address; what cannot be read filters nothing."""

from django.http import QueryDict

from projects.maps.loading import occupation_name, places_within, skills_under
from projects.maps.values import MapFilters

NAMES = ("famille", "degre", "competence", "q", "territoire", "metier", "theme", "lien")


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
    )


def _degree(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4", "5"} else 0
