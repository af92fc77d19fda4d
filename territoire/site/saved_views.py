"""Views that one keeps under a name: pages of this site, with their filters, and nothing else."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

#: Lists, maps, gaps and reviews: what has filters in its address. Pages on a project's gaps are all kept.
KEPT = frozenset(
    {
        "actors:list",
        "projects:list",
        "projects:map",
        "site:competences",
        "site:search",
        "site:territory",
        "site:territory-map",
        "site:territory-gaps",
        "site:territory-gaps-actors",
        "site:territory-gaps-competences",
        "site:territory-introductions",
    }
)
GAPS = "/manques/"
LONGEST = 2000
NOT_KEPT = _("This address is not one of the site’s lists, maps or reviews: open the page, then keep it.")


def kept_address(typed: str) -> str:
    """Return the address meant by `typed`, without its page number; raises `ValidationError` when it is not kept.

    Only the path and the query of pages of `KEPT` are: nothing that could lead out of the site.
    """
    path, _mark, asked = typed.partition("#")[0].partition("?")
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not typed.isprintable():
        raise ValidationError(NOT_KEPT, code="elsewhere")
    try:
        name = resolve(path).view_name
    except Resolver404 as error:
        raise ValidationError(NOT_KEPT, code="unknown") from error
    if not (name in KEPT or (name.startswith("projects:") and GAPS in path)):
        raise ValidationError(NOT_KEPT, code="not-kept")
    query = QueryDict(asked, mutable=True)
    query.pop("page", None)
    address = f"{path}?{query.urlencode()}" if query else path
    if len(address) > LONGEST:
        raise ValidationError(_("This address is too long to be kept."), code="too-long")
    return address
