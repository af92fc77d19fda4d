"""Training among peers: offered, asked for, announced, filled, called off, and what both say was learnt."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.actions import abilities
from actors.enums import Level
from actors.models import Actor, Mastery
from cocreation.actions import training_letters
from cocreation.enums import InscriptionState
from cocreation.models import Inscription, TrainingOffer, TrainingRequest, TrainingSession
from territoire.models import User

CANNOT_TEACH = _(
    "Only who can teach it, and may be called upon, offers to: say so first among its competences."
)
OVER = _("The session is over.")
CLOSED = _("This session is over, or called off.")
OWN = _("Who teaches does not learn there.")
NOT_YET = _("Say it once the session has begun.")
NO_PLACE = _("Only who had a place learnt there.")
#: What who comes must know of at once when it changes.
WHEN_AND_WHERE = ("starts_at", "ends_at", "territory_id", "place")
SAID_ALREADY = _("Both said it already: change the level on the page of the actor.")


@transaction.atomic
def offer(training: TrainingOffer, *, by: User) -> TrainingOffer:
    """Note that an actor is willing to teach; raises `ValidationError` unless it can, and may be called upon."""
    if not can_teach(training.actor).filter(competence=training.competence).exists():
        raise ValidationError(CANNOT_TEACH, code="cannot-teach")
    training.created_by = by
    training.save()
    return training


def can_teach(actor: Actor):
    """Return the masteries out of which an actor may teach today."""
    today = timezone.localdate()
    return Mastery.objects.active_on(today).filter(actor=actor, level=Level.TEACHES, mobilisable=True)


@transaction.atomic
def ask(request: TrainingRequest, *, by: User) -> TrainingRequest:
    """Note that an actor wants to learn."""
    request.created_by = by
    request.save()
    return request


def end(record: TrainingOffer | TrainingRequest, *, by: User) -> None:
    """No longer offer, or no longer ask."""
    record.ended_on = timezone.localdate()
    record.save(update_fields=["ended_on", "updated_at"])


@transaction.atomic
def announce(session: TrainingSession, *, by: User) -> TrainingSession:
    """Announce a session."""
    session.created_by = by
    session.save()
    return session


@transaction.atomic
def call_off(session: TrainingSession, *, by: User) -> None:
    """Call a session off: its page says so, and who had a place is told; raises `ValidationError` once it is over."""
    session = _locked(session)
    if session.is_over:
        raise ValidationError(OVER, code="over")
    if session.cancelled_at is None:
        session.cancelled_at = timezone.now()
        session.save(update_fields=["cancelled_at", "updated_at"])
        training_letters.called_off(session, by=by)


@transaction.atomic
def take_up(session: TrainingSession, *, by: User) -> None:
    """Undo `call_off`: everyone has the place that they had, and is told; raises `ValidationError` once it is over."""
    session = _locked(session)
    if session.is_over:
        raise ValidationError(OVER, code="over")
    if session.cancelled_at is not None:
        session.cancelled_at = None
        session.save(update_fields=["cancelled_at", "updated_at"])
        training_letters.taken_up(session, by=by)
        fill(session)


@transaction.atomic
def register(session: TrainingSession, actor: Actor, *, by: User) -> Inscription:
    """Give the actor a place, or put it on the waiting list; raises `ValidationError` when it cannot learn there."""
    session = _locked(session)
    if session.is_over or session.cancelled_at:
        raise ValidationError(CLOSED, code="closed")
    if actor.pk == session.teacher_id:
        raise ValidationError(OWN, code="own")
    taken = session.inscriptions.filter(state=InscriptionState.REGISTERED).exclude(actor=actor).count()
    state = InscriptionState.REGISTERED if taken < session.places else InscriptionState.WAITING
    known = session.inscriptions.filter(actor=actor).first()
    if known is None:
        return Inscription.objects.create(session=session, actor=actor, state=state, created_by=by)
    if known.state == InscriptionState.WITHDRAWN:
        # Last come, last served.
        known.state, known.created_by, known.created_at = state, by, timezone.now()
        known.save(update_fields=["state", "created_by", "created_at", "updated_at"])
    return known


@transaction.atomic
def leave(inscription: Inscription, *, by: User) -> None:
    """Give a place up: who waits for longest gets it."""
    session = _locked(inscription.session)
    inscription = Inscription.objects.get(pk=inscription.pk)
    inscription.state = InscriptionState.WITHDRAWN
    inscription.save(update_fields=["state", "updated_at"])
    fill(session)


@transaction.atomic
def change(session: TrainingSession, *, by: User) -> TrainingSession:
    """Save what changed of a session: its new places go to who waits; who comes is told of another day or place."""
    before = _locked(session)
    session.save()
    if _moved(before, session) and not session.is_over and session.cancelled_at is None:
        training_letters.moved(session, by=by)
    fill(session)
    return session


def _moved(before: TrainingSession, after: TrainingSession) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in WHEN_AND_WHERE)


def fill(session: TrainingSession) -> None:
    """Give free places to who waits for longest, and tell them; the caller holds the lock on the session."""
    if session.is_over or session.cancelled_at:
        return
    free = session.places - session.inscriptions.filter(state=InscriptionState.REGISTERED).count()
    waiting = session.inscriptions.filter(state=InscriptionState.WAITING).order_by("created_at", "pk")
    lucky = list(waiting[: max(free, 0)])
    for one in lucky:
        one.state = InscriptionState.REGISTERED
        one.save(update_fields=["state", "updated_at"])
    training_letters.place_freed(lucky)


@transaction.atomic
def say_level(inscription: Inscription, level: int, *, as_teacher: bool, by: User) -> Inscription:
    """Say what level was reached; once both say the same, it is noted among what the learner knows.

    What it knew before is raised, never lowered. Raises `ValidationError` before the session, or once both said it.
    """
    session = _locked(inscription.session)
    inscription = Inscription.objects.select_related("actor").get(pk=inscription.pk)
    if not session.has_begun:
        raise ValidationError(NOT_YET, code="not-yet")
    if inscription.state != InscriptionState.REGISTERED:
        raise ValidationError(NO_PLACE, code="no-place")
    if inscription.confirmed_on:
        raise ValidationError(SAID_ALREADY, code="said")
    if as_teacher:
        inscription.level_by_teacher = level
    else:
        inscription.level_by_learner = level
    if inscription.level_by_teacher == inscription.level_by_learner:
        _confirm(inscription, session, by)
    inscription.save()
    return inscription


def _confirm(inscription: Inscription, session: TrainingSession, by: User) -> None:
    day = timezone.localdate(session.starts_at)
    inscription.level_before = level_on(inscription.actor, session, day)
    inscription.confirmed_on = timezone.localdate()
    level = inscription.level_by_learner
    assert level is not None  # noqa: S101  # both say it
    abilities.note_competence(inscription.actor, session.competence, level=level, day=day, by=by)
    TrainingRequest.objects.open().filter(
        actor=inscription.actor, competence=session.competence, level__lte=level
    ).update(ended_on=inscription.confirmed_on)


def level_on(actor: Actor, session: TrainingSession, day: date) -> int:
    """Return how well an actor masters what the session teaches, 0 when it does not."""
    known = Mastery.objects.active_on(day).filter(actor=actor, competence=session.competence)
    return max(known.values_list("level", flat=True), default=0)


def _locked(session: TrainingSession) -> TrainingSession:
    return TrainingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
