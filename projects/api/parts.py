"""The parts of a project: steps, circle, needs, pledges, experiences, partnerships born of it."""

from django.db.models import Prefetch
from django.utils.functional import cached_property
from rest_framework import serializers

from actors.api.partnerships import Declaration, RefusedAxes, as_formset
from actors.models import Actor, Partnership, PartnershipAxis
from actors.serializers import PartnershipSerializer
from projects.analysis.cards import needs_asked
from projects.api.projects import involvements_shown
from projects.enums import NeedKind
from projects.forms import needs as need_forms
from projects.forms import pledges as pledge_forms
from projects.forms.newcomers import NEW_FIELDS
from projects.forms.partnerships import PartnersForm
from projects.models import Experience, Involvement, Milestone, Need, Pledge
from projects.record_serializers import (
    ExperienceSerializer,
    InvolvementSerializer,
    MilestoneSerializer,
    NeedSerializer,
    PledgeSerializer,
)
from projects.views import experiences, involvements, milestones, needs, partnerships, pledges
from projects.views.pages import project_or_404
from territoire.api import forms
from territoire.api.views import Gesture, Records
from territoire.views import check

#: An actor that nobody knew is registered first, among actors.
NOT_NEW = frozenset(NEW_FIELDS)


class OfProject(Records):
    """A part of the project that the address names: 404 when the caller may not see it."""

    part, tag = "projects", "projects"
    lookup_field = "uid"

    @cached_property
    def project(self):
        """The project."""
        return project_or_404(self.request.user, self.kwargs["slug"])

    @property
    def is_asked_for_all(self) -> bool:
        """Tell whether what is over, or to come, is asked for too."""
        return self.request.query_params.get("all") == "1"

    def get_queryset(self):
        """Keep the parts of the project."""
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        return self.model._default_manager.filter(project=self.project)


class Milestones(OfProject):
    """The steps of a project."""

    model, serializer_class = Milestone, MilestoneSerializer
    add = Gesture(milestones.MilestoneCreate, "Add a step after the others")
    change = Gesture(milestones.MilestoneUpdate, "Change a step")
    remove = Gesture(milestones.MilestoneDelete, "Remove a step")
    gestures = {
        "earlier": Gesture(milestones.move, "Move a step one place earlier", arguments={"places": -1}),
        "later": Gesture(milestones.move, "Move a step one place later", arguments={"places": 1}),
    }


class Involvements(OfProject):
    """Who takes part in a project; whom the caller may not see is not there."""

    model, serializer_class, dated = Involvement, InvolvementSerializer, True
    add = Gesture(
        involvements.Involve,
        "Involve an actor that is registered",
        body={"leave": NOT_NEW, "needed": frozenset({"actor"})},
    )
    change = Gesture(involvements.InvolvementUpdate, "Change how much, and through whom, an actor takes part")
    remove = Gesture(involvements.InvolvementDelete, "Remove an involvement that was registered by mistake")
    gestures = {
        "end": Gesture(involvements.InvolvementEnd, "Say which day was the last aboard"),
        "resume": Gesture(involvements.resume, "Undo the end of an involvement"),
        "confirm": Gesture(involvements.confirm, "Confirm, for the actor, that it takes part"),
    }

    def get_queryset(self):
        """Leave out whom the caller may not see."""
        return super().get_queryset().visible_to(self.request.user)

    def listed(self, records):
        """Keep the circle of the day."""
        return records if self.is_asked_for_all else records.active_on(self.day)

    def shown(self, records):
        """Load who takes part."""
        return involvements_shown(records, self.request.user)


class NeedGesture(Gesture):
    """States a need: its kind first."""

    def body(self):
        """Add the kind."""
        own = forms.body_class(
            need_forms.NeedCreateForm,
            name="NeedAlone",
            optional=frozenset({*need_forms.ASKED.values(), "minimum_level"}),
        )
        return NEED_BODIES.setdefault(own, type("NeedBody", (KindBody, own), {"__doc__": own.__doc__}))


class KindBody(serializers.Serializer):
    """What sort of thing is asked for."""

    kind = serializers.ChoiceField(choices=NeedKind.choices)


NEED_BODIES: dict[type, type] = {}


