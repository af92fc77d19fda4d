"""Addresses of workshops."""

from django.urls import path

from workshops.views import (
    board,
    doors,
    guests,
    harvest,
    phones,
    questions,
    rounds,
    sheets,
    streams,
    workshops,
)

app_name = "workshops"
W = "ateliers/<slug:slug>/"
ONE = "<uuid:uid>/"
urlpatterns = [
    path("ateliers/", workshops.workshop_list, name="list"),
    path("ateliers/rejoindre/", doors.join, name="join"),
    path("ateliers/rejoindre/<str:code>/", doors.enter, name="enter"),
    path("ateliers/sequences/" + ONE + "retirer/", questions.forget, name="sequence-forget"),
    path("projets/<slug:slug>/ateliers/", workshops.of_project, name="of-project"),
    path(
        "projets/<slug:slug>/ateliers/nouveau/", workshops.WorkshopCreate.as_view(), name="create-of-project"
    ),
    path("territoires/<slug:code>/ateliers/", workshops.of_territory, name="of-territory"),
    path(
        "territoires/<slug:code>/ateliers/nouveau/",
        workshops.WorkshopCreate.as_view(of_territory=True),
        name="create-of-territory",
    ),
    path(W, workshops.WorkshopDetail.as_view(), name="detail"),
    path(W + "modifier/", workshops.WorkshopUpdate.as_view(), name="update"),
    path(W + "supprimer/", workshops.WorkshopDelete.as_view(), name="delete"),
    path(W + "compte-rendu/", workshops.Minutes.as_view(), name="minutes"),
    path(W + "calendrier.ics", workshops.calendar, name="calendar"),
    path(W + "invites/", guests.guest_page, name="guests"),
    path(W + "invites/ecrire/", guests.invite, name="invite"),
    path(W + "invites/presence/", guests.attendance, name="attendance"),
    path(W + "invites/" + ONE + "retirer/", guests.remove, name="guest-remove"),
    path(W + "invites/" + ONE + "repondre/", workshops.answer_invitation, name="guest-answer"),
    path(W + "questions/", questions.QuestionList.as_view(), name="questions"),
    path(W + "questions/nouvelle/", questions.QuestionCreate.as_view(), name="question-create"),
    path(W + "questions/garder/", questions.keep, name="sequence-keep"),
    path(W + "questions/" + ONE, questions.QuestionUpdate.as_view(), name="question-update"),
    path(W + "questions/" + ONE + "avancer/", questions.move, {"places": -1}, name="question-earlier"),
    path(W + "questions/" + ONE + "reculer/", questions.move, {"places": 1}, name="question-later"),
    path(W + "questions/" + ONE + "supprimer/", questions.QuestionDelete.as_view(), name="question-delete"),
    path(W + "ouvrir/", board.open_room, name="open"),
    path(W + "fermer/", board.close_room, name="close"),
    path(W + "code/", board.change_code, name="change-code"),
    path(W + "ecran/", board.screen, name="screen"),
    path(W + "tableau/", board.wall, name="wall"),
    path(W + "tableau/flux/", streams.projector_stream, name="wall-stream"),
    path(W + "tableau/geste/", board.gesture, name="gesture"),
    path(W + "participer/", phones.participate, name="participate"),
    path(W + "participer/etat/", phones.state, name="phone-state"),
    path(W + "participer/flux/", streams.phone_stream, name="phone-stream"),
    path(W + "participer/ecrire/", phones.write, name="write"),
    path(W + "participer/gommette/", phones.dot, name="dot"),
    path(W + "participer/signaler/", phones.report, name="note-report"),
    path(W + "participer/evaluer/", phones.rate, name="rate"),
    path(W + "tours/", rounds.round_list, name="rounds"),
    path(W + "tours/" + ONE, rounds.round_page, name="round"),
    path(W + "tours/" + ONE + "reprendre/", rounds.take_back, name="round-take-back"),
    path(W + "tours/" + ONE + "supprimer/", rounds.delete, name="round-delete"),
    path(W + "feuilles/", sheets.sheet_page, name="sheets"),
    path(W + "feuilles/<slug:kind>.pdf", sheets.sheet, name="sheet"),
    path(W + "feuilles/<slug:kind>/saisir/", sheets.key_in, name="key-in"),
    path(W + "feuilles/saisies/" + ONE + "defaire/", sheets.undo, name="keyed-undo"),
    path(W + "recolte/", harvest.harvest, name="harvest"),
    path(W + "recolte/export.<str:ending>", harvest.harvest_file, name="harvest-export"),
    path(W + "recolte/" + ONE, harvest.turn, name="turn"),
    path(W + "recolte/" + ONE + "defaire/", harvest.undo, name="outcome-undo"),
]
