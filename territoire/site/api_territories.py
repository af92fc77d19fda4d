"""Territories in the API: what is there, their maps and their gaps."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from actors.models import Actor
from projects.api.analyses import MAP_FILTERS, MapSerializer, map_as_data
from projects.enums import NeedState
from projects.forms import map_filters
from projects.maps.loading import actor as of_actor
from projects.maps.loading import territory as of_territory
from projects.models import Theme
from projects.review.territory import Table, table
from projects.serializers import NamedProjectSerializer
from territoire.api.serializers import PlaceSerializer
from territoire.api.views import ApiView, Records
from territoire.enums import TerritoryKind
from territoire.models import Territory
from territoire.permissions import facilitate_territory
from territoire.site import review


class TerritorySerializer(serializers.ModelSerializer):
    """A territory."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Territory
        fields = ["code", "kind", "name", "official_code", "url", "population", "latitude", "longitude"]


class TerritoryDetailSerializer(TerritorySerializer):
    """A territory, and what it lies in."""

    epci = PlaceSerializer(allow_null=True)
    departement = PlaceSerializer(allow_null=True)
    region = PlaceSerializer(allow_null=True)
    postcodes = serializers.CharField()

    class Meta(TerritorySerializer.Meta):
        fields = [*TerritorySerializer.Meta.fields, "postcodes", "epci", "departement", "region"]


class Territories(Records):
    """Communes, what they make up, and other territories: by words (`?q=`), by kind, within another."""

    tag = "territories"
    model = Territory
    serializer_class, detail_class = TerritorySerializer, TerritoryDetailSerializer
    lookup_field = "code"
    list_parameters = [
        {
            "name": "q",
            "in": "query",
            "description": "Words of the name, a postcode.",
            "schema": {"type": "string"},
        },
        {
            "name": "kind",
            "in": "query",
            "description": "Of this kind.",
            "schema": {"type": "string", "enum": list(TerritoryKind.values)},
        },
        {
            "name": "within",
            "in": "query",
            "description": "Within this territory.",
            "schema": {"type": "string"},
        },
    ]

    def get_queryset(self):
        """Read them all: they are the same for everyone."""
        return Territory.objects.all()

    def listed(self, records):
        """Keep those of today that are asked for."""
        records, asked = records.current(), self.request.query_params
        if words := asked.get("q", "").strip()[:100]:
            records = records.named_like(words)
        if kind := asked.get("kind"):
            if kind not in TerritoryKind.values:
                raise serializers.ValidationError(
                    {
                        "kind": [
                            serializers.ChoiceField.default_error_messages["invalid_choice"].format(
                                input=kind
                            )
                        ]
                    }
                )
            records = records.filter(kind=kind)
        if within := asked.get("within"):
            place = Territory.objects.filter(code=within).first()
            records = records.within(place) if place else records.none()
        return records

    def shown(self, records):
        """Load what one lies in."""
        return records if self.action == "list" else records.select_related("epci", "departement", "region")


class OfTerritory(ApiView):
    """Something worked out of the territory that the address names."""

    part, tag = "projects", "analyses"
    on_a_day = True

    def territory(self, code: str) -> Territory:
        """Return it."""
        return get_object_or_404(Territory.objects.select_related("departement"), code=code)


class TerritoryMapSerializer(MapSerializer):
    """The map of a territory."""

    territory = serializers.CharField()


class ActorMapSerializer(MapSerializer):
    """The map around an actor."""

    actor = serializers.CharField()


class TerritoryMap(OfTerritory):
    """The map of a territory."""

    throttle_scope = "search"

    @extend_schema(
        summary="Who is on a territory, in which projects, and what ties them; the most involved of many",
        parameters=MAP_FILTERS,
        responses=TerritoryMapSerializer,
    )
    def get(self, request, code: str) -> Response:
        """Answer the values that the page draws."""
        territory = self.territory(code)
        filters = map_filters.read(request.query_params, request.user)
        most = map_filters.most(request.query_params)
        the_map = of_territory.load_map(territory, request.user, self.day, filters, most)
        return Response({"territory": territory.code, **map_as_data(the_map)})


class ActorMap(ApiView):
    """The map around an actor."""

    part, tag = "actors", "analyses"
    on_a_day = True
    throttle_scope = "search"

    @extend_schema(
        summary="Whom an actor is tied to, and through which projects",
        parameters=MAP_FILTERS,
        responses=ActorMapSerializer,
    )
    def get(self, request, slug: str) -> Response:
        """Answer the values that the page draws."""
        actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
        filters = map_filters.read(request.query_params, request.user)
        the_map = of_actor.load_map(actor, request.user, self.day, filters)
        return Response({"actor": actor.slug, **map_as_data(the_map)})


