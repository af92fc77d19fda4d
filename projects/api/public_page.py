"""What a project says of itself: figures and measures, public words, news."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from projects.api.parts import OfProject
from projects.forms.common_ground import ConvictionsForm
from projects.forms.indicators import MeasureCreateForm
from projects.forms.supports import voices
from projects.models import Aim, Conviction, Indicator, Measure, News, Support
from projects.public_serializers import (
    AimSerializer,
    ConvictionSerializer,
    IndicatorSerializer,
    MeasureSerializer,
    NewsSerializer,
    SupportSerializer,
)
from projects.views import common_ground, indicators, news, supports
from territoire.api import forms, pages
from territoire.api.views import ApiView, Gesture
from territoire.views import check


class Indicators(OfProject):
    """What a project counts, with what was measured."""

    model, serializer_class = Indicator, IndicatorSerializer
    add = Gesture(indicators.IndicatorCreate, "Count something")
    change = Gesture(indicators.IndicatorUpdate, "Change what is counted, from what, towards what")
    remove = Gesture(indicators.IndicatorDelete, "Remove an indicator and its measures")

    def shown(self, records):
        """Load what was measured."""
        return records.with_measures()


class MeasureGesture(Gesture):
    """Registers a measure of the indicator that the body names."""

    def body(self):
        """Add the indicator."""
        own = forms.body_class(MeasureCreateForm, name="MeasureAlone")
        return BODIES.setdefault(own, type("MeasureBody", (OfIndicatorBody, own), {"__doc__": own.__doc__}))


class OfIndicatorBody(serializers.Serializer):
    """Of which indicator."""

    indicator = serializers.UUIDField()


BODIES: dict[type, type] = {}


class Measures(OfProject):
    """What was measured, of all the indicators of a project."""

    model, serializer_class = Measure, MeasureSerializer
    add = MeasureGesture(indicators.MeasureCreate, "Add a measure")
    change = Gesture(indicators.MeasureUpdate, "Change a measure")
    remove = Gesture(indicators.MeasureDelete, "Remove a measure")

    def get_queryset(self):
        """Keep those of the project."""
        if getattr(self, "swagger_fake_view", False):
            return Measure.objects.none()
        return Measure.objects.filter(indicator__project=self.project)

    def shown(self, records):
        """Load of what."""
        return records.select_related("indicator")

    def do(self, gesture, sent, arguments):
        """Name the indicator as the address of the page does."""
        if gesture is not self.add:
            return super().do(gesture, sent, arguments)
        check(self.request.user, indicators.CONTRIBUTE, self.project)
        uid = sent.pop("indicator", None)
        if uid is None:
            required = serializers.Field.default_error_messages["required"]
            raise serializers.ValidationError({"indicator": [required]})
        if not Indicator.objects.filter(project=self.project, uid=uid).exists():
            raise serializers.ValidationError({"indicator": [forms.NOT_OFFERED]})
        return super().do(gesture, sent, {**arguments, "uid": uid})


class SeenOfProject(OfProject):
    """A part that not everybody who sees the project sees."""

    def get_queryset(self):
        """Keep what the caller may see."""
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        return self.model.objects.visible_to(self.request.user).filter(project=self.project)


class Supports(SeenOfProject):
    """What actors say in public for a project; what waits, for who asked and who speaks for the actor."""

    model, serializer_class = Support, SupportSerializer
    add = Gesture(supports.Ask, "Ask an actor for a public word")
    gestures = {
        "publish": Gesture(supports.Publish, "Write the word of an actor, and publish it"),
        "decline": Gesture(supports.decline, "Say no to what was asked"),
        "withdraw": Gesture(supports.withdraw, "Take a public word back"),
        "take-off": Gesture(supports.TakeOff, "Take a word off the page of the project"),
        "ask-again": Gesture(supports.ask_again, "Ask again for a word that was taken off"),
    }

    def shown(self, records):
        """Load who says it."""
        return records.select_related("actor", "project")


class OfferedSupports(Supports):
    """Words that nobody asked for: who speaks for the actor publishes them at once."""

    add = Gesture(
        supports.Offer, "Say the public word of an actor for which one speaks", body={"name": "SupportOffer"}
    )
    gestures = {}

    def more(self, gesture, sent):
        """Refuse who speaks for nobody, whom the page leads elsewhere."""
        seen = self.project
        if seen and not voices(self.request.user).exists():
            raise PermissionDenied
        return {}

    def located(self, own):
        """Name where supports are read one by one."""
        return f"{self.request.path.removesuffix('offer/')}{own}/"


class NewsOfProject(SeenOfProject):
    """What a project tells; drafts, to those who write for it."""

    model, serializer_class = News, NewsSerializer
    add = Gesture(news.NewsCreate, "Tell something new")
    change = Gesture(news.NewsUpdate, "Change what was told")
    remove = Gesture(news.NewsDelete, "Remove news")


class CommonObjectives(OfProject):
    """The objectives that actors of the circle may share."""

    model, serializer_class = Aim, AimSerializer
    add = Gesture(common_ground.AimCreate, "Add a common objective")
    remove = Gesture(common_ground.AimDelete, "Remove a common objective, and who holds it")


class Convictions(SeenOfProject):
    """Which actors hold which values and objectives in the project."""

    model, serializer_class = Conviction, ConvictionSerializer

    def shown(self, records):
        """Load who holds what."""
        return records.select_related("actor", "value", "aim")


class SayConvictions(ApiView):
    """What one actor of the circle holds."""

    part, tag = "projects", "projects"

    @extend_schema(
        summary="Say which values and common objectives an actor of the circle holds; what is not sent stays",
        request=forms.body_class(ConvictionsForm),
        responses=ConvictionSerializer(many=True),
    )
    def post(self, request, slug: str, actor: str) -> Response:
        """Say it as the page does, and answer all that it holds."""
        body = forms.body_class(ConvictionsForm)(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        pages.do(
            common_ground.Say, request, arguments={"slug": slug, "actor": actor}, sent=body.validated_data
        )
        said = Conviction.objects.visible_to(request.user).filter(project__slug=slug, actor__slug=actor)
        told = said.select_related("actor", "value", "aim").order_by("pk")
        return Response(ConvictionSerializer(told, many=True, context={"request": request}).data)
