"""The list of actors: words, filters, counts that follow them, pages."""

from dataclasses import dataclass
from itertools import islice

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django_filters.views import FilterView

from actors.enums import ActorKind
from actors.filters import ActorFilter
from actors.models import Actor, ActorFamily, Mastery
from territoire.days import PARAMETER
from territoire.exchanges.writing import answers
from territoire.exchanges.writing import formats as file_formats
from territoire.throttling import throttle
from territoire.views import HtmxPartialMixin

MOST_COUNTED = 10_000
#: Filters beyond are not listed: each is a link that holds all others.
MOST_CHIPS = 40
#: What a line says of an actor.
SHOWN = [
    *("slug", "name", "acronym", "kind", "visibility", "illustrative", "picture"),
    *("family__code", "family__name", "confirmed_at", "confirm_every", "created_at"),
    *("seat__name", "seat__kind", "seat__departement__name"),
]


class CappedPaginator(Paginator):
    """Pages of a list whose length is known, and of which no more than `MOST_COUNTED` can be turned to."""

    def __init__(self, *args, found: int, **kwargs):
        """Take how many there are."""
        super().__init__(*args, **kwargs)
        self.found = found

    @property
    def count(self) -> int:
        """Return how many there are, at most `MOST_COUNTED`."""
        return min(self.found, MOST_COUNTED)

    @property
    def is_capped(self) -> bool:
        """Tell whether there are more."""
        return self.found > MOST_COUNTED


@dataclass(frozen=True)
class Option:
    """One value of a filter, with how many actors it would keep."""

    value: str
    label: str
    count: int
    checked: bool

    @property
    def is_capped(self) -> bool:
        """Tell whether there are more than what is said."""
        return self.count > MOST_COUNTED

    @property
    def shown_count(self) -> int:
        """Return the number to say, at most `MOST_COUNTED`."""
        return min(self.count, MOST_COUNTED)


@dataclass(frozen=True)
class Chip:
    """An active filter, and the address of the list without it."""

    label: str
    text: str
    address: str


@method_decorator([login_not_required, throttle("search")], name="dispatch")
class ActorList(HtmxPartialMixin, FilterView):
    """The actors that one may see, by what is asked for in the address."""

    filterset_class = ActorFilter
    template_name = "actors/actor_list.html"
    context_object_name = "actors"
    paginate_by = 25

    def setup(self, request, *args, **kwargs):
        """Forget the filters left empty, so that the addresses of pages stay short."""
        request.GET = filled(request.GET)
        super().setup(request, *args, **kwargs)

    def get_queryset(self):
        """Keep what is listed and visible."""
        return Actor.objects.visible_to(self.request.user).listed()

    def get_paginator(self, queryset, per_page, **kwargs):
        """Take the length from the counts, which are read anyway; filters not understood find nothing."""
        understood = not self.filterset.is_bound or self.filterset.is_valid()
        return CappedPaginator(queryset, per_page, found=self.filterset.count if understood else 0, **kwargs)

    def get_context_data(self, *, object_list=None, **kwargs):
        """Add the counts, the active filters, and what each line shows."""
        self.object_list = self.filterset.ordered(self.object_list).values_list("pk", flat=True)
        context = super().get_context_data(object_list=self.object_list, **kwargs)
        context["page_obj"].object_list = self._lines(list(context["page_obj"].object_list))
        chips = active_filters(self.request.GET, self.filterset)
        nothing_at_all = not chips and not context["page_obj"].object_list
        return context | {
            "day": self.filterset.day,
            "chips": chips,
            "families": self._families(),
            "kinds": self._kinds(),
            "nothing_at_all": nothing_at_all,
            "export": self._export(),
        }

    def render_to_response(self, context, **kwargs):
        """Give htmx the address to show, without the filters left empty."""
        response = super().render_to_response(context, **kwargs)
        if self.request.htmx and not self.request.htmx.boosted:
            asked = filled(self.request.GET, without="page").urlencode()
            response["HX-Push-Url"] = f"{self.request.path}?{asked}" if asked else self.request.path
        return response

    def _export(self) -> answers.Menu:
        base, query = reverse("actors:list"), filled(self.request.GET, without="page").urlencode()
        cards = f"{reverse('actors:cards')}?{query}" if self.request.user.is_authenticated else ""
        part = answers.files(base, query, file_formats.ACTORS)
        return answers.Menu((part, answers.read_live(base, query, file_formats.ACTORS)), cards)

    def _lines(self, page: list[int]) -> list[Actor]:
        """Load what the lines show, for the actors of the page alone: sorting all of them goes without."""
        masteries = (
            Mastery.objects.active_on(self.filterset.day)
            .select_related("competence")
            .only("actor", "level", "competence__name")
            .order_by("-level", "competence__name")
        )
        shown = (
            Actor.objects.select_related("family", "seat__departement")
            .only(*SHOWN)
            .prefetch_related(Prefetch("masteries", masteries, to_attr="current_masteries"))
            .in_bulk(page)
        )
        return [shown[pk] for pk in page]

    def _families(self) -> list[Option]:
        counts = self.filterset.counts("famille")
        checked = self.request.GET.getlist("famille")
        return [
            Option(family.code, family.name, counts.get(family.pk, 0), family.code in checked)
            for family in ActorFamily.objects.all()
        ]

    def _kinds(self) -> list[Option]:
        counts = self.filterset.counts("genre")
        checked = self.request.GET.getlist("genre")
        return [
            Option(str(kind), str(kind.label), counts.get(kind, 0), str(kind) in checked)
            for kind in ActorKind
        ]


def filled(asked: QueryDict, *, without: str = "") -> QueryDict:
    """Return the part of an address that asks for something."""
    kept = QueryDict(mutable=True)
    for name, values in asked.lists():
        if any(values) and name != without:
            kept.setlist(name, [value for value in values if value])
    return kept


def active_filters(asked: QueryDict, filterset: ActorFilter) -> list[Chip]:
    """List the filters in use, in the order of the address; what is not understood is shown as typed."""
    asked = filled(asked, without="page")
    used = ((name, value) for name, values in asked.lists() for value in dict.fromkeys(values))
    return [
        Chip(
            str(filterset.filters[name].label),
            _words(filterset, name, value),
            _address_without(asked, name, value),
        )
        for name, value in islice(used, MOST_CHIPS)
        if name in filterset.filters and name != PARAMETER
    ]


def _words(filterset: ActorFilter, name: str, value: str) -> str:
    chosen = (
        filterset.form.cleaned_data.get(name) if filterset.is_bound and filterset.form.is_valid() else None
    )
    if name == "fraicheur":
        return str(dict(filterset.filters[name].extra["choices"]).get(value, value))
    if name == "genre":
        return str(dict(ActorKind.choices).get(value, value))
    if name == "famille":
        return next((family.name for family in chosen or [] if family.code == value), value)
    return str(chosen or value)


def _address_without(asked: QueryDict, name: str, value: str) -> str:
    others = asked.copy()
    others.setlist(name, [other for other in asked.getlist(name) if other != value])
    return f"?{others.urlencode()}"
