"""The API, version 1: one router for both apps, and its schema."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from actors.api import ActorViewSet, CompetenceViewSet
from projects import api as project_api
from projects.viewsets import ProjectViewSet

router = DefaultRouter()
router.register("actors", ActorViewSet, basename="actor")
router.register("competences", CompetenceViewSet, basename="competence")
router.register("projects", ProjectViewSet, basename="project")

urlpatterns = [
    path("", include(router.urls)),
    path("projects/<slug:slug>/gaps/", project_api.project_gaps, name="project-gaps"),
    path("projects/<slug:slug>/map/", project_api.project_map, name="project-map"),
    path("schema/", login_not_required(SpectacularAPIView.as_view()), name="schema"),
]
