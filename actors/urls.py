"""Addresses of actors, nested by actor."""

from django.urls import path

from actors.views import lists, searches

app_name = "actors"
urlpatterns = [
    path("", lists.ActorList.as_view(), name="list"),
    path("recherche/", searches.actors, name="actor-search"),
    path("recherche/competences/", searches.competences, name="competence-search"),
    path("recherche/metiers/", searches.occupations, name="occupation-search"),
]
