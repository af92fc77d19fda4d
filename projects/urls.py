"""Addresses of projects."""

from django.urls import path

from projects.views import stakeholder_map

app_name = "projects"
urlpatterns = [
    path("<slug:slug>/carte/", stakeholder_map.stakeholder_map, name="map"),
]
