"""Addresses of the pages that need both domain apps."""

from django.urls import path

from actors.models import Actor
from projects.models import Project
from territoire import gallery
from territoire.site.views import (
    alerts,
    competences,
    embedding,
    health,
    home,
    introductions,
    invitations,
    keeping,
    machines,
    mailbox,
    moderation,
    my_data,
    my_space,
    privacy,
    reports,
    saved_views,
    search,
    territories,
    territory_map,
    territory_review,
)

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("territoires/", territories.territories, name="territories"),
    path("territoires/recherche/", territories.territory_search, name="territory-search"),
    path("territoires/<slug:code>/", territories.territory, name="territory"),
    path("territoires/<slug:code>/carte/", territory_map.territory_map, name="territory-map"),
    path(
        "territoires/<slug:code>/carte/integree/",
        embedding.embedded_territory_map,
        name="territory-map-embedded",
    ),
    path("oembed/", embedding.oembed, name="oembed"),
    path(
        "territoires/<slug:code>/mises-en-relation/",
        introductions.territory_board,
        name="territory-introductions",
    ),
    path("territoires/<slug:code>/manques/", territory_review.table_page, name="territory-gaps"),
    path(
        "territoires/<slug:code>/manques/tableau.csv",
        territory_review.table_file,
        name="territory-gaps-file",
    ),
    path(
        "territoires/<slug:code>/manques/competences/",
        territory_review.competences_page,
        name="territory-gaps-competences",
    ),
    path(
        "territoires/<slug:code>/manques/acteurs/",
        territory_review.actors_page,
        name="territory-gaps-actors",
    ),
    path("competences/", competences.competences, name="competences"),
    path("competences/<slug:slug>/", competences.competence, name="competence"),
    path("recherche/", search.search, name="search"),
    path("mon-espace/", my_space.my_space, name="my-space"),
    path("mon-espace/profil/", my_space.profile, name="profile"),
    path("mon-espace/toujours-exact/", keeping.still_true, name="still-true"),
    path("mon-espace/alertes/", alerts.alerts, name="alerts"),
    path("alertes/arreter/<str:token>/", alerts.stop_digest, name="stop-digest"),
    path("mon-espace/vues/", saved_views.saved_views_page, name="saved-views"),
    path("mon-espace/vues/garder/", saved_views.keep, name="keep-view"),
    path("mon-espace/vues/<int:pk>/renommer/", saved_views.rename, name="rename-view"),
    path("mon-espace/vues/<int:pk>/retirer/", saved_views.remove, name="remove-view"),
    path("mon-espace/mes-donnees/", my_data.my_data, name="my-data"),
    path("mon-espace/mes-donnees/fichier/", my_data.my_data_file, name="my-data-file"),
    path("mon-espace/registre/", privacy.register, name="processing"),
    path("donnees-personnelles/", privacy.privacy, name="privacy"),
    path("mon-espace/effacer/", my_data.erase, name="erase-account"),
    path("compte/efface/", my_data.erased, name="account-erased"),
    path("mon-espace/competences/<slug:slug>/", my_space.moderate, name="moderate-competence"),
    path("invitations/<str:token>/", invitations.InvitationPage.as_view(), name="invitation"),
    path("moderation/", moderation.queue, name="moderation"),
    path("moderation/signalements/<uuid:uid>/", moderation.answer, name="answer-report"),
    path("moderation/competences/<slug:slug>/fusionner/", moderation.same_as, name="same-competence"),
    path("moderation/acteurs/<slug:slug>/relue/", moderation.review, {"model": Actor}, name="review-actor"),
    path("moderation/acteurs/<slug:slug>/masquer/", moderation.hide, {"model": Actor}, name="hide-actor"),
    path(
        "moderation/acteurs/<slug:slug>/remontrer/",
        moderation.show_again,
        {"model": Actor},
        name="show-actor",
    ),
    path(
        "moderation/projets/<slug:slug>/relue/", moderation.review, {"model": Project}, name="review-project"
    ),
    path("moderation/projets/<slug:slug>/masquer/", moderation.hide, {"model": Project}, name="hide-project"),
    path(
        "moderation/projets/<slug:slug>/remontrer/",
        moderation.show_again,
        {"model": Project},
        name="show-project",
    ),
    path("signalements/<uuid:uid>/", reports.report, name="report"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security-contact"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("sante/", health.health, name="health"),
    path("courrier/", mailbox.show, name="mailbox"),
    path("composants/", gallery.components, name="components"),
]
