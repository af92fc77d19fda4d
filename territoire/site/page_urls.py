"""Addresses of the pages that need both domain apps."""

from django.urls import path

from territoire import gallery
from territoire.site.views import health

app_name = "site"
urlpatterns = [
    path("sante/", health.health, name="health"),
    path("composants/", gallery.components, name="components"),
]
