"""Addresses of the whole site (French, stable, shareable)."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
