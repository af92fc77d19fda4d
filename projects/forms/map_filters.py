"""The filters of the map, read from its address; what cannot be read filters nothing."""

from django.http import QueryDict

from projects.maps.loading import skills_under
from projects.maps.values import MapFilters

NAMES = ("famille", "degre", "competence", "q")


def read(data: QueryDict, user) -> MapFilters:
    """Return the filters that the address asks for (one query when it names a competence)."""
    competence = data.get("competence", "").strip()
    return MapFilters(
        families=frozenset(filter(None, data.getlist("famille"))),
        degree=_degree(data.get("degre", "")),
        skills=skills_under(competence, user) if competence else frozenset(),
        text=data.get("q", "").strip()[:100],
    )


def _degree(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4", "5"} else 0
