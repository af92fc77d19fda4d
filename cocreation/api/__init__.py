"""The API of what people build together: read as its pages show it, written as they do; never a single opinion."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from cocreation.api import analyses, diagnoses, ideas, trainings
from territoire.api.views import addresses

PROJECT, TERRITORY = "projects/<slug:slug>/", "territories/<slug:code>/"
VERSIONS = "diagnosis/versions/"
urlpatterns = [
    *(
        path(address, login_not_required(answers.as_view()), name=name)
        for address, answers, name in (
            (PROJECT + "diagnosis/", analyses.ProjectDiagnosis, "project-diagnosis"),
            (PROJECT + "opening/", analyses.ProjectOpening, "project-opening"),
            (TERRITORY + "diagnosis/", analyses.TerritoryDiagnosis, "territory-diagnosis"),
            (TERRITORY + "opening/", analyses.TerritoryOpening, "territory-opening"),
            (TERRITORY + "ideas/", ideas.IdeasOfTerritory, "territory-ideas"),
            ("trainings/", trainings.Trainings, "trainings"),
        )
    ),
    *addresses(PROJECT + VERSIONS, diagnoses.Versions, "project-diagnosis-version", reads_one=False),
    *addresses(TERRITORY + VERSIONS, diagnoses.Versions, "territory-diagnosis-version", reads_one=False),
    *addresses("diagnoses/", diagnoses.Diagnoses, "diagnosis")[1:],
    *addresses(
        "diagnoses/<uuid:uid>/statements/",
        diagnoses.StatementsOfVersion,
        "diagnosis-statement",
        reads_one=False,
    ),
    *addresses("statements/", diagnoses.Statements, "statement")[1:],
    *addresses("ideas/", ideas.Ideas, "idea", one="<slug:slug>"),
    *addresses("trainings/offers/", trainings.Offers, "training-offer"),
    *addresses("trainings/wishes/", trainings.Wishes, "training-wish"),
    *addresses("trainings/sessions/", trainings.Sessions, "training-session"),
    *addresses("trainings/inscriptions/", trainings.Inscriptions, "inscription"),
]
