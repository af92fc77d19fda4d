"""Addresses of what people build together: diagnosis, ideas, training."""

from django.urls import path

from cocreation.models import IdeaReport, StatementReport, TrainingReport
from cocreation.views import diagnosis, exports, ideas, moderation, opening, trainings

app_name = "cocreation"
P, T = "projets/<slug:slug>/", "territoires/<slug:code>/"
D, S = "diagnostics/<uuid:uid>/", "constats/<uuid:uid>/"
IDEA = "idees/<slug:slug>/"
F, N = "formations/", "formations/<uuid:uid>/"
OF_SESSION = {"model": TrainingReport}
OF_IDEA = {"model": IdeaReport}
OF_STATEMENT = {"model": StatementReport}
urlpatterns = [
    path(P + "diagnostic/", diagnosis.diagnosis_page, name="project-diagnosis"),
    path(P + "diagnostic/ouvrir/", diagnosis.start, name="project-diagnosis-open"),
    path(P + "diagnostic/export.<str:ending>", exports.statements_file, name="project-diagnosis-export"),
    path(T + "diagnostic/export.<str:ending>", exports.statements_file, name="territory-diagnosis-export"),
    path(T + "idees/export.<str:ending>", exports.ideas_file, name="ideas-export"),
    path(F + "export.<str:ending>", exports.trainings_file, name="trainings-export"),
    path(T + "diagnostic/", diagnosis.diagnosis_page, name="territory-diagnosis"),
    path(T + "diagnostic/ouvrir/", diagnosis.start, name="territory-diagnosis-open"),
    path(P + "diagnostic/comparer/", diagnosis.compare_versions, name="project-diagnosis-compare"),
    path(T + "diagnostic/comparer/", diagnosis.compare_versions, name="territory-diagnosis-compare"),
    path(P + "ouverture/", opening.opening_page, name="project-opening"),
    path(T + "ouverture/", opening.opening_page, name="territory-opening"),
    path(D + "regler/", diagnosis.settings, name="diagnosis-settings"),
    path(D + "clore/", diagnosis.close, name="diagnosis-close"),
    path(D + "avis/", diagnosis.give_opinions, name="opinions"),
    path(D + "constater/", diagnosis.state, name="state"),
    path(S, diagnosis.change_statement, name="statement"),
    path(S + "retirer/", diagnosis.remove_statement, name="statement-remove"),
    path(S + "signaler/", moderation.StatementReportCreate.as_view(), name="statement-report"),
    path(S + "masquer/", moderation.hide, OF_STATEMENT, name="statement-hide"),
    path(S + "remontrer/", moderation.show_again, OF_STATEMENT, name="statement-show"),
    path(T + "idees/", ideas.box, name="ideas"),
    path(T + "idees/nouvelle/", ideas.propose, name="idea-propose"),
    path(IDEA, ideas.idea_page, name="idea"),
    path(IDEA + "modifier/", ideas.change, name="idea-update"),
    path(IDEA + "demander/", ideas.ask, name="idea-ask"),
    path(IDEA + "ne-plus-demander/", ideas.no_longer_ask, name="idea-ask-remove"),
    path(IDEA + "soutenir/", ideas.support, name="idea-support"),
    path(IDEA + "projet/", ideas.become, name="idea-become"),
    path(IDEA + "signaler/", moderation.IdeaReportCreate.as_view(), name="idea-report"),
    path(IDEA + "masquer/", moderation.hide, OF_IDEA, name="idea-hide"),
    path(IDEA + "remontrer/", moderation.show_again, OF_IDEA, name="idea-show"),
    path(F, trainings.board, name="trainings"),
    path(F + "proposer/", trainings.offer, name="training-offer"),
    path(F + "demander/", trainings.ask, name="training-ask"),
    path(F + "annoncer/", trainings.announce, name="training-announce"),
    path(F + "offres/<uuid:uid>/retirer/", trainings.end_offer, name="training-offer-end"),
    path(F + "demandes/<uuid:uid>/retirer/", trainings.end_request, name="training-request-end"),
    path(F + "inscriptions/<uuid:uid>/quitter/", trainings.leave, name="inscription-leave"),
    path(F + "inscriptions/<uuid:uid>/niveau/", trainings.say_level, name="inscription-level"),
    path(N, trainings.session_page, name="training"),
    path(N + "calendrier.ics", trainings.calendar, name="training-calendar"),
    path(N + "modifier/", trainings.change, name="training-update"),
    path(N + "annuler/", trainings.call_off, name="training-call-off"),
    path(N + "reprendre/", trainings.take_up, name="training-take-up"),
    path(N + "inscrire/", trainings.register, name="training-register"),
    path(N + "signaler/", moderation.TrainingReportCreate.as_view(), name="training-report"),
    path(N + "masquer/", moderation.hide, OF_SESSION, name="training-hide"),
    path(N + "remontrer/", moderation.show_again, OF_SESSION, name="training-show"),
]
