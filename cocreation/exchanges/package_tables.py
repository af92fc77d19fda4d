"""The tables of what people build together in the package: diagnoses, ideas, training among peers."""

from django.db.models import Q

from actors.exchanges.package_tables import (
    ACTOR,
    COMPETENCE,
    FAMILY,
    OCCUPATION,
    RESOURCE_KIND,
    SLUG,
    TERRITORY,
    UID,
    seen,
)
from actors.models import Competence
from cocreation.models import (
    Diagnosis,
    Idea,
    IdeaAsk,
    Inscription,
    Question,
    Rating,
    Statement,
    TrainingOffer,
    TrainingRequest,
    TrainingSession,
    Voice,
)
from cocreation.permissions import told_inscriptions
from projects.exchanges.package_tables import NEED, PROJECT, needs
from territoire.exchanges.package.tables import Table, columns_of, links_of

DIAGNOSIS, QUESTION, STATEMENT = ("diagnoses", UID), ("diagnosis_questions", UID), ("statements", UID)
VOICE, IDEA, SESSION = ("diagnosis_voices", UID), ("ideas", SLUG), ("training_sessions", UID)
#: What who moderates alone reads.
HIDDEN = ("hidden_at", "hidden_reason")


def _seen(model):
    return lambda user: seen(model.objects, user)


def _whole(model):
    """Return all the rows for nobody in particular, none for anybody: no page shows them."""
    return lambda user: model.objects.all() if user is None else model.objects.none()


def _questions(user):
    return Question.objects.filter(diagnosis__in=seen(Diagnosis.objects, user))


def _linked(user):
    return Statement.needs.through.objects.filter(
        statement__in=seen(Statement.objects, user), need__in=needs(user)
    )


def asks(user):
    """Return what the ideas that one reads ask for: not a competence that somebody else proposed."""
    found = IdeaAsk.objects.filter(idea__in=seen(Idea.objects, user))
    if user is None:
        return found
    return found.filter(Q(competence=None) | Q(competence__in=Competence.objects.offered_to(user)))


def _open(model):
    """Return what pages show: what is no longer offered or asked for is shown to nobody."""
    return lambda user: model.objects.all() if user is None else model.objects.visible_to(user).open()


def _inscriptions(user):
    return Inscription.objects.all() if user is None else told_inscriptions(user)


DIAGNOSES = (
    Table(
        "diagnoses",
        "Diagnostics partagés",
        Diagnosis,
        ("uid",),
        columns_of(Diagnosis, {"project": PROJECT, "territory": TERRITORY}),
        _seen(Diagnosis),
        UID,
    ),
    Table(
        "diagnosis_questions",
        "Questions des diagnostics",
        Question,
        ("uid",),
        columns_of(Question, {"diagnosis": DIAGNOSIS}),
        _questions,
        UID,
    ),
    Table(
        "statements",
        "Constats",
        Statement,
        ("uid",),
        columns_of(
            Statement, {"diagnosis": DIAGNOSIS, "question": QUESTION, "origin": STATEMENT}, kept=HIDDEN
        ),
        _seen(Statement),
        UID,
    ),
    links_of(
        "statement_needs",
        "Besoins dont parlent les constats",
        Statement.needs.through,
        {"statement": STATEMENT, "need": NEED},
        _linked,
    ),
    Table(
        "diagnosis_voices",
        "Voix des diagnostics",
        Voice,
        ("uid",),
        columns_of(Voice, {"diagnosis": DIAGNOSIS, "family": FAMILY}),
        _whole(Voice),
        UID,
    ),
    Table(
        "opinions",
        "Avis sur les constats",
        Rating,
        ("statement", "voice"),
        columns_of(Rating, {"statement": STATEMENT, "voice": VOICE}),
        _whole(Rating),
    ),
)
IDEAS = (
    Table(
        "ideas",
        "Idées",
        Idea,
        ("uid",),
        columns_of(Idea, {"territory": TERRITORY, "project": PROJECT}, kept=HIDDEN),
        _seen(Idea),
        SLUG,
    ),
    Table(
        "idea_asks",
        "Ce que demandent les idées",
        IdeaAsk,
        ("idea", "competence", "occupation", "resource_kind", "family"),
        columns_of(
            IdeaAsk,
            {
                "idea": IDEA,
                "competence": COMPETENCE,
                "occupation": OCCUPATION,
                "resource_kind": RESOURCE_KIND,
                "family": FAMILY,
            },
        ),
        asks,
    ),
)
TRAINING = (
    Table(
        "training_offers",
        "Offres de transmettre",
        TrainingOffer,
        ("uid",),
        columns_of(TrainingOffer, {"actor": ACTOR, "competence": COMPETENCE}),
        _open(TrainingOffer),
    ),
    Table(
        "training_requests",
        "Envies d’apprendre",
        TrainingRequest,
        ("uid",),
        columns_of(TrainingRequest, {"actor": ACTOR, "competence": COMPETENCE, "need": NEED}),
        _open(TrainingRequest),
    ),
    Table(
        "training_sessions",
        "Séances de formation",
        TrainingSession,
        ("uid",),
        columns_of(
            TrainingSession,
            {"teacher": ACTOR, "competence": COMPETENCE, "territory": TERRITORY},
            kept=HIDDEN,
        ),
        _seen(TrainingSession),
        UID,
    ),
    Table(
        "training_inscriptions",
        "Inscriptions aux formations",
        Inscription,
        ("uid",),
        columns_of(Inscription, {"session": SESSION, "actor": ACTOR}),
        _inscriptions,
    ),
)
TOGETHER = (*DIAGNOSES, *IDEAS, *TRAINING)
