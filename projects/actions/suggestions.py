"""Those whom others name for a project: named, then sorted by who looks for people for it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from actors.models import Actor
from projects.enums import SuggestionState
from projects.models import Introduction, Suggestion
from projects.models.follow_up import CLOSED
from territoire.models import User

ALREADY_SORTED = _("Somebody sorted this suggestion meanwhile.")
#: A person is not kept longer without being told; nor are the words on who was put aside.
KEPT = timedelta(days=30)


@transaction.atomic
def suggest(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Name somebody."""
    suggestion.created_by = by
    suggestion.save()
    return suggestion


@transaction.atomic
def link(suggestion: Suggestion, actor: Actor, *, is_new: bool, introduce: bool, by: User) -> Suggestion:
    """Note which actor it is, known already or registered for it; `introduce` opens an introduction in care of `by`."""
    suggestion = _waiting(suggestion)
    suggestion.actor = actor
    suggestion.state = SuggestionState.REGISTERED if is_new else SuggestionState.KNOWN
    if introduce:
        suggestion.introduction = _introduction(suggestion, actor, by)
        suggestion.state = SuggestionState.INTRODUCED
    return _sorted(suggestion, by)


@transaction.atomic
def put_aside(suggestion: Suggestion, *, reason: str, by: User) -> Suggestion:
    """Put it aside, and why; of a person nothing else is kept."""
    suggestion = _waiting(suggestion)
    suggestion.state, suggestion.reason = SuggestionState.ASIDE, reason
    if suggestion.kind == ActorKind.PERSON:
        suggestion.name = str(_("A person"))
        suggestion.brings = suggestion.why = suggestion.known_how = ""
    return _sorted(suggestion, by)


def to_forget(now):
    """Return the persons whom nobody sorted, and what was put aside, after a month."""
    persons = Q(state=SuggestionState.WAITING, kind=ActorKind.PERSON, created_at__lt=now - KEPT)
    aside = Q(state=SuggestionState.ASIDE, sorted_at__lt=now - KEPT)
    return Suggestion.objects.filter(persons | aside)


def _introduction(suggestion: Suggestion, actor: Actor, by: User) -> Introduction:
    """Return the introduction under way from that need, or open one, through who named them when they are seen."""
    same = Introduction.objects.filter(project=suggestion.project, need=suggestion.need, actor=actor)
    known = same.exclude(state__in=CLOSED).first()
    if known:
        return known
    through = suggestion.speaker if suggestion.speaker_id != actor.pk else None
    return Introduction.objects.create(
        project=suggestion.project,
        need=suggestion.need,
        actor=actor,
        via=through,
        in_charge=by,
        created_by=by,
    )


def _waiting(suggestion: Suggestion) -> Suggestion:
    found = Suggestion.objects.select_for_update(of=("self",)).select_related("project", "need", "speaker")
    suggestion = found.get(pk=suggestion.pk)
    if suggestion.state != SuggestionState.WAITING:
        raise ValidationError(ALREADY_SORTED, code="already-sorted")
    return suggestion


def _sorted(suggestion: Suggestion, by: User) -> Suggestion:
    suggestion.sorted_by, suggestion.sorted_at = by, timezone.now()
    suggestion.save()
    return suggestion
