"""What an address keeps from one page on the gaps of a project to the next: the day and the weights."""

from django.http import QueryDict
from django.urls import reverse

from projects.models import Need, Project
from projects.views.weights import PARAMETERS
from territoire import days

KEPT = (days.PARAMETER, *PARAMETERS.values())


def kept_parameters(parameters: QueryDict) -> dict[str, str]:
    """Return what of an address the next page keeps, by name."""
    return {name: parameters[name] for name in KEPT if name in parameters}


def kept_query(parameters: QueryDict, **more: str) -> str:
    """Return the same, and `more`, as the end of an address; empty when nothing is to be kept."""
    kept = QueryDict(mutable=True)
    kept.update(kept_parameters(parameters) | more)
    return f"?{kept.urlencode()}" if kept else ""


def of_need(project: Project, need: Need | None, parameters: QueryDict) -> str:
    """Return the address of the project's gaps, at one need if any."""
    anchor = f"#besoin-{need.uid}" if need else ""
    return reverse("projects:gaps", args=[project.slug]) + kept_query(parameters) + anchor
