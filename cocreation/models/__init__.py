"""Models of what people build together, by their public names."""

from cocreation.models.diagnosis import (
    Diagnosis,
    Question,
    Rating,
    Statement,
    Voice,
    subject_url,
    taking_part,
    visible_diagnosis,
)
from cocreation.models.idea import Idea, IdeaAsk, IdeaSupport, visible_idea
from cocreation.models.report import IdeaReport, StatementReport, TrainingReport
from cocreation.models.training import Inscription, TrainingOffer, TrainingRequest, TrainingSession

__all__ = [
    "Diagnosis",
    "Idea",
    "IdeaAsk",
    "IdeaReport",
    "IdeaSupport",
    "Inscription",
    "Question",
    "Rating",
    "Statement",
    "StatementReport",
    "TrainingOffer",
    "TrainingReport",
    "TrainingRequest",
    "TrainingSession",
    "Voice",
    "subject_url",
    "taking_part",
    "visible_diagnosis",
    "visible_idea",
]
