"""Filters of actors, the same for the page and the API; every one is in the address."""

from collections import defaultdict
from functools import cached_property

import django_filters
from django.db.models import Count, Q, QuerySet
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors import search
from actors.enums import ActorKind, CompetenceStatus
from actors.models import Actor, ActorFamily, ActorOccupation, Competence, Mastery, Occupation
from territoire.days import PARAMETER, day_of
from territoire.forms import RemoteChoice
from territoire.freshness import STALE
from territoire.models import Territory

#: The filters whose values are counted.
COUNTED = {"famille", "genre"}


def _offered(request) -> QuerySet:
    approved = Competence.objects.filter(status=CompetenceStatus.APPROVED)
    return Competence.objects.offered_to(request.user) if request else approved


class ActorFilter(django_filters.FilterSet):
    """Words, families, territory and all within, competence and all under, occupation, kinds."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    famille = django_filters.ModelMultipleChoiceFilter(
        queryset=ActorFamily.objects.all(),
        to_field_name="code",
        method="filter_families",
        label=_("Families"),
        error_messages={"invalid_choice": _("No family has the code “%(value)s”.")},
    )
    territoire = django_filters.ModelChoiceFilter(
        queryset=Territory.objects.all(),
        to_field_name="code",
        method="filter_territory",
        label=_("Territory, and all within"),
        widget=RemoteChoice(reverse_lazy("site:territory-search")),
        error_messages={"invalid_choice": _("No territory has the code “%(value)s”.")},
    )
    competence = django_filters.ModelChoiceFilter(
        queryset=_offered,
        to_field_name="slug",
        method="filter_competence",
        label=_("Competence, and all under it"),
        widget=RemoteChoice(reverse_lazy("actors:competence-search")),
        error_messages={"invalid_choice": _("No competence has the address “%(value)s”.")},
    )
    metier = django_filters.ModelChoiceFilter(
        queryset=Occupation.objects.all(),
        to_field_name="code",
        method="filter_occupation",
        label=_("Occupation"),
        widget=RemoteChoice(reverse_lazy("actors:occupation-search")),
        error_messages={"invalid_choice": _("No occupation has the code “%(value)s”.")},
    )
    genre = django_filters.MultipleChoiceFilter(
        choices=ActorKind,
        method="filter_kinds",
        label=_("Kinds"),
        error_messages={"invalid_choice": _("No kind of actor is called “%(value)s”.")},
    )

    fraicheur = django_filters.ChoiceFilter(
        choices=[(STALE, _("To be confirmed"))], method="filter_freshness", label=_("Freshness")
    )

    class Meta:
        model = Actor
        fields: list[str] = []

    @cached_property
    def day(self):
        """Return the day asked for, today by default."""
        return day_of((self.data or {}).get(PARAMETER, ""))

    @cached_property
    def _words(self) -> Q:
        return search.condition(self.queryset, self.form.cleaned_data["q"])

    def filter_words(self, actors, name, value):
        """Keep the actors that hold the words, or look like them when none does."""
        return actors.filter(self._words)

    def filter_families(self, actors, name, families):
        """Keep the actors of any of the families."""
        return actors.filter(family__in=families) if families else actors

    def filter_kinds(self, actors, name, kinds):
        """Keep the actors of any of the kinds."""
        return actors.filter(kind__in=kinds) if kinds else actors

    def filter_territory(self, actors, name, territory):
        """Keep the actors that sit or act in the territory."""
        return actors.within(territory)

    def filter_competence(self, actors, name, competence):
        """Keep the actors that master the competence, or one under it, on the day asked for."""
        masteries = Mastery.objects.active_on(self.day).under(competence)
        return actors.filter(pk__in=masteries.values("actor"))

    def filter_occupation(self, actors, name, occupation):
        """Keep the actors that practise the occupation on the day asked for."""
        practised = ActorOccupation.objects.active_on(self.day).filter(occupation=occupation)
        return actors.filter(pk__in=practised.values("actor"))

    def filter_freshness(self, actors, name, value):
        """Keep what its keepers have not confirmed in time, as of today: the past is not asked again."""
        return actors.stale_on(timezone.localdate())

    def ordered(self, actors: QuerySet) -> QuerySet:
        """Order by relevance when words are asked for, else by name."""
        text = self.form.cleaned_data.get("q", "") if self.is_bound and self.is_valid() else ""
        return search.by_relevance(actors, text) if text else actors.order_by("search_name", "pk")

    @cached_property
    def found(self) -> dict[tuple[int, str], int]:
        """Count the actors by family and kind, under all the other filters (one query, which gives every count)."""
        actors = self.queryset.all()
        for name, value in self._asked.items():
            if name not in COUNTED:
                actors = self.filters[name].filter(actors, value)
        rows = actors.order_by().values_list("family", "kind").annotate(count=Count("*"))
        return {(family, kind): count for family, kind, count in rows}

    def counts(self, name: str) -> dict:
        """Count the actors for each value of the filter `name`, under all the other filters."""
        total: dict = defaultdict(int)
        for (family, kind), count in self.found.items():
            if name == "famille" and self._asks("genre", kind):
                total[family] += count
            elif name == "genre" and self._asks("famille", family):
                total[kind] += count
        return dict(total)

    @property
    def count(self) -> int:
        """Count the actors that answer all the filters."""
        return sum(
            count
            for (family, kind), count in self.found.items()
            if self._asks("famille", family) and self._asks("genre", kind)
        )

    @cached_property
    def _asked(self) -> dict:
        return self.form.cleaned_data if self.is_bound and self.is_valid() else {}

    def _asks(self, name: str, value) -> bool:
        """Tell whether the filter `name` keeps the actors of this family (its identifier) or kind."""
        chosen = self._asked.get(name)
        if not chosen:
            return True
        return value in ({family.pk for family in chosen} if name == "famille" else set(chosen))
