"""What is noted of who could come aboard: requests, introductions, choices, judgements; for those whom it concerns."""

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from actors.models import Actor
from projects.actions import assessments as assessment_actions
from projects.actions import choices
from projects.api.parts import NOT_NEW, OfProject
from projects.enums import Choice, IntroductionState
from projects.forms.assessments import AssessmentForm
from projects.forms.introductions import AnswerForm
from projects.forms.join_requests import AcceptForm, DeclineForm
from projects.models import Assessment, CandidateChoice, Introduction, JoinRequest, Need
from projects.record_serializers import (
    AssessmentSerializer,
    CandidateChoiceSerializer,
    IntroductionSerializer,
    JoinRequestSerializer,
    ProposalSerializer,
)
from projects.views import introduction_steps, introductions, join_requests, proposals
from projects.views.assessments import ASSESS, Assess
from projects.views.candidates import SEEK
from territoire.api import forms
from territoire.api.views import Gesture
from territoire.views import check


class FollowUp(OfProject):
    """Something that only some of those who see the project read."""

    part, tag = "follow-up", "follow-up"
    permission = ""

    def get_queryset(self):
        """Keep what the caller may read; refuse who reads none of it."""
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        records = self.model._default_manager.visible_to(self.request.user).filter(project=self.project)
        if self.permission:
            check(self.request.user, self.permission, self.project)
        return records


def _accept(data, record: JoinRequest, user) -> AcceptForm:
    wished = {"degree": record.wanted_degree_id}
    return AcceptForm(data, initial=wished, prefix="accept", need=record.need)


def _decline(data, record: JoinRequest, user) -> DeclineForm:
    return DeclineForm(data, prefix="decline")


class JoinRequests(FollowUp):
    """Requests to come aboard: one's own, and those that one answers."""

    model, serializer_class = JoinRequest, JoinRequestSerializer
    add = Gesture(
        join_requests.Join,
        "Offer to come aboard, for an actor of one's own",
        body={"leave": NOT_NEW, "needed": frozenset({"actor"})},
    )
    gestures = {
        "accept": Gesture(join_requests.Accept, "Bring the actor aboard", form=AcceptForm, make=_accept),
        "decline": Gesture(
            join_requests.Decline,
            "Decline, and say why",
            form=DeclineForm,
            make=_decline,
            body={"name": "Decline"},
        ),
        "withdraw": Gesture(join_requests.withdraw, "Take back a request that one sent"),
    }

    def get_queryset(self):
        """Keep those; admins read them all."""
        if getattr(self, "swagger_fake_view", False):
            return JoinRequest.objects.none()
        return JoinRequest.objects.readable_by(self.request.user).filter(project=self.project)

    def shown(self, records):
        """Load the need, the actor and who asked."""
        return records.select_related("need", "actor", "created_by")

    def more(self, gesture, sent):
        """Tell who may not join so, whom the page leads back to the project."""
        if gesture is self.add:
            check(self.request.user, "projects.join_project", self.project)
        return {}


class MoveBody(forms.Body):
    """How far it went."""

    state = serializers.ChoiceField(choices=[IntroductionState.CONTACTED, IntroductionState.AGREED])


class Move(Gesture):
    """A step that a button of the page takes."""

    def body(self):
        """Say which."""
        return MoveBody


class Introductions(FollowUp):
    """How the meetings with candidates go; whom the caller may not see is not there."""

    model, serializer_class = Introduction, IntroductionSerializer
    permission, for_accounts = introductions.FOLLOW, True
    add = Gesture(introductions.Open, "Open an introduction")
    change = Gesture(introductions.Follow, "Change how it is followed")
    remove = Gesture(introductions.Remove, "Remove one that was opened by mistake")
    gestures = {
        "move": Move(introduction_steps.Move, "Note that it went further: contacted, agreed"),
        "step-back": Gesture(introduction_steps.StepBack, "Take back the last step"),
        "write": Gesture(introduction_steps.Write, "Write to the candidate, who has an account"),
        "remind": Gesture(introduction_steps.Remind, "Remind the candidate of the message, once"),
        "decline": Gesture(
            introduction_steps.Decline, "Note that it goes no further, and why", body={"name": "Refusal"}
        ),
        "engage": Gesture(introduction_steps.Engage, "Bring the candidate aboard"),
    }

    def shown(self, records):
        """Load what is named, as far as the caller sees."""
        via = Prefetch("via", Actor.objects.visible_to(self.request.user), to_attr="seen_via")
        return records.select_related("need", "actor", "in_charge").prefetch_related(via)

    def more(self, gesture, sent):
        """Say the version as the buttons of the page do; it was looked at already."""
        if gesture in (self.add, self.change, self.remove):
            return {}
        version = self.record.updated_at.isoformat()
        if gesture.form:
            sent["version"] = version
        return {"posted": {"version": version, **{name: str(value) for name, value in sent.items()}}}


