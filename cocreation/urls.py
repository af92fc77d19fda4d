"""Addresses of what people build together: diagnosis, ideas, training."""

from django.urls import path

from cocreation.models import IdeaReport, StatementReport
from cocreation.views import diagnosis, ideas, moderation

app_name = "cocreation"
P, T = "projets/<slug:slug>/", "territoires/<slug:code>/"
D, S = "diagnostics/<uuid:uid>/", "constats/<uuid:uid>/"
IDEA = "idees/<slug:slug>/"
OF_IDEA = {"model": IdeaReport}
OF_STATEMENT = {"model": StatementReport}
urlpatterns = [
    path(P + "diagnostic/", diagnosis.diagnosis_page, name="project-diagnosis"),
    path(P + "diagnostic/ouvrir/", diagnosis.start, name="project-diagnosis-open"),
    path(T + "diagnostic/", diagnosis.diagnosis_page, name="territory-diagnosis"),
    path(T + "diagnostic/ouvrir/", diagnosis.start, name="territory-diagnosis-open"),
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
]
