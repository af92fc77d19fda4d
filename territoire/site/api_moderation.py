"""What waits for who moderates, and what they do: look at, hide, show again, answer, merge; as the pages do."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from actors.actions import merges
from actors.api.actors import SeenActors
from actors.api.competences import Competences
from actors.models import Actor, CompetenceMerge
from projects.api.projects import SeenProjects
from projects.models import Project
from territoire.api import forms, pages
from territoire.api.problems import Conflict
from territoire.api.views import ApiView, Gesture
from territoire.enums import ReportReason, ReportState
from territoire.models import Report
from territoire.moderation import Waiting, due_on, moderates
from territoire.site import moderation, reports
from territoire.site.moderation_forms import AnswerForm, HideForm, QueueFilter, SameAsForm
from territoire.site.views import moderation as views
from territoire.site.views import my_space

#: What is answered leaves the queue: its head is read again rather than its pages followed.
MOST = 100

AnswerBody = forms.body_class(AnswerForm, name="ReportAnswer")


def _hide(data, record, user) -> HideForm:
    return HideForm(data)


def _answer(data, record, user) -> AnswerForm:
    return AnswerForm(data)


def _same_as(data, record, user) -> SameAsForm:
    return SameAsForm(data)


class ItemSerializer(serializers.Serializer):
    """Something that waits: what it is about, what to do, who answers, by which day."""

    kind = serializers.ChoiceField(Waiting.choices)
    id = serializers.SerializerMethodField(help_text="Of the claim, or of the report.")
    slug = serializers.CharField(source="subject.slug")
    name = serializers.CharField(source="subject.name")
    url = serializers.CharField(source="subject.get_absolute_url")
    task = serializers.CharField()
    who = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateField()
    late = serializers.BooleanField(source="is_late")

    def get_id(self, item: moderation.Item) -> UUID | None:
        """Return what names a claim, or a report; the rest is named by its slug."""
        return item.record.uid if item.kind in (Waiting.CLAIM, Waiting.REPORT) else None


class QueueSerializer(serializers.Serializer):
    """The first of what waits for the caller, the nearest deadline first; `total` counts to a hundred."""

    total = serializers.IntegerField()
    results = ItemSerializer(many=True)


class Queue(ApiView):
    """What waits for who moderates."""

    part, tag = "moderation", "moderation"
    for_accounts = True

    @extend_schema(
        summary="What waits for the caller, who moderates: the nearest deadlines first",
        parameters=[
            OpenApiParameter("quoi", OpenApiTypes.STR, enum=Waiting.values, description="Of this kind."),
            OpenApiParameter("territoire", OpenApiTypes.STR, description="Within this territory."),
        ],
        responses=QueueSerializer,
    )
    def get(self, request) -> Response:
        """Answer the head of the queue of the page."""
        if not moderates(request.user):
            raise PermissionDenied
        asked = QueueFilter(request.query_params)
        if not asked.is_valid():
            raise forms.refusal(asked)
        rows = moderation.waiting(request.user, asked.cleaned_data["quoi"], asked.cleaned_data["territoire"])
        first = list(rows[:MOST])
        return Response(QueueSerializer({"total": len(first), "results": moderation.items(first)}).data)


class ReportSerializer(serializers.Serializer):
    """A report, for who answers it."""

    id = serializers.UUIDField(source="uid")
    reason = serializers.ChoiceField(ReportReason.choices)
    message = serializers.CharField()
    slug = serializers.CharField(source="subject.slug")
    name = serializers.CharField(source="subject.name")
    url = serializers.CharField(source="subject.get_absolute_url")
    created_at = serializers.DateTimeField()
    until = serializers.SerializerMethodField()
    state = serializers.ChoiceField(ReportState.choices)
    answer = serializers.CharField()

    def get_until(self, report: Report) -> OpenApiTypes.DATE:  # type: ignore[valid-type]
        """Return the day by which it should be answered."""
        return due_on(Waiting.REPORT, report.created_at, report.reason)


class OneReport(ApiView):
    """A report, for who answers it: to others it is not there."""

    part, tag = "moderation", "moderation"
    for_accounts = True

    def report(self, uid: UUID) -> Report:
        """Return it."""
        report = reports.answered_by(self.request.user, uid)
        if report is None:
            raise Http404
        return report

    @extend_schema(summary="A report that the caller answers", responses=ReportSerializer)
    def get(self, request, uid: UUID) -> Response:
        """Answer it."""
        return Response(ReportSerializer(self.report(uid)).data)


class AnswerReport(OneReport):
    """The answer to a report."""

    @extend_schema(
        summary="Answer a report: mended, or left as it is, and one sentence for who sent it",
        request=AnswerBody,
        responses=ReportSerializer,
    )
    def post(self, request, uid: UUID) -> Response:
        """Answer it, once: what somebody answered meanwhile is a conflict."""
        if self.report(uid).state != ReportState.OPEN:
            raise Conflict(None)
        body = AnswerBody(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        posted = forms.filled(AnswerForm(), body.validated_data, request.user)
        pages.do(views.answer, request, arguments={"uid": uid}, posted=posted, wrong=AnswerForm)
        report = self.report(uid)
        if report.decided_by_id != request.user.pk:
            raise Conflict(None)
        return Response(ReportSerializer(report).data)


def fate_of(model: type) -> dict[str, Gesture]:
    """Return what who moderates does with a record of `model`."""
    its = {"model": model}
    return {
        "review": Gesture(views.review, "Say that a new record was looked at, and is fine", arguments=its),
        "hide": Gesture(
            views.hide,
            "Hide a record, with a reason for its keepers",
            form=HideForm,
            make=_hide,
            arguments=its,
        ),
        "show-again": Gesture(views.show_again, "Show again what was hidden", arguments=its),
    }


class ActorFate(SeenActors):
    """What who moderates does with an actor."""

    part, tag = "moderation", "moderation"
    gestures = fate_of(Actor)


class ProjectFate(SeenProjects):
    """What who moderates does with a project."""

    part, tag = "moderation", "moderation"
    gestures = fate_of(Project)


class CompetenceFate(Competences):
    """What who moderates does with a competence that somebody proposed; admins undo merges."""

    part, tag = "moderation", "moderation"
    gestures = {
        "approve": Gesture(
            my_space.moderate,
            "Offer to all a competence that somebody proposed",
            posted={"decision": "approve"},
        ),
        "reject": Gesture(
            my_space.moderate, "Leave it out; facts that use it stay", posted={"decision": "reject"}
        ),
        "same-as": Gesture(
            views.same_as,
            "Say which competence it is the same as: the two become one",
            form=SameAsForm,
            make=_same_as,
        ),
        "part": Gesture(None, "Undo the merge of this competence into another"),
    }

    def get_queryset(self):
        """Keep those among which the caller decides, merged ones included."""
        return moderation.decided_competences(self.request.user)

    def do(self, gesture: Gesture, sent: dict[str, Any], arguments) -> tuple[Any, Any]:
        """Do what the page does; undo as the administration does."""
        if gesture is not self.gestures["part"]:
            return super().do(gesture, sent, arguments)
        if not self.request.user.is_superuser:
            raise PermissionDenied
        merge = CompetenceMerge.objects.filter(absorbed=self.record, undone_at=None).first()
        if merge is None:
            raise Conflict(None)
        try:
            merges.undo(merge, by=self.request.user)
        except merges.MergeRefusedError as refused:
            raise Conflict(str(refused)) from refused
        return None, {}
