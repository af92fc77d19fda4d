"""What circles propose to change, whom they name, who asks to board without an account."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from actors.models import Actor
from projects.api.follow_up import FollowUp
from projects.api.parts import NOT_NEW
from projects.enums import NeedKind, ProposalKind
from projects.forms.guests import AcceptGuestForm
from projects.forms.join_requests import DeclineForm
from projects.forms.proposals import CommentForm, OpinionForm, VerdictForm
from projects.forms.suggestions import AsideForm, SortForm
from projects.models import GuestRequest, Proposal, Suggestion
from projects.record_serializers import (
    ChangeProposalSerializer,
    GuestRequestSerializer,
    SuggestionSerializer,
)
from projects.views import changes, guests, suggestions
from territoire.api import forms
from territoire.api.views import Gesture
from territoire.views import check


class ChangeBody(forms.Body):
    """What would change, and why; `values` are the fields of that very thing, as elsewhere in the API."""

    kind = serializers.ChoiceField(choices=ProposalKind.choices)
    milestone = serializers.UUIDField(required=False, help_text="Of a step that would change.")
    need = serializers.UUIDField(required=False, help_text="Of a need that would change or close.")
    need_kind = serializers.ChoiceField(choices=NeedKind.choices, required=False)
    values = serializers.DictField(child=serializers.CharField(max_length=20_000), required=False)
    reason = serializers.CharField(max_length=2000)
    actor = serializers.CharField(max_length=200, required=False, allow_null=True)
    decide_on = serializers.DateField(required=False, allow_null=True)


class Proposes(Gesture):
    """Opens a proposal: what it changes is in the address of the page."""

    def body(self):
        """Say which."""
        return ChangeBody


def _opinion(data, record: Proposal, user) -> OpinionForm:
    return OpinionForm(data, proposal=record, user=user, prefix="voice")


def _comment(data, record: Proposal, user) -> CommentForm:
    return CommentForm(data, prefix="comment")


def _verdict(data, record: Proposal, user) -> VerdictForm:
    return VerdictForm(data, prefix="refuse")


class Changes(FollowUp):
    """Proposals to change a project: open ones for its circle, what was adopted for whoever sees the project."""

    model, serializer_class = Proposal, ChangeProposalSerializer
    add = Proposes(changes.Propose, "Propose a change")
    # The project is locked first, then the proposal: what locks the record beforehand would wait for itself.
    gestures = {
        "adopt": Gesture(changes.adopt, "Adopt, as who holds the project", versioned=False),
        "refuse": Gesture(
            changes.Refuse,
            "Not adopt, and say why",
            form=VerdictForm,
            make=_verdict,
            body={"name": "Verdict"},
            versioned=False,
        ),
        "voice": Gesture(
            changes.Voice, "Give the voice of an actor", form=OpinionForm, make=_opinion, versioned=False
        ),
        "comment": Gesture(
            changes.Comment, "Say a few words", form=CommentForm, make=_comment, versioned=False
        ),
        "withdraw": Gesture(changes.withdraw, "Take back what one proposed", versioned=False),
        "undo": Gesture(changes.undo, "Write back what was there before", versioned=False),
    }

    def shown(self, records):
        """Load what is named, as far as the caller sees."""
        seen = Actor.objects.visible_to(self.request.user).filter(restricted_at=None)
        return records.select_related("step", "need", "project").prefetch_related(
            Prefetch("actor", seen, to_attr="seen_actor")
        )

    def more(self, gesture, sent):
        """Say what would change as the address of the page does."""
        if gesture is not self.add:
            return {}
        check(self.request.user, changes.PROPOSE, self.project)
        missing = [name for name in ("kind", "reason") if not sent.get(name)]
        if missing:
            required = serializers.Field.default_error_messages["required"]
            raise serializers.ValidationError({name: [required] for name in missing})
        named = {"quoi": "kind", "etape": "milestone", "besoin": "need", "genre": "need_kind"}
        query = {key: str(sent.pop(name)) for key, name in named.items() if sent.get(name)}
        for name in named.values():
            sent.pop(name, None)
        sent |= sent.pop("values", {})
        return {"query": query}


def _sort(data, record: Suggestion, user) -> SortForm:
    return SortForm(data, suggestion=record, user=user, prefix="sort")


def _aside(data, record: Suggestion, user) -> AsideForm:
    return AsideForm(data, prefix="aside")


class Suggestions(FollowUp):
    """Whom others name for the project: those that one named, and all of them for who looks for people."""

    model, serializer_class, for_accounts = Suggestion, SuggestionSerializer, True
    add = Gesture(suggestions.Suggest, "Name somebody whom the project should know")
    gestures = {
        "link": Gesture(
            suggestions.Link,
            "Say which actor it is",
            form=SortForm,
            make=_sort,
            body={"leave": NOT_NEW, "needed": frozenset({"actor"})},
        ),
        "put-aside": Gesture(
            suggestions.PutAside,
            "Put aside, and say why",
            form=AsideForm,
            make=_aside,
            body={"name": "Aside"},
        ),
    }

    def shown(self, records):
        """Load what is named, as far as the caller sees."""
        seen = Actor.objects.visible_to(self.request.user).filter(restricted_at=None)
        return records.select_related("need").prefetch_related(Prefetch("actor", seen, to_attr="seen_actor"))


def _accept(data, record: GuestRequest, user) -> AcceptGuestForm:
    wished = {"degree": record.wanted_degree_id}
    return AcceptGuestForm(data, initial=wished, prefix="accept", guest=record, user=user)


def _decline(data, record: GuestRequest, user) -> DeclineForm:
    return DeclineForm(data, prefix="decline")


class GuestRequests(FollowUp):
    """Requests to board sent without an account, by a confirmed address: for who holds the project."""

    model, serializer_class, for_accounts = GuestRequest, GuestRequestSerializer, True
    gestures = {
        "accept": Gesture(
            guests.AcceptGuest, "Bring aboard who asked", form=AcceptGuestForm, make=_accept, versioned=False
        ),
        "decline": Gesture(
            guests.DeclineGuest,
            "Decline, and say why",
            form=DeclineForm,
            make=_decline,
            body={"name": "Decline"},
            versioned=False,
        ),
    }

    @property
    def permission(self) -> str:  # type: ignore[override]
        """Refuse the list to who answers none; one that they do not read is not found."""
        return "" if "uid" in self.kwargs else "projects.change_project"

    def shown(self, records: Any):
        """Load the need."""
        return records.select_related("need")
