"""What the pages of territories and competences can be taken away as: their actors and their projects."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Competence
from territoire.exchanges.writing import answers
from territoire.models import Territory

#: The map of the page has the networks.
OF_ACTORS = ("csv", "xlsx", "geojson", "jsonld")
OF_PROJECTS = ("csv", "xlsx", "geojson")


def of_territory(territory: Territory) -> answers.Menu:
    """Return the menu of a territory."""
    news = reverse("site:territory-news", args=[territory.code])
    return _menu(f"territoire={territory.code}", news)


def of_competence(competence: Competence) -> answers.Menu:
    """Return the menu of a competence: who knows how, which projects seek it."""
    return _menu(f"competence={competence.slug}", "")


def _menu(query: str, news: str) -> answers.Menu:
    actors, projects = reverse("actors:list"), reverse("projects:list")
    days = reverse("projects:list-calendar")
    return answers.Menu(
        (
            answers.files(actors, query, OF_ACTORS, _("Actors")),
            answers.files(projects, query, OF_PROJECTS, _("Projects"), days),
            answers.read_live(actors, query, ("geojson", "kumu.json", "gogocarto.json"), news),
        )
    )
