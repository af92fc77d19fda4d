"""Training among peers: read, offered, wished for, announced, joined."""

from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from actors.models import Competence
from actors.serializers import NamedActorSerializer
from cocreation.analysis.exchange import exchange
from cocreation.forms.training import (
    InscriptionForm,
    LevelForm,
    OfferForm,
    RequestForm,
    SessionCreateForm,
    SessionForm,
    teachable,
)
from cocreation.models import Inscription, TrainingOffer, TrainingRequest, TrainingSession
from cocreation.permissions import told_inscriptions
from cocreation.views import trainings as views
from territoire.api.problems import Conflict
from territoire.api.serializers import RecordSerializer, VersionField
from territoire.api.views import ApiView, Gesture, Records


class LearningSerializer(serializers.Serializer):
    """An offer to teach or a wish to learn."""

    uid = serializers.UUIDField()
    actor = NamedActorSerializer()
    competence = serializers.CharField(source="competence.slug")
    words = serializers.CharField()


class SessionSerializer(serializers.Serializer):
    """A session to come."""

    uid = serializers.UUIDField()
    teacher = NamedActorSerializer()
    competence = serializers.CharField(source="competence.slug")
    level = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    territory = serializers.CharField(source="territory.code")
    place = serializers.CharField()
    places = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class TrainingsSerializer(serializers.Serializer):
    """What is to be learnt and taught."""

    sessions = SessionSerializer(many=True)
    offers = LearningSerializer(many=True)
    wishes = LearningSerializer(many=True)
    page = serializers.IntegerField()
    pages = serializers.IntegerField()


class Trainings(ApiView):
    """Training among peers."""

    part, tag = "actors", "together"
    throttle_scope = "search"

    @extend_schema(
        summary="Sessions to come, offers to teach, wishes to learn; of one competence with `competence`",
        parameters=[
            OpenApiParameter("competence", OpenApiTypes.STR, description="The slug of a competence."),
            OpenApiParameter(
                "page", OpenApiTypes.INT, description="Which of the `pages`; the first by default."
            ),
        ],
        responses=TrainingsSerializer,
    )
    def get(self, request) -> Response:
        """Answer what the page shows."""
        slug = request.GET.get("competence", "")
        competence = Competence.objects.offered_to(request.user).filter(slug=slug).first() if slug else None
        told = exchange(request.user, competence, timezone.localdate(), request.GET.get("page", ""))
        wishes = [one.request for one in told.wishes]
        pages = {"page": told.page.number, "pages": told.page.paginator.num_pages}
        found = {"sessions": told.sessions, "offers": told.offers, "wishes": wishes, **pages}
        return Response(TrainingsSerializer(found).data)


class OfferSerializer(RecordSerializer):
    """An actor that is willing to teach."""

    actor = NamedActorSerializer()
    competence = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = TrainingOffer
        fields = ["id", "actor", "competence", "words", "illustrative", "version"]


class WishSerializer(RecordSerializer):
    """An actor that wants to learn."""

    actor = NamedActorSerializer()
    competence = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = TrainingRequest
        fields = ["id", "actor", "competence", "level", "words", "illustrative", "version"]


class OneSessionSerializer(SessionSerializer):
    """A session, to come or over."""

    text = serializers.CharField()
    cancelled_at = serializers.DateTimeField(allow_null=True)
    version = VersionField()


class InscriptionSerializer(RecordSerializer):
    """Who learns, who waits; afterwards, the level that each of the two says."""

    session = serializers.SlugRelatedField("uid", read_only=True)
    actor = NamedActorSerializer()

    class Meta:
        model = Inscription
        fields = [
            "id",
            "session",
            "actor",
            "state",
            "level_before",
            "level_by_teacher",
            "level_by_learner",
            "confirmed_on",
            "version",
        ]


def _offer(data, record, user) -> OfferForm:
    return OfferForm(data, user=user)


def _wish(data, record, user) -> RequestForm:
    return RequestForm(data, user=user)


def _announce(data, record, user) -> SessionCreateForm:
    return SessionCreateForm(data, user=user)


def _change(data, record: TrainingSession, user) -> SessionForm:
    return SessionForm(data, instance=record)


