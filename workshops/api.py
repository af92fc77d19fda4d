"""The API of workshops: read and led as by their pages; what a room writes and rates is read in `room_api`."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.serializers import NamedActorSerializer
from projects.views.pages import project_or_404
from territoire.api import forms
from territoire.api.serializers import RecordSerializer, VersionField
from territoire.api.views import Gesture, Records, addresses
from territoire.models import Territory
from territoire.views import check
from workshops.actions.outcomes import of_workshop
from workshops.forms.guests import GuestsForm
from workshops.forms.workshops import InviteForm
from workshops.models import Guest, Moment, Outcome, Question, Workshop
from workshops.permissions import lead_workshop
from workshops.room_api import PostIts, Rounds
from workshops.views import board as board_views
from workshops.views import guests as guest_views
from workshops.views import questions as question_views
from workshops.views import workshops as views
from workshops.views.pages import led_or_refused, workshop_or_404


class AgendaLineSerializer(serializers.Serializer):
    """A line of the agenda."""

    at = serializers.SerializerMethodField()
    what = serializers.CharField()

    def get_at(self, moment: Moment) -> str:
        """Return the hour and the minutes."""
        return f"{moment.at:%H:%M}"


class WorkshopSerializer(serializers.ModelSerializer):
    """When, where and what for."""

    project = serializers.SlugRelatedField("slug", read_only=True)
    territory = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    agenda = AgendaLineSerializer(source="moments", many=True)

    class Meta:
        model = Workshop
        fields = [
            "slug",
            "name",
            "project",
            "territory",
            "begins_at",
            "ends_at",
            "place",
            "aim",
            "agenda",
            "visibility",
        ]


class OutcomeSerializer(serializers.ModelSerializer):
    """What the map gained: `known` where it was there already."""

    name = serializers.CharField(source="thing.__str__")
    page = serializers.CharField(source="address")

    class Meta:
        model = Outcome
        fields = ["becomes", "known", "name", "page"]


class WorkshopDetailSerializer(WorkshopSerializer):
    """A workshop with its minutes, once shown, and what came out of it as far as the caller sees."""

    minutes = serializers.SerializerMethodField()
    outcomes = serializers.SerializerMethodField()
    code = serializers.SerializerMethodField()
    version = VersionField()

    class Meta(WorkshopSerializer.Meta):
        fields = [
            *WorkshopSerializer.Meta.fields,
            "minutes",
            "minutes_shown",
            "outcomes",
            "is_open",
            "code",
            "version",
        ]

    def get_code(self, workshop: Workshop) -> str:
        """Return the code of its room, to who leads it alone."""
        return workshop.code if lead_workshop(self.context["request"].user, workshop) else ""

    def get_minutes(self, workshop: Workshop) -> str:
        """Return the minutes, nothing until they are shown but to who leads."""
        shown = workshop.minutes_shown or lead_workshop(self.context["request"].user, workshop)
        return workshop.minutes if shown else ""

    @extend_schema_field(OutcomeSerializer(many=True))
    def get_outcomes(self, workshop: Workshop):
        """Return what the map gained."""
        seen = Outcome.objects.visible_to(self.context["request"].user).filter(workshop=workshop)
        return OutcomeSerializer(of_workshop(workshop).filter(pk__in=seen.values("pk")), many=True).data


class AttendanceBody(forms.Body):
    """Who was there: guests by their `id`; the others were not."""

    came = serializers.ListField(child=serializers.UUIDField(), max_length=500)


class Attends(Gesture):
    """Notes who came: the page has a box for each guest."""

    def body(self):
        """Say who."""
        return AttendanceBody


def _guests(data, record: Workshop, user) -> GuestsForm:
    return GuestsForm(data, by=user, workshop=record)


def _invite(data, record: Workshop, user) -> InviteForm:
    return InviteForm(data)


class Workshops(Records):
    """Workshops of projects and territories."""

    model, serializer_class, detail_class = Workshop, WorkshopSerializer, WorkshopDetailSerializer
    part, tag = "projects", "workshops"
    lookup_field = "slug"
    change: ClassVar[Gesture | None] = Gesture(
        views.WorkshopUpdate, "Change when, where, what for, the agenda, who sees it"
    )
    remove: ClassVar[Gesture | None] = Gesture(
        views.WorkshopDelete, "Remove a workshop and all that was written in it"
    )
    gestures = {
        "minutes": Gesture(views.Minutes, "Write the minutes, and show them or not"),
        "open": Gesture(board_views.open_room, "Let participants enter by the code"),
        "close": Gesture(board_views.close_room, "Let nobody enter nor write any more"),
        "change-code": Gesture(board_views.change_code, "Give the room another code"),
        "add-guests": Gesture(
            guest_views.guest_page,
            "Put actors on the list of guests",
            form=GuestsForm,
            make=_guests,
            versioned=False,
        ),
        "send-invitations": Gesture(
            guest_views.invite,
            "Write to the guests who may be written to and were not yet",
            form=InviteForm,
            make=_invite,
            body={"name": "SendInvitations"},
            versioned=False,
        ),
        "attendance": Attends(guest_views.attendance, "Note who was there", versioned=False),
    }

    def get_queryset(self):
        """Keep what the caller may see."""
        if getattr(self, "swagger_fake_view", False):
            return Workshop.objects.none()
        return Workshop.objects.visible_to(self.request.user)

    def shown(self, records):
        """Load what they are about."""
        return records.with_what_is_shown()

    def more(self, gesture, sent) -> dict[str, Any]:
        """Name who came as the boxes of the page do."""
        if not isinstance(gesture, Attends):
            return {}
        return {"posted": {"venu": [str(uid) for uid in sent.pop("came", [])]}}

    def located(self, own: Any) -> str:
        """Name where workshops are read one by one."""
        return f"/api/v1/workshops/{own}/"


class WorkshopsOfProject(Workshops):
    """Workshops of one project."""

    add = Gesture(views.WorkshopCreate, "Set a workshop of a project, with the questions of a sequence")
    change: ClassVar[Gesture | None] = None
    remove: ClassVar[Gesture | None] = None
    gestures = {}

    def get_queryset(self):
        """Keep those of the project."""
        if getattr(self, "swagger_fake_view", False):
            return Workshop.objects.none()
        project = project_or_404(self.request.user, self.kwargs["slug"])
        return super().get_queryset().filter(project=project)


class WorkshopsOfTerritory(WorkshopsOfProject):
    """Workshops of a territory, of what lies in it and of its projects."""

    add = Gesture(views.WorkshopCreate, "Set a workshop of a territory", of_territory=True)

    def get_queryset(self):
        """Keep those of the territory."""
        if getattr(self, "swagger_fake_view", False):
            return Workshop.objects.none()
        territory = get_object_or_404(Territory, code=self.kwargs["code"])
        return Workshop.objects.within(territory).visible_to(self.request.user)


class WorkshopQuestionSerializer(RecordSerializer):
    """A question asked to the room, in its turn."""

    class Meta:
        model = Question
        fields = ["id", "text", "hint", "becomes", "dots", "position", "version"]


class Questions(Records):
    """What a workshop asks, for who leads it."""

    part, tag = "projects", "workshops"
    model, serializer_class, for_accounts = Question, WorkshopQuestionSerializer, True
    lookup_field = "uid"
    add = Gesture(
        question_views.QuestionCreate, "Add a question at the end", body={"name": "WorkshopQuestion"}
    )
    change = Gesture(
        question_views.QuestionUpdate, "Change a question", body={"name": "WorkshopQuestionChange"}
    )
    remove = Gesture(question_views.QuestionDelete, "Remove a question with its answers")
    gestures = {
        "earlier": Gesture(question_views.move, "Ask it one place earlier", arguments={"places": -1}),
        "later": Gesture(question_views.move, "Ask it one place later", arguments={"places": 1}),
    }

    def get_queryset(self):
        """Keep those of the workshop, for who leads it."""
        if getattr(self, "swagger_fake_view", False):
            return Question.objects.none()
        return Question.objects.filter(workshop=led_or_refused(self.request.user, self.kwargs["slug"]))


class GuestSerializer(RecordSerializer):
    """An actor that is invited, or that came."""

    actor = NamedActorSerializer()

    class Meta:
        model = Guest
        fields = ["id", "actor", "answer", "came", "told_at", "version"]


class InvitationAnswerBody(forms.Body):
    """Whether one comes."""

    comes = serializers.BooleanField()


class Answers(Gesture):
    """Answers an invitation: the page has a button for yes and one for no."""

    def body(self):
        """Say which."""
        return InvitationAnswerBody


class Guests(Records):
    """Who is invited: all that the caller sees for who leads, the actors for which they speak for others."""

    part, tag = "projects", "workshops"
    model, serializer_class, for_accounts = Guest, GuestSerializer, True
    lookup_field = "uid"
    remove = Gesture(guest_views.remove, "Take an actor off the list")
    gestures = {
        "answer": Answers(views.answer_invitation, "Say for an actor whether it comes", versioned=False)
    }

    def get_queryset(self):
        """Keep those that the caller may see."""
        if getattr(self, "swagger_fake_view", False):
            return Guest.objects.none()
        workshop = workshop_or_404(self.request.user, self.kwargs["slug"])
        return Guest.objects.visible_to(self.request.user).filter(workshop=workshop)

    def shown(self, records):
        """Load who."""
        return records.select_related("actor")

    def more(self, gesture, sent) -> dict[str, Any]:
        """Answer as the buttons of the page do; who may not is told so first."""
        if not isinstance(gesture, Answers):
            return {}
        comes = sent.pop("comes", None)
        if comes is None:
            check(self.request.user, "workshops.answer_invitation", self.record)
            required = serializers.Field.default_error_messages["required"]
            raise serializers.ValidationError({"comes": [required]})
        return {"posted": {"vient": "1" if comes else "0"}}


WORKSHOP = "workshops/<slug:slug>/"
urlpatterns = [
    *addresses("workshops/", Workshops, "workshop", one="<slug:slug>"),
    *addresses("projects/<slug:slug>/workshops/", WorkshopsOfProject, "project-workshop", reads_one=False),
    *addresses(
        "territories/<slug:code>/workshops/", WorkshopsOfTerritory, "territory-workshop", reads_one=False
    ),
    *addresses(WORKSHOP + "questions/", Questions, "workshop-question"),
    *addresses(WORKSHOP + "guests/", Guests, "workshop-guest"),
    *addresses(WORKSHOP + "post-its/", PostIts, "workshop-post-it", reads_one=False),
    *addresses(WORKSHOP + "rounds/", Rounds, "workshop-round", reads_one=False),
]