class Needs(OfProject):
    """What a project needs: one thing of the kind that it says. `gaps/` tells how each stands."""

    model, serializer_class, dated = Need, NeedSerializer, True
    add = NeedGesture(needs.NeedCreate, "State a need")
    change = Gesture(needs.NeedUpdate, "Change a need")
    remove = Gesture(needs.NeedDelete, "Remove a need that was stated by mistake, with its pledges")
    gestures = {
        "close": Gesture(needs.NeedClose, "Say since when the need is no longer there"),
        "waive": Gesture(needs.NeedWaive, "Say since when the project does without, and why"),
        "reopen": Gesture(needs.reopen, "Open again a need that was closed or waived"),
    }

    def listed(self, records):
        """Keep what is open on the day."""
        return records if self.is_asked_for_all else records.open_on(self.day)

    def shown(self, records):
        """Load what is asked for."""
        return needs_asked(records)

    def more(self, gesture, sent):
        """Say the kind as the address of the page does."""
        if gesture is not self.add:
            return {}
        check(self.request.user, needs.CONTRIBUTE, self.project)
        kind = sent.pop("kind", None)
        if kind is None:
            raise serializers.ValidationError(
                {"kind": [serializers.Field.default_error_messages["required"]]}
            )
        return {"query": {"genre": kind}}


class PledgeGesture(Gesture):
    """Registers a pledge to the need that the body names."""

    def body(self):
        """Add the need."""
        own = forms.body_class(pledge_forms.PledgeCreateForm, name="PledgeAlone")
        return NEED_BODIES.setdefault(own, type("PledgeBody", (OfNeedBody, own), {"__doc__": own.__doc__}))


class OfNeedBody(serializers.Serializer):
    """To which need."""

    need = serializers.UUIDField()


class Pledges(OfProject):
    """What actors give to needs for resources; those of whom the caller may not see are not there."""

    model, serializer_class, dated = Pledge, PledgeSerializer, True
    add = PledgeGesture(pledges.PledgeCreate, "Register what an actor aboard gives to a need")
    change = Gesture(pledges.PledgeUpdate, "Change a pledge")
    remove = Gesture(pledges.PledgeDelete, "Remove a pledge")
    gestures = {"confirm": Gesture(pledges.confirm, "Attest a pledge")}

    def get_queryset(self):
        """Keep the pledges to needs of the project."""
        if getattr(self, "swagger_fake_view", False):
            return Pledge.objects.none()
        return Pledge.objects.visible_to(self.request.user).filter(need__project=self.project)

    def listed(self, records):
        """Keep those of the day."""
        return records if self.is_asked_for_all else records.active_on(self.day)

    def shown(self, records):
        """Load the need, the giver and the resource."""
        return records.select_related("need", "actor", "resource")

    def do(self, gesture, sent, arguments):
        """Name the need as the address of the page does."""
        if gesture is not self.add:
            return super().do(gesture, sent, arguments)
        check(self.request.user, needs.CONTRIBUTE, self.project)
        uid = sent.pop("need", None)
        if uid is None:
            raise serializers.ValidationError(
                {"need": [serializers.Field.default_error_messages["required"]]}
            )
        if not Need.objects.filter(project=self.project, uid=uid, resource_kind__isnull=False).exists():
            raise serializers.ValidationError({"need": [forms.NOT_OFFERED]})
        return super().do(gesture, sent, {**arguments, "uid": uid})


class Experiences(OfProject):
    """What a project learnt, for others."""

    model, serializer_class = Experience, ExperienceSerializer
    add = Gesture(experiences.ExperienceCreate, "Tell an experience")
    change = Gesture(experiences.ExperienceUpdate, "Change an experience")
    remove = Gesture(experiences.ExperienceDelete, "Remove an experience")

    def shown(self, records):
        """Load what it is about, and whom to ask as far as the caller sees."""
        seen = Actor.objects.visible_to(self.request.user)
        asked = Prefetch("ask", seen, to_attr="seen_ask")
        return records.select_related("need").prefetch_related("competences", asked)


class DeclareInJson(RefusedAxes, partnerships.PartnershipCreate):
    """The page, whose refusals name axes."""


class Partnerships(OfProject):
    """Partnerships of which an axis was born of the project."""

    model, serializer_class = Partnership, PartnershipSerializer
    on_a_day = True
    add = Declaration(
        DeclareInJson, "Declare how two actors of the circle work together", PartnersForm, "Partners"
    )

    def get_queryset(self):
        """Keep those born of the project that may be seen."""
        if getattr(self, "swagger_fake_view", False):
            return Partnership.objects.none()
        seen = Partnership.objects.visible_to(self.request.user)
        return seen.filter(
            pk__in=PartnershipAxis.objects.filter(origin__project=self.project).values("partnership")
        )

    def shown(self, records):
        """Load the partners and the axes."""
        axes = PartnershipAxis.objects.select_related("kind").order_by("pk")
        if self.action == "list" and not self.is_asked_for_all:
            axes = axes.active_on(self.day)
        return records.select_related("first", "second").prefetch_related(Prefetch("axes", axes))

    def more(self, gesture, sent):
        """Send the axes as the page does."""
        return {"posted": as_formset(sent.pop("axes", []))}
