"""What is kept of a person, and of what an account did, in what people build together."""

from django.utils.translation import gettext as _

from cocreation.models import (
    Idea,
    IdeaReport,
    IdeaSupport,
    Inscription,
    Rating,
    Statement,
    StatementReport,
    TrainingOffer,
    TrainingReport,
    TrainingRequest,
    TrainingSession,
)
from territoire.models import User
from territoire.personal_export import Part, part

LEVELS = ("state", "level_before", "level_by_teacher", "level_by_learner", "confirmed_on", "created_at")
SESSION = ("competence", "level", "text", "starts_at", "ends_at", "territory", "place", "places")
REPORT = ("reason", "message", "state", "created_at", "answer")


def person_parts(keys: list[int], reader) -> list[Part]:
    """Tell what the person with these keys teaches, wishes to learn and learnt."""
    return [
        part(
            "training_offers",
            TrainingOffer.objects.filter(actor__in=keys),
            "competence", "words", "ended_on", "created_at",
            reader=reader,
        ),
        part(
            "training_requests",
            TrainingRequest.objects.filter(actor__in=keys),
            "competence", "level", "words", "ended_on", "created_at",
            reader=reader,
        ),
        part("training_sessions", TrainingSession.objects.filter(teacher__in=keys), *SESSION, reader=reader),
        part(
            "inscriptions",
            Inscription.objects.filter(actor__in=keys).select_related("session"),
            *LEVELS,
            reader=reader,
        ),
    ]  # fmt: skip


def account_parts(user: User) -> list[Part]:
    """Tell what an account stated, thinks of statements, had as ideas, is interested in and reported."""
    ratings = Rating.objects.filter(voice__user=user).order_by("pk")
    return [
        part("statements", Statement.objects.filter(created_by=user), "text", "created_at", reader=user),
        part("ratings", ratings, "statement", "value", reader=user, title=_("your opinions on statements")),
        part("ideas", Idea.objects.filter(created_by=user), "name", "text", "signature", "created_at", reader=user),
        part(
            "idea_supports", IdeaSupport.objects.filter(user=user), "idea", "brings", "signature",
            reader=user, title=_("ideas that interest you"),
        ),
        part("statement_reports", StatementReport.objects.filter(created_by=user), *REPORT, reader=user),
        part("idea_reports", IdeaReport.objects.filter(created_by=user), *REPORT, reader=user),
        part("training_reports", TrainingReport.objects.filter(created_by=user), *REPORT, reader=user),
    ]  # fmt: skip
