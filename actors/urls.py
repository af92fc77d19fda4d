"""Addresses of actors, nested by actor."""

from django.urls import path

from actors.views import (
    actors,
    claims,
    consents,
    contacts,
    facts,
    freshness,
    lists,
    notes,
    partnerships,
    reports,
    searches,
)

app_name = "actors"
urlpatterns = [
    path("", lists.ActorList.as_view(), name="list"),
    path("nouveau/", actors.ActorCreate.as_view(), name="create"),
    path("nouveau/doublons/", actors.likely_duplicates, name="duplicates"),
    path("recherche/", searches.actors, name="actor-search"),
    path("recherche/competences/", searches.competences, name="competence-search"),
    path("recherche/metiers/", searches.occupations, name="occupation-search"),
    path("<slug:slug>/", actors.ActorDetail.as_view(), name="detail"),
    path("<slug:slug>/modifier/", actors.ActorUpdate.as_view(), name="update"),
    path("<slug:slug>/confirmer/", freshness.confirm, name="confirm"),
    path("<slug:slug>/signaler/", reports.ActorReportCreate.as_view(), name="report"),
    path("<slug:slug>/archiver/", actors.archive, name="archive"),
    path("<slug:slug>/restaurer/", actors.restore, name="restore"),
    path("<slug:slug>/supprimer/", actors.ActorDelete.as_view(), name="delete"),
    path("<slug:slug>/coordonnees/", contacts.show, name="contacts"),
    path("<slug:slug>/accord/", consents.consent_page, name="consent"),
    path("<slug:slug>/accord/prevenir/", consents.tell, name="consent-tell"),
    path("<slug:slug>/accord/imprimer/", consents.printed, name="consent-notice"),
    path("<slug:slug>/accord/remis/", consents.handed_over, name="consent-handed"),
    path("<slug:slug>/accord/attester/", consents.attest, name="consent-attest"),
    path("<slug:slug>/accord/masquer/", consents.hide, name="consent-hide"),
    path("<slug:slug>/accord/opposition/", consents.object_, name="consent-object"),
    *facts.urls(),
    path("<slug:slug>/notes/nouvelle/", notes.NoteCreate.as_view(), name="note-create"),
    path("<slug:slug>/notes/<uuid:uid>/", notes.NoteUpdate.as_view(), name="note-update"),
    path("<slug:slug>/notes/<uuid:uid>/supprimer/", notes.NoteDelete.as_view(), name="note-delete"),
    path("<slug:slug>/revendications/", claims.ClaimList.as_view(), name="claims"),
    path("<slug:slug>/revendications/nouvelle/", claims.ClaimCreate.as_view(), name="claim-create"),
    path("<slug:slug>/revendications/<uuid:uid>/", claims.ClaimPage.as_view(), name="claim"),
    path("<slug:slug>/revendications/<uuid:uid>/accepter/", claims.accept, name="claim-accept"),
    path("<slug:slug>/revendications/<uuid:uid>/decliner/", claims.Decline.as_view(), name="claim-decline"),
    path("<slug:slug>/revendications/<uuid:uid>/retirer/", claims.withdraw, name="claim-withdraw"),
    path("<slug:slug>/revendications/<uuid:uid>/terminer/", claims.End.as_view(), name="claim-end"),
    path(
        "<slug:slug>/partenariats/nouveau/",
        partnerships.PartnershipCreate.as_view(),
        name="partnership-create",
    ),
    path(
        "<slug:slug>/partenariats/<uuid:uid>/",
        partnerships.PartnershipUpdate.as_view(),
        name="partnership-update",
    ),
    path(
        "<slug:slug>/partenariats/<uuid:uid>/retirer/",
        partnerships.PartnershipDelete.as_view(),
        name="partnership-delete",
    ),
    path(
        "<slug:slug>/partenariats/<uuid:uid>/axes/<uuid:axis>/",
        partnerships.AxisUpdate.as_view(),
        name="axis-update",
    ),
    path(
        "<slug:slug>/partenariats/<uuid:uid>/axes/<uuid:axis>/confirmer/",
        partnerships.confirm_axis,
        name="axis-confirm",
    ),
    path(
        "<slug:slug>/partenariats/<uuid:uid>/axes/<uuid:axis>/retirer/",
        partnerships.AxisDelete.as_view(),
        name="axis-delete",
    ),
]
