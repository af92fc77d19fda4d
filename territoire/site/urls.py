"""Addresses of the whole site (French, stable, shareable): a contract that other programs rely on."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("territoire.site.page_urls")),
    path("", include("territoire.site.account_urls")),
    path("acteurs/", include("actors.urls")),
    path("mes-droits/", include("actors.rights_urls")),
    path("projets/", include("projects.urls")),
    path("", include("cocreation.urls")),
    path("", include("workshops.urls")),
    path("importer/", include("territoire.site.imports.urls")),
    path("api/v1/", include("territoire.site.api")),
    path("admin/", admin.site.urls),
]

# allauth's limits answer with the same page as ours.
handler429 = "territoire.throttling.too_many_attempts"
# What is asked of the API is answered as programs read it.
handler400 = "territoire.api.problems.bad_request"
handler403 = "territoire.api.problems.permission_denied"
handler404 = "territoire.api.problems.page_not_found"
handler500 = "territoire.api.problems.server_error"