def _answer(data, record: Introduction, user) -> AnswerForm:
    return AnswerForm(data)


def _answering(answer: str, summary: str) -> Gesture:
    return Gesture(
        proposals.proposal,
        summary,
        form=AnswerForm,
        make=_answer,
        posted={"answer": answer},
        body={"name": "ProposalAnswer"},
    )


class Proposals(OfProject):
    """What the project proposes to the actors for which the caller speaks: to others it is not there."""

    part, tag = "follow-up", "follow-up"
    model, serializer_class = Introduction, ProposalSerializer
    gestures = {
        "agree": _answering("yes", "Agree to meet"),
        "refuse": _answering("no", "Decline to meet"),
    }

    def get_queryset(self):
        """Keep those that were sent to the caller."""
        if getattr(self, "swagger_fake_view", False):
            return Introduction.objects.none()
        return Introduction.objects.told_to(self.request.user).filter(project=self.project)

    def shown(self, records):
        """Load what it is about."""
        return records.select_related("need", "actor")


class ChoiceBody(forms.Body):
    """A candidate kept, or left out."""

    actor = serializers.CharField(max_length=200)
    choice = serializers.ChoiceField(choices=Choice.choices)
    need = serializers.UUIDField(required=False, allow_null=True, help_text="Null: the whole project.")
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class Chosen(Gesture):
    """Notes a choice: pages do it by one button for each choice."""

    def body(self):
        """Say which."""
        return ChoiceBody


class CandidateChoices(FollowUp):
    """Who is kept among the candidates, or left out, and why. A choice about the same replaces the former."""

    model, serializer_class = CandidateChoice, CandidateChoiceSerializer
    permission, for_accounts = SEEK, True
    add = Chosen(None, "Keep a candidate, or leave one out")
    remove = Gesture(None, "Take back a choice")

    def shown(self, records):
        """Load what it is about."""
        return records.select_related("need", "actor")

    def do(self, gesture, sent, arguments):
        """Do what the buttons of the pages do."""
        user: Any = self.request.user
        check(user, SEEK, self.project)
        if gesture is self.remove:
            choices.forget(self.record, by=user)
            return None, {}
        missing = [name for name in ("actor", "choice") if name not in sent]
        if missing:
            required = serializers.Field.default_error_messages["required"]
            raise serializers.ValidationError({name: [required] for name in missing})
        need = sent.get("need") and get_object_or_404(Need, project=self.project, uid=sent["need"])
        actor = Actor.objects.visible_to(user).filter(slug=sent["actor"]).first()
        if actor is None:
            raise serializers.ValidationError({"actor": [forms.NOT_OFFERED]})
        noted = choices.choose(
            self.project, actor, sent["choice"], need=need or None, reason=sent.get("reason", ""), by=user
        )
        return noted, {}


class Assessments(FollowUp):
    """How the members of the team see actors, for that team alone; one says today how one sees them."""

    model, serializer_class = Assessment, AssessmentSerializer
    permission, for_accounts = "projects.see_assessments", True
    add = Gesture(
        Assess, "Say how one sees an actor today", form=AssessmentForm, body={"names": (("acteur", "actor"),)}
    )
    remove = Gesture(None, "Take back the last thing that one said of an actor")

    def listed(self, records):
        """Leave out whom the caller may not see."""
        return records.filter(actor__in=Actor.objects.visible_to(self.request.user))

    def shown(self, records):
        """Load whom, as far as the caller sees."""
        seen = records.filter(actor__in=Actor.objects.visible_to(self.request.user))
        return seen.select_related("actor")

    def do(self, gesture, sent, arguments):
        """Say, or take back, as the page does."""
        if gesture is self.add:
            check(self.request.user, ASSESS, self.project)
            super().do(gesture, sent, arguments)
            actor = sent.get("acteur", "")
            own = self.get_queryset().filter(assessor=self.request.user, actor__slug=actor)
            return own.order_by("-day", "-pk").first(), {}
        check(self.request.user, ASSESS, self.project)
        if self.record.assessor_id != self.request.user.pk:
            raise serializers.ValidationError({"": [forms.NOT_OFFERED]})
        if (
            assessment_actions.assessable(self.project, self.request.user)
            .filter(pk=self.record.actor_id)
            .exists()
        ):
            assessment_actions.take_back(self.project, self.record.actor, by=self.request.user)
        return None, {}