def _register(data, record: TrainingSession, user) -> InscriptionForm:
    return InscriptionForm(data, user=user)


def _level(data, record: Inscription, user) -> LevelForm:
    return LevelForm(data)


class OfActors(Records):
    """What actors offer or wish, as far as the caller sees them; what is over is not there."""

    part, tag = "actors", "together"
    lookup_field = "uid"
    asked: dict[str, Any] = {}

    def get_queryset(self):
        """Keep what the page shows."""
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        return self.model.objects.visible_to(self.request.user).open().filter(actor__archived_at=None)

    def shown(self, records):
        """Load of whom, and of what."""
        return records.select_related("actor", "competence")

    def do(self, gesture, sent, arguments):
        """Do it as the page does, and know what was asked for: the page leads to all of them."""
        self.asked = dict(sent)
        return super().do(gesture, sent, arguments)

    def named(self) -> dict[str, Any]:
        """Return the one of an actor for a competence that was asked for: there is one at most."""
        raise NotImplementedError

    def _again(self, record, key):
        found = self.shown(self.get_queryset()).filter(**self.named()).first()
        if found is None:
            raise Conflict(None)
        return found


class Offers(OfActors):
    """Offers to teach."""

    model, serializer_class = TrainingOffer, OfferSerializer
    add = Gesture(
        views.offer,
        "Say that an actor for which one speaks is willing to teach",
        form=OfferForm,
        make=_offer,
        body={"name": "TrainingOffer"},
    )
    gestures = {"end": Gesture(views.end_offer, "No longer offer")}

    def named(self):
        """Name what the mastery says."""
        found = teachable(self.request.user).filter(uid=self.asked.get("mastery")).first()
        return {"actor": found and found.actor, "competence": found and found.competence}


class Wishes(OfActors):
    """Wishes to learn."""

    model, serializer_class = TrainingRequest, WishSerializer
    add = Gesture(
        views.ask,
        "Say that an actor wants to learn",
        form=RequestForm,
        make=_wish,
        body={"name": "TrainingWish"},
    )
    gestures = {"end": Gesture(views.end_request, "No longer ask")}

    def named(self):
        """Name what was sent."""
        return {"actor__slug": self.asked.get("actor"), "competence__slug": self.asked.get("competence")}


class Sessions(Records):
    """Sessions of training that the caller may see, over or to come."""

    part, tag = "actors", "together"
    model, serializer_class = TrainingSession, OneSessionSerializer
    lookup_field = "uid"
    add = Gesture(
        views.announce, "Announce a session, out of an offer", form=SessionCreateForm, make=_announce
    )
    change = Gesture(views.change, "Change a session", form=SessionForm, make=_change)
    gestures = {
        "call-off": Gesture(views.call_off, "Call a session off"),
        "register": Gesture(
            views.register,
            "Take a place for an actor, or a turn on the waiting list",
            form=InscriptionForm,
            make=_register,
            versioned=False,
        ),
    }

    def get_queryset(self):
        """Keep what the caller may see."""
        if getattr(self, "swagger_fake_view", False):
            return TrainingSession.objects.none()
        return TrainingSession.objects.visible_to(self.request.user)

    def shown(self, records):
        """Load who teaches what, and where."""
        return records.select_related("teacher", "competence", "territory")


class Inscriptions(Records):
    """Who comes, for who teaches and for who comes; what both said was learnt, for whoever sees the two."""

    part, tag = "actors", "together"
    model, serializer_class, for_accounts = Inscription, InscriptionSerializer, True
    lookup_field = "uid"
    gestures = {
        "leave": Gesture(views.leave, "Give a place up", versioned=False),
        "say-level": Gesture(
            views.say_level, "Say what level was reached", form=LevelForm, make=_level, versioned=False
        ),
    }

    def get_queryset(self):
        """Keep what the page of a session shows."""
        if getattr(self, "swagger_fake_view", False):
            return Inscription.objects.none()
        return told_inscriptions(self.request.user)

    def shown(self, records):
        """Load who learns, and where."""
        return records.select_related("actor", "session__teacher")
