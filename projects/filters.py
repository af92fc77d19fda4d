"""Filters of projects, the same for the page and the API; every one is in the address."""

from typing import Any

import django_filters
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from actors.models import Competence
from projects.enums import Stage
from projects.models import Need, Project, Theme
from territoire.days import PARAMETER, day_of
from territoire.models import Territory
from territoire.text import normalise

# Below this likeness, a word with one wrong letter is no longer the same word (measured on five-letter words).
LIKENESS = 0.45
MAX_WORDS = 8


def holding(projects: QuerySet, text: str) -> QuerySet:
    """Keep the projects that hold each word of `text` (or begin one with it); else those with a likely mistake.

    Mistakes are looked for only when nothing holds the words as typed, so that "laine" never brings "plaine".
    """
    words = "".join(c if c.isalnum() else " " for c in normalise(text)).split()[:MAX_WORDS]
    if not words:
        return projects
    exact = projects
    for word in words:
        exact = exact.filter(search_vector=SearchQuery(f"{word}:*", search_type="raw", config="simple"))
    return exact if exact.exists() else _resembling(projects, words)


def _resembling(projects: QuerySet, words: list[str]) -> QuerySet:
    for number, word in enumerate(words):
        name = f"likeness_{number}"
        projects = projects.alias(**{name: TrigramWordSimilarity(word, "search_name")}).filter(
            Q(**{f"{name}__gte": LIKENESS})
            | Q(search_vector=SearchQuery(f"{word}:*", search_type="raw", config="simple"))
        )
    return projects


class ProjectFilter(django_filters.FilterSet):
    """Words, place, theme, stage, open to newcomers, competence sought."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    territoire = django_filters.CharFilter(method="filter_territory", label=_("Territory"))
    theme = django_filters.CharFilter(method="filter_theme", label=_("Theme"))
    etape = django_filters.ChoiceFilter(choices=Stage.choices, field_name="stage", label=_("Stage"))
    ouvert = django_filters.CharFilter(method="filter_open", label=_("Open to newcomers"))
    competence = django_filters.CharFilter(method="filter_competence", label=_("Competence sought"))

    class Meta:
        model = Project
        fields: list[str] = []

    def filter_words(self, projects, name, value):
        """Keep what holds the words typed."""
        return holding(projects, value)

    def filter_territory(self, projects, name, value):
        """Keep the projects of a territory and of all within; an unknown code keeps none."""
        territory = Territory.objects.filter(code=value).first()
        return projects.within(territory) if territory else projects.none()

    def filter_theme(self, projects, name, value):
        """Keep the projects of a theme; an unknown one keeps none."""
        return projects.filter(themes__in=Theme.objects.filter(slug=value).values("pk"))

    def filter_open(self, projects, name, value):
        """Keep the projects that take newcomers (any other value than 1 asks nothing)."""
        return projects.filter(open_to_newcomers=True) if value == "1" else projects

    def filter_competence(self, projects, name, value):
        """Keep the projects that seek a competence, or one under it, on the day asked for."""
        competence = Competence.objects.filter(slug=value).first()
        if competence is None:
            return projects.none()
        needs = Need.objects.open_on(self.day).filter(
            waived_on=None, competence__in=Competence.objects.under(competence)
        )
        return projects.filter(pk__in=needs.values("project"))

    @property
    def day(self):
        """Return the day asked for, today by default."""
        return day_of((self.data or {}).get(PARAMETER, ""))

    def counts(self, name: str, column: str) -> dict[Any, int]:
        """Count the projects for each value of `column`, under all the filters but `name`."""
        projects = self.queryset.all()
        asked = self.form.cleaned_data if self.is_bound and self.errors is not None else {}
        for other, value in asked.items():
            if other != name:
                projects = self.filters[other].filter(projects, value)
        rows = projects.order_by().values(column).annotate(count=Count("pk", distinct=True))
        return {row[column]: row["count"] for row in rows}
