"""Versions of a diagnosis: opened, closed, followed by the next."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.models import Diagnosis, Question, Statement
from projects.models import Project
from territoire.enums import Visibility
from territoire.models import Territory, User

ALREADY_OPEN = _("A version is open already: it is the one to write in.")
CLOSED = _("This version is closed: it is read, and no longer changed.")


@transaction.atomic
def start(
    subject: Project | Territory,
    *,
    by: User,
    aim: str = "",
    visibility: str = "",
    questions: Iterable[str] = (),
    illustrative: bool = False,
) -> Diagnosis:
    """Open the first version of a diagnosis, or a new one without statements; raises `ValidationError` if one is open.

    Unless said otherwise, that of a project is read by who takes part, that of a territory by who has an account.
    """
    _lock_subject(subject)
    known = Diagnosis.objects.about(subject)
    if known.open().exists():
        raise ValidationError(ALREADY_OPEN, code="open")
    last = known.first()
    of_project = isinstance(subject, Project)
    diagnosis = Diagnosis.objects.create(
        **{"project" if of_project else "territory": subject},
        number=last.number + 1 if last else 1,
        aim=aim,
        visibility=visibility or (Visibility.TEAM if of_project else Visibility.MEMBERS),
        illustrative=illustrative,
        created_by=by,
    )
    for text in dict.fromkeys(questions):
        Question.objects.create(diagnosis=diagnosis, text=text, created_by=by)
    return diagnosis


def current(subject: Project | Territory) -> Diagnosis | None:
    """Return the version that is open, if any."""
    return Diagnosis.objects.about(subject).open().first()


@transaction.atomic
def close(diagnosis: Diagnosis, *, by: User) -> Diagnosis:
    """End a version: from now on it is read, and no longer changed."""
    diagnosis = lock_open(diagnosis)
    diagnosis.closed_on = timezone.localdate()
    diagnosis.save(update_fields=["closed_on", "updated_at"])
    return diagnosis


@transaction.atomic
def begin_next(diagnosis: Diagnosis, *, by: User) -> Diagnosis:
    """Close a version and open the next with the same questions and statements, which nobody has rated yet.

    Hidden statements stay behind.
    """
    former = close(diagnosis, by=by)
    following = start(former.subject, by=by, aim=former.aim, visibility=former.visibility)
    questions = {
        question.pk: Question.objects.create(diagnosis=following, text=question.text, created_by=by)
        for question in former.questions.all()
    }
    for statement in former.statements.filter(hidden_at=None).prefetch_related("needs"):
        copied = Statement.objects.create(
            diagnosis=following,
            kind=statement.kind,
            question=questions[statement.question_id] if statement.question_id else None,
            text=statement.text,
            origin=statement,
            illustrative=statement.illustrative,
            # Its author keeps it, so that they may still mend it.
            created_by_id=statement.created_by_id,
        )
        copied.needs.set(statement.needs.all())
    return following


@transaction.atomic
def ask(diagnosis: Diagnosis, text: str, *, by: User) -> Question:
    """Add a question of one's own; asked already, it is the same."""
    diagnosis = lock_open(diagnosis)
    known = diagnosis.questions.filter(text=text).first()
    return known or Question.objects.create(diagnosis=diagnosis, text=text, created_by=by)


@transaction.atomic
def show_to(diagnosis: Diagnosis, visibility: str, *, by: User) -> None:
    """Say who reads a version, open or closed."""
    diagnosis = Diagnosis.objects.select_for_update(of=("self",)).get(pk=diagnosis.pk)
    diagnosis.visibility = visibility
    diagnosis.save(update_fields=["visibility", "updated_at"])


def lock_open(diagnosis: Diagnosis) -> Diagnosis:
    """Return the version, locked; raises `ValidationError` when it is closed."""
    locked = (
        Diagnosis.objects.select_for_update(of=("self",), no_key=True)
        .select_related("project", "territory")
        .get(pk=diagnosis.pk)
    )
    if not locked.is_open:
        raise ValidationError(CLOSED, code="closed")
    return locked


def _lock_subject(subject: Project | Territory) -> None:
    type(subject)._default_manager.select_for_update(no_key=True).get(pk=subject.pk)
