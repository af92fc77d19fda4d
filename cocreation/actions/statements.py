"""Statements of a diagnosis: added, mended, removed, rated."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actors.models import ActorFamily
from cocreation.actions.diagnoses import lock_open
from cocreation.enums import StatementKind
from cocreation.models import Diagnosis, Question, Rating, Statement, Voice
from projects.models import Need
from territoire.models import User
from territoire.text import normalise

RATED_ALREADY = _("People gave their opinion on it already: write another one, or let it be removed.")


@transaction.atomic
def add(
    diagnosis: Diagnosis,
    *,
    kind: str,
    text: str,
    by: User | None,
    question: Question | None = None,
    needs: Iterable[Need] = (),
    illustrative: bool = False,
) -> Statement:
    """State something in an open version; raises `ValidationError` when it is closed."""
    diagnosis = lock_open(diagnosis)
    statement = Statement(
        diagnosis=diagnosis,
        kind=kind,
        question=question if kind == StatementKind.ANSWER else None,
        text=text,
        illustrative=illustrative,
        created_by=by,
    )
    statement.validate_constraints()
    statement.save()
    statement.needs.set(needs)
    return statement


def alike(diagnosis: Diagnosis, text: str) -> Statement | None:
    """Return the statement of this version that says the same, but for accents, capitals and full stops."""
    said = _bare(text)
    return next((one for one in diagnosis.statements.all() if _bare(one.text) == said), None)


@transaction.atomic
def remove(statement: Statement, *, by: User) -> None:
    """Remove a statement and the opinions on it; raises `ValidationError` when the version is closed."""
    lock_open(statement.diagnosis)
    statement.delete()


@transaction.atomic
def reword(statement: Statement, *, text: str, needs: Iterable[Need], by: User) -> Statement:
    """Mend a statement; its words may not change once people rated them. Its links may."""
    lock_open(statement.diagnosis)
    if text != statement.text and statement.ratings.exists():
        raise ValidationError(RATED_ALREADY, code="rated")
    statement.text = text
    statement.save(update_fields=["text", "updated_at"])
    statement.needs.set(needs)
    return statement


@transaction.atomic
def speak(diagnosis: Diagnosis, *, family: ActorFamily | None, by: User) -> Voice:
    """Take part in an open version, from a family or from none."""
    diagnosis = lock_open(diagnosis)
    voice, _new = Voice.objects.update_or_create(diagnosis=diagnosis, user=by, defaults={"family": family})
    return voice


@transaction.atomic
def rate(statement: Statement, value: int | None, *, by: User) -> None:
    """Say how far one agrees, or change one's mind; `None` takes it back. Raises `ValidationError` when closed."""
    diagnosis = lock_open(statement.diagnosis)
    voice, _new = Voice.objects.get_or_create(diagnosis=diagnosis, user=by)
    if value is None:
        Rating.objects.filter(statement=statement, voice=voice).delete()
    else:
        Rating.objects.update_or_create(statement=statement, voice=voice, defaults={"value": value})


def _bare(text: str) -> str:
    return " ".join(normalise(text).strip(" .!…").split())
