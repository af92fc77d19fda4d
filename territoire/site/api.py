"""The API, version 1: the addresses of both apps, what joins them, and its schema."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from territoire.api.schema_view import schema
from territoire.api.views import addresses, gesture_addresses
from territoire.site import api_moderation as moderation
from territoire.site import api_territories as territories
from territoire.site import api_views as views

CODE, ACTOR = "<slug:code>", "actors/<slug:slug>/"

urlpatterns = [
    path("", login_not_required(views.Root.as_view()), name="api-root"),
    path("me/", login_not_required(views.Me.as_view()), name="me"),
    path("", include("actors.api")),
    path("", include("projects.api")),
    path("", include("cocreation.api")),
    path("", include("workshops.api")),
    *addresses("territories/", territories.Territories, "territory", one=CODE),
    path(
        f"territories/{CODE}/map/",
        login_not_required(territories.TerritoryMap.as_view()),
        name="territory-map",
    ),
    path(
        f"territories/{CODE}/gaps/",
        login_not_required(territories.TerritoryGaps.as_view()),
        name="territory-gaps",
    ),
    path(
        f"territories/{CODE}/exchange/",
        login_not_required(territories.TerritoryExchange.as_view()),
        name="territory-exchange",
    ),
    path(ACTOR + "map/", login_not_required(territories.ActorMap.as_view()), name="actor-map"),
    path("moderation/", login_not_required(moderation.Queue.as_view()), name="moderation-queue"),
    path("reports/<uuid:uid>/", login_not_required(moderation.OneReport.as_view()), name="report"),
    path(
        "reports/<uuid:uid>/answer/",
        login_not_required(moderation.AnswerReport.as_view()),
        name="report-answer",
    ),
    *gesture_addresses(ACTOR, moderation.ActorFate, "actor"),
    *gesture_addresses("projects/<slug:slug>/", moderation.ProjectFate, "project"),
    *gesture_addresses("competences/<slug:slug>/", moderation.CompetenceFate, "competence"),
    path("schema/", login_not_required(schema), name="schema"),
    path("docs/", login_not_required(views.docs), name="api-docs"),
    path("problems/", login_not_required(views.problem_page), name="api-problems"),
]
