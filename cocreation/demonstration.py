"""What the demonstration shows of what people build together: made up, and said so on every page."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from actors.models import ActorFamily, Competence
from cocreation.actions import diagnoses, ideas, statements
from cocreation.models import Idea, Rating, TrainingOffer, TrainingRequest, TrainingSession, Voice
from projects.demonstration.registry import Registry
from projects.models import Project

FILE = Path(__file__).parent / "data" / "demonstration.toml"


def tell(registry: Registry) -> None:
    """Register a diagnosis, an idea and a training around a project of the demonstration."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    project = next((one for one in registry.projects.values() if one.name == told["project"]), None)
    if project is None:
        return
    _diagnose(project, told)
    _have_ideas(project, told)
    _teach(registry, project, told)


def _diagnose(project: Project, told: dict) -> None:
    by = project.created_by
    assert by is not None  # noqa: S101  # the demonstration registered it
    version = diagnoses.start(
        project, by=by, aim=told["aim"], questions=told["questions"], visibility="public", illustrative=True
    )
    voices = [
        Voice.objects.create(diagnosis=version, family=ActorFamily.objects.filter(code=code).first())
        for code in told["voices"]
    ]
    needs = {need.competence.slug: need for need in project.needs.all() if need.competence}
    for one in told["statements"]:
        question = version.questions.first() if one["kind"] == "answer" else None
        stated = statements.add(
            version,
            kind=one["kind"],
            question=question,
            text=one["text"],
            needs=[needs[slug] for slug in one.get("needs", ()) if slug in needs],
            illustrative=True,
            by=by,
        )
        Rating.objects.bulk_create(
            Rating(statement=stated, voice=voice, value=value)
            for voice, value in zip(voices, one["opinions"], strict=True)
        )


def _have_ideas(project: Project, told: dict) -> None:
    for one in told["ideas"]:
        competence = Competence.objects.filter(slug=one["competence"]).first()
        idea = Idea(
            territory=project.territory,
            name=one["name"],
            text=one["text"],
            signature=one["signature"],
            illustrative=True,
        )
        asks = [{"competence": competence, "minimum_level": 2}] if competence else []
        ideas.propose(idea, by=project.created_by, asks=asks)


def _teach(registry: Registry, project: Project, told: dict) -> None:
    taught = told["training"]
    competence = Competence.objects.filter(slug=taught["competence"]).first()
    teacher, learner = (
        next((one for one in registry.actors.values() if one.name == taught[role]), None)
        for role in ("teacher", "learner")
    )
    if not (competence and teacher and learner):
        return
    made = {"competence": competence, "illustrative": True, "created_by": project.created_by}
    TrainingOffer.objects.create(actor=teacher, words=taught["words"], **made)
    TrainingRequest.objects.create(actor=learner, **made)
    day = timezone.localdate() + timedelta(days=30)
    zone = timezone.get_current_timezone()
    TrainingSession.objects.create(
        teacher=teacher,
        territory=teacher.seat or project.territory,
        text=taught["text"],
        starts_at=datetime.combine(day, time(9), zone),
        ends_at=datetime.combine(day, time(12), zone),
        **made,
    )
