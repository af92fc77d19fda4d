"""Degrees of involvement, themes with their usual competences, values."""

from itertools import chain
from pathlib import Path

from django.db import transaction

from actors.models import Competence
from projects.models import Degree, SharedValue, Theme
from territoire.reference import Outcome, load_table, ordered, read_table

DATA = Path(__file__).parents[1] / "data"


def load_degrees(*, reset: bool = False) -> Outcome:
    """Load the five degrees of involvement."""
    return load_table(Degree, read_table(DATA / "degrees.csv"), key="value", reset=reset)


def load_values(*, reset: bool = False) -> Outcome:
    """Load the values that projects hold."""
    return load_table(SharedValue, read_table(DATA / "values.csv"), key="slug", reset=reset)


@transaction.atomic
def load_themes(*, reset: bool = False) -> Outcome:
    """Load the themes; a theme gets its usual competences when it is added, or put back by `reset`."""
    rows = read_table(DATA / "themes.csv")
    usual = {row["slug"]: row.pop("usual_competences").split("|") for row in rows}
    known = set(Theme.objects.values_list("slug", flat=True))
    outcome = load_table(Theme, ordered(rows), key="slug", reset=reset)
    competences = Competence.objects.in_bulk(set(chain.from_iterable(usual.values())), field_name="slug")
    for theme in Theme.objects.filter(slug__in=usual.keys() if reset else usual.keys() - known):
        theme.usual_competences.set(competences[slug] for slug in usual[theme.slug] if slug in competences)
    return outcome
