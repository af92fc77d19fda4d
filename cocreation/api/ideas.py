"""Ideas: read, had, said what they ask for, joined, made a project."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Prefetch
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from cocreation.api.analyses import OfTerritory
from cocreation.forms.idea import AskForm, BecomeForm, IdeaCreateForm, IdeaForm, SupportForm
from cocreation.models import Idea, IdeaAsk, IdeaSupport
from cocreation.views import ideas as views
from projects.models import Project
from territoire.api import forms
from territoire.api.serializers import VersionField
from territoire.api.views import Gesture, Records
from territoire.models import Territory
from territoire.views import check

MOST_IDEAS = 200
#: What an idea may ask for, and by what it is named.
ASKED = {"competence": "slug", "occupation": "code", "resource_kind": "code", "family": "code"}


class IdeaSerializer(serializers.ModelSerializer):
    """An idea."""

    territory = serializers.CharField(source="territory.code")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Idea
        fields = ["slug", "name", "text", "signature", "territory", "url", "created_at", "illustrative"]


class IdeaAskSerializer(serializers.ModelSerializer):
    """One thing that an idea asks for: a competence, an occupation, a resource or a family."""

    competence = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    occupation = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    resource_kind = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    family = serializers.SlugRelatedField("code", read_only=True, allow_null=True)

    class Meta:
        model = IdeaAsk
        fields = ["competence", "minimum_level", "occupation", "resource_kind", "family", "quantity"]


class IdeaSupportSerializer(serializers.ModelSerializer):
    """Somebody whom an idea interests, as they chose to be named, and what they bring."""

    class Meta:
        model = IdeaSupport
        fields = ["signature", "brings"]


class IdeaDetailSerializer(IdeaSerializer):
    """An idea with what it asks for, how many it gathers, and the project that it became where one sees it."""

    asks = IdeaAskSerializer(many=True, read_only=True)
    gathered = serializers.IntegerField()
    supports = serializers.SerializerMethodField()
    project = serializers.SerializerMethodField()
    version = VersionField()

    class Meta(IdeaSerializer.Meta):
        fields = [
            *IdeaSerializer.Meta.fields,
            "visibility",
            "asks",
            "gathered",
            "supports",
            "project",
            "version",
        ]

    def get_supports(self, idea: Idea) -> list[dict[str, str]]:
        """Return those who said something."""
        told = [one for one in idea.supports.all() if one.brings or one.signature]
        return [dict(one) for one in IdeaSupportSerializer(told, many=True).data]

    def get_project(self, idea: Idea) -> str | None:
        """Return its slug, where the caller sees it."""
        seen = idea.seen_project  # type: ignore[attr-defined]  # prefetched
        return seen.slug if seen else None


class IdeasSerializer(serializers.Serializer):
    """The newest ideas."""

    ideas = IdeaSerializer(many=True)


class IdeasOfTerritory(OfTerritory):
    """The box of ideas of a territory."""

    @extend_schema(summary="The newest ideas for a territory and what lies in it", responses=IdeasSerializer)
    def get(self, request, code: str) -> Response:
        """Answer those that the caller may read."""
        found = Idea.objects.visible_to(request.user).within(self.territory(code)).select_related("territory")
        return Response(IdeasSerializer({"ideas": found[:MOST_IDEAS]}).data)


class IdeaBody(forms.Body):
    """An idea for a territory."""

    territory = serializers.CharField(max_length=200, help_text="The code of a territory.")

    def get_fields(self):
        """Add what the form of the page asks for."""
        return {**super().get_fields(), **forms.body_class(IdeaCreateForm)().get_fields()}


class Proposes(Gesture):
    """Puts an idea into the box of the territory that the body names."""

    def body(self):
        """Add the territory."""
        return IdeaBody


class NoLongerBody(forms.Body):
    """What the idea no longer asks for: one of these."""

    competence = serializers.CharField(max_length=200, required=False)
    occupation = serializers.CharField(max_length=200, required=False)
    resource_kind = serializers.CharField(max_length=200, required=False)
    family = serializers.CharField(max_length=200, required=False)


class NoLonger(Gesture):
    """Takes out what an idea asked for: buttons of the page name it by a number."""

    def body(self):
        """Say which."""
        return NoLongerBody


def _propose(data, record: Territory, user) -> IdeaCreateForm:
    return IdeaCreateForm(data, territory=record)


def _mend(data, record: Idea, user) -> IdeaForm:
    return IdeaForm(data, instance=record)


def _ask(data, record: Idea, user) -> AskForm:
    return AskForm(data, user=user, instance=IdeaAsk(idea=record))


def _support(data, record: Idea, user) -> SupportForm:
    said = record.supports.filter(user=user).first() if user.is_authenticated else None
    return SupportForm(data, instance=said)


def _become(data, record: Idea, user) -> BecomeForm:
    return BecomeForm(data, initial={"name": record.name, "objective": record.text})


class Ideas(Records):
    """Ideas that the caller may read."""

    part, tag = "projects", "together"
    model, serializer_class, detail_class = Idea, IdeaSerializer, IdeaDetailSerializer
    lookup_field = "slug"
    add = Proposes(
        views.propose, "Put an idea into the box of a territory", form=IdeaCreateForm, make=_propose
    )
    change = Gesture(views.change, "Mend an idea", form=IdeaForm, make=_mend)
    gestures = {
        "ask": Gesture(
            views.ask,
            "Say one thing that the idea asks for",
            form=AskForm,
            make=_ask,
            body={"name": "IdeaAsk"},
            versioned=False,
        ),
        "no-longer-ask": NoLonger(views.no_longer_ask, "Take out what the idea asked for", versioned=False),
        "join": Gesture(
            views.support,
            "Be counted among those whom it interests, and say what one could bring",
            form=SupportForm,
            make=_support,
            body={"name": "IdeaSupport"},
            versioned=False,
        ),
        "leave": Gesture(views.support, "No longer be counted", posted={"quitter": "1"}, versioned=False),
        "become-project": Gesture(
            views.become, "Begin its project, which the caller holds", form=BecomeForm, make=_become
        ),
    }

    def get_queryset(self):
        """Keep what the caller may read."""
        if getattr(self, "swagger_fake_view", False):
            return Idea.objects.none()
        return Idea.objects.visible_to(self.request.user)

    def shown(self, records):
        """Load where; of one idea, all that its page shows."""
        records = records.select_related("territory")
        if self.action == "list":
            return records
        seen = Project.objects.visible_to(self.request.user)
        return records.annotate(gathered=Count("supports", distinct=True)).prefetch_related(
            "supports",
            Prefetch("project", seen, to_attr="seen_project"),
            Prefetch(
                "asks", IdeaAsk.objects.select_related("competence", "occupation", "resource_kind", "family")
            ),
        )

    def do(self, gesture, sent, arguments):
        """Name the territory as the address of the page does."""
        if gesture is self.add:
            self.record = self._place(sent)
            arguments = {"code": self.record.code}
        return super().do(gesture, sent, arguments)

    def more(self, gesture, sent) -> dict[str, Any]:
        """Name what is no longer asked for as the button of the page does."""
        if not isinstance(gesture, NoLonger):
            return {}
        check(self.request.user, views.CHANGE, self.record)
        return {"posted": {"demande": self._asked(sent)}}

    def _place(self, sent: dict[str, Any]) -> Territory:
        code = sent.pop("territory", None)
        if code is None:
            raise serializers.ValidationError(
                {"territory": [serializers.Field.default_error_messages["required"]]}
            )
        found = Territory.objects.current().filter(code=code).first()
        if found is None:
            raise serializers.ValidationError({"territory": [forms.NOT_OFFERED]})
        return found

    def _asked(self, sent: Mapping[str, str]) -> int:
        if len(sent) == 1:
            ((name, value),) = sent.items()
            if found := self.record.asks.filter(**{f"{name}__{ASKED[name]}": value}).first():
                return found.pk
            raise serializers.ValidationError({name: [forms.NOT_OFFERED]})
        raise serializers.ValidationError({"": [forms.NOT_OFFERED]})
