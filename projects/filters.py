"""Filters of projects, the same for the page and the API; every one is in the address."""

from typing import Any

import django_filters
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Competence
from projects import search
from projects.enums import Stage
from projects.models import Need, Project, Theme
from territoire.days import PARAMETER, day_of
from territoire.freshness import STALE
from territoire.models import Territory


class ProjectFilter(django_filters.FilterSet):
    """Words, place, theme, stage, open to newcomers, competence sought."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    territoire = django_filters.CharFilter(method="filter_territory", label=_("Territory"))
    theme = django_filters.CharFilter(method="filter_theme", label=_("Theme"))
    etape = django_filters.ChoiceFilter(choices=Stage.choices, field_name="stage", label=_("Stage"))
    ouvert = django_filters.CharFilter(method="filter_open", label=_("Open to newcomers"))
    competence = django_filters.CharFilter(method="filter_competence", label=_("Competence sought"))

    fraicheur = django_filters.ChoiceFilter(
        choices=[(STALE, _("To be confirmed"))], method="filter_freshness", label=_("Freshness")
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def filter_words(self, projects, name, value):
        """Keep what holds the words typed."""
        return search.by_relevance(search.holding(projects, value), value)

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
        competence = self.competence_asked(value)
        if competence is None:
            return projects.none()
        needs = Need.objects.open_on(self.day).filter(
            waived_on=None, competence__in=Competence.objects.under(competence)
        )
        return projects.filter(pk__in=needs.values("project"))

    def filter_freshness(self, projects, name, value):
        """Keep what its keepers have not confirmed in time, as of today: the past is not asked again."""
        return projects.stale_on(timezone.localdate())

    def competence_asked(self, slug: str) -> Competence | None:
        """Return the competence of that address, if it is offered to who asks."""
        return Competence.objects.offered_to(self.request.user).filter(slug=slug).first()

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