class CellSerializer(serializers.Serializer):
    """How one project stands for one competence: the worst of its needs."""

    project = serializers.CharField()
    competence = serializers.CharField()
    state = serializers.ChoiceField(NeedState.choices)
    fragile = serializers.BooleanField()
    needs = serializers.IntegerField()
    uncovered = serializers.IntegerField()


class ReviewSerializer(serializers.Serializer):
    """One page of the review of a territory: its projects, those that lack most first, and their needs."""

    territory = serializers.CharField()
    day = serializers.DateField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    total = serializers.IntegerField()
    projects = NamedProjectSerializer(many=True)
    cells = CellSerializer(many=True)


class TerritoryGaps(OfTerritory):
    """The review of a territory."""

    for_accounts = True

    @extend_schema(
        summary="What the projects of a territory lack, competence by competence; for who facilitates it",
        parameters=[
            OpenApiParameter(
                "page", {"type": "integer", "minimum": 1}, description="Which page of projects."
            ),
            OpenApiParameter("q", str, description="Words of the names of projects."),
            OpenApiParameter("theme", str, description="The slug of a theme."),
            OpenApiParameter("competence", str, description="A competence, and all under it."),
        ],
        responses=ReviewSerializer,
    )
    def get(self, request, code: str) -> Response:
        """Answer the values of the page."""
        territory = self.territory(code)
        if not facilitate_territory(request.user, territory):
            raise PermissionDenied
        asked = review.asked_of(request.query_params, Theme.objects.all())
        page = request.query_params.get("page", 1)
        shown = table(territory, request.user, self.day, asked.filters, page)
        return Response(ReviewSerializer(_told(territory, shown)).data)


class BalanceSerializer(serializers.Serializer):
    """A competence in a territory: needs for it by state, and actors that can be called upon, by level."""

    competence = serializers.CharField(source="competence.slug")
    name = serializers.CharField(source="competence.name")
    covered = serializers.IntegerField(source="value.covered")
    fragile = serializers.IntegerField(source="value.fragile")
    latent = serializers.IntegerField(source="value.latent")
    missing = serializers.IntegerField(source="value.missing")
    waived = serializers.IntegerField(source="value.waived")
    holders = serializers.IntegerField(source="value.holders")
    practising = serializers.IntegerField(source="value.practising")
    teaching = serializers.IntegerField(source="value.teaching")

    def get_fields(self):
        """Add `partial`, which serializers have for themselves."""
        return {**super().get_fields(), "partial": serializers.IntegerField(source="value.partial")}


class LackingSerializer(serializers.Serializer):
    """A competence that nobody here could bring at the level asked for: how many projects seek it."""

    competence = serializers.CharField(source="competence.slug")
    name = serializers.CharField(source="competence.name")
    level = serializers.IntegerField(source="value.level")
    projects = serializers.IntegerField(source="value.projects")


class ExchangeSerializer(serializers.Serializer):
    """Demand and supply today: what is sought, what nobody here can bring, what nobody asks for."""

    territory = serializers.CharField()
    total = serializers.IntegerField()
    sought = BalanceSerializer(many=True)
    lacking = LackingSerializer(many=True)
    idle = BalanceSerializer(many=True)


class TerritoryExchange(OfTerritory):
    """Demand and supply of a territory."""

    for_accounts, on_a_day = True, False

    @extend_schema(
        summary="What is sought and held on a territory, and what nobody here can bring; for who facilitates it",
        responses=ExchangeSerializer,
    )
    def get(self, request, code: str) -> Response:
        """Answer the values of the page, the first of each."""
        territory = self.territory(code)
        if not facilitate_territory(request.user, territory):
            raise PermissionDenied
        found = review.exchange(territory, request.user)
        told = {
            "territory": territory.code,
            "total": found.total,
            "sought": found.balances[: review.MOST_BALANCES],
            "lacking": found.lacks,
            "idle": found.idle,
        }
        return Response(ExchangeSerializer(told).data)


def _told(territory: Territory, shown: Table) -> dict:
    projects = {column.project.pk: column.project for column in shown.columns}
    return {
        "territory": territory.code,
        "day": shown.day,
        "page": shown.page.number,
        "pages": shown.page.paginator.num_pages,
        "total": shown.total,
        "projects": list(projects.values()),
        "cells": [
            {
                "project": projects[project].slug,
                "competence": shown.competences[line.competence].slug,
                "state": cell.worst.state,
                "fragile": cell.worst.fragile,
                "needs": len(cell.needs),
                "uncovered": cell.uncovered,
            }
            for line in shown.lines
            for project, cell in line.cells.items()
        ],
    }
