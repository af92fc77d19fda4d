"""Diagnoses, written: versions opened and closed, statements added and mended, what one thinks of them."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404
from django.utils.functional import cached_property
from rest_framework import serializers

from cocreation.enums import Agreement, StatementKind
from cocreation.forms.diagnosis import OpenForm, OpinionsForm, StatementChangeForm, StatementForm
from cocreation.models import Diagnosis, Question, Statement, Voice
from cocreation.views import diagnosis as views
from cocreation.views.pages import subject_or_404
from projects.models import Need
from territoire.api import forms
from territoire.api.serializers import RecordSerializer
from territoire.api.views import Gesture, Records
from territoire.views import check


class OwnQuestionSerializer(serializers.ModelSerializer):
    """A question of one's own that a version asks."""

    id = serializers.UUIDField(source="uid")

    class Meta:
        model = Question
        fields = ["id", "text"]


class DiagnosisSerializer(RecordSerializer):
    """A version of a diagnosis: what it is about, its questions. How far statements are shared is read elsewhere."""

    project = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    territory = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    questions = OwnQuestionSerializer(many=True, read_only=True)

    class Meta:
        model = Diagnosis
        fields = [
            "id",
            "project",
            "territory",
            "number",
            "aim",
            "visibility",
            "opened_on",
            "closed_on",
            "questions",
            "illustrative",
            "version",
        ]


class StatedSerializer(RecordSerializer):
    """A statement, and the needs that it is about as far as the caller sees them."""

    question = serializers.SlugRelatedField("uid", read_only=True, allow_null=True)
    needs = serializers.SerializerMethodField()

    class Meta:
        model = Statement
        fields = ["id", "kind", "question", "text", "needs", "created_at", "illustrative", "version"]

    def get_needs(self, statement: Statement) -> list[UUID]:
        """Return them."""
        return [need.uid for need in statement.seen_needs]  # type: ignore[attr-defined]  # prefetched


def _open(data, record, user) -> OpenForm:
    return OpenForm(data, subject=record)


class OpinionsBody(forms.Body):
    """What one thinks: of each statement, by its `id`, from 1 (not at all) to 5 (wholly), null to take it back."""

    family = serializers.CharField(
        max_length=200, required=False, allow_null=True, help_text="The family that one speaks from, if any."
    )
    opinions = serializers.DictField(
        child=serializers.ChoiceField(choices=Agreement.choices, allow_null=True), required=False
    )


class Rates(Gesture):
    """Says what one thinks of several statements: the page has a field for each."""

    def body(self):
        """Say of which."""
        return OpinionsBody


class Diagnoses(Records):
    """Versions of diagnoses."""

    part, tag = "projects", "together"
    model, serializer_class = Diagnosis, DiagnosisSerializer
    lookup_field = "uid"
    gestures = {
        "close": Gesture(views.close, "Close a version: it stays to be read"),
        "begin-next": Gesture(
            views.close, "Close a version and begin the next with its statements", posted={"suite": "1"}
        ),
        "opinions": Rates(
            views.give_opinions, "Say how far one agrees with statements, from a family", versioned=False
        ),
    }

    def get_queryset(self):
        """Keep what the caller may read."""
        if getattr(self, "swagger_fake_view", False):
            return Diagnosis.objects.none()
        return Diagnosis.objects.visible_to(self.request.user)

    def shown(self, records):
        """Load what it is about, and what it asks."""
        return records.select_related("project__territory", "territory").prefetch_related("questions")

    def more(self, gesture, sent):
        """Send opinions as the page does."""
        if not isinstance(gesture, Rates):
            return {}
        check(self.request.user, views.TAKE_PART, self.record)
        seen = Statement.objects.visible_to(self.request.user).filter(diagnosis=self.record)
        opinions = {f"avis-{uid}": value for uid, value in sent.pop("opinions", {}).items()}
        unknown = opinions.keys() - {f"avis-{uid}" for uid in seen.values_list("uid", flat=True)}
        if unknown:
            told = {name.removeprefix("avis-"): [forms.UNKNOWN] for name in unknown}
            raise serializers.ValidationError({"opinions": told})
        if "family" not in sent:
            voice = Voice.objects.filter(diagnosis=self.record, user__in=[self.request.user.pk]).first()
            sent["family"] = voice.family.code if voice and voice.family else None
        shown = OpinionsForm(statements=())
        data = forms.filled(shown, sent, self.request.user)
        if not OpinionsForm(data, statements=()).is_valid():
            raise serializers.ValidationError({"family": [forms.NOT_OFFERED]})
        return {"posted": data | {name: "" if one is None else one for name, one in opinions.items()}}


class Versions(Diagnoses):
    """The versions of one diagnosis, the caller's to read; a new one begins without statements."""

    add = Gesture(
        views.start,
        "Open a version",
        form=OpenForm,
        make=_open,
        body={"name": "DiagnosisOpen", "optional": frozenset({"visibility"})},
    )
    gestures = {}

    @cached_property
    def subject(self):
        """The project or the territory of the address."""
        return subject_or_404(self.request.user, **self.kwargs)

    def get_queryset(self):
        """Keep those about it."""
        found = super().get_queryset()
        return found if getattr(self, "swagger_fake_view", False) else found.about(self.subject)

    def do(self, gesture, sent, arguments):
        """Open one as the page does."""
        self.record = self.subject
        return super().do(gesture, sent, arguments)

    def located(self, own: Any) -> str:
        """Name where versions are read one by one."""
        return f"/api/v1/diagnoses/{own}/"

    def _again(self, record, key):
        """Return the version that was just opened: the latest."""
        found = self.shown(self.get_queryset()).first()
        if found is None:
            raise Http404
        return found


class StatementBody(forms.Body):
    """One thing at a time, so that each may agree or not."""

    kind = serializers.ChoiceField(
        choices=[one for one in StatementKind.choices if one[0] != StatementKind.ANSWER],
        required=False,
        help_text="Needed unless `question` is said.",
    )
    question = serializers.UUIDField(required=False, help_text="Which question of the version it answers.")
    text = serializers.CharField(max_length=500)
    needs = serializers.ListField(child=serializers.UUIDField(), max_length=200, required=False)


class States(Gesture):
    """States something: what sort of thing, or the answer to which question."""

    def body(self):
        """Say which."""
        return StatementBody


def _state(data, record: Diagnosis, user) -> StatementForm:
    return StatementForm(data, diagnosis=record, user=user)


def _reword(data, record: Statement, user) -> StatementChangeForm:
    return StatementChangeForm(data, instance=record, user=user)


class Statements(Records):
    """What is stated in diagnoses."""

    part, tag = "projects", "together"
    model, serializer_class = Statement, StatedSerializer
    lookup_field = "uid"
    change: ClassVar[Gesture | None] = Gesture(
        views.change_statement,
        "Mend a statement that nobody rated yet, or say which needs it is about",
        form=StatementChangeForm,
        make=_reword,
    )
    remove: ClassVar[Gesture | None] = Gesture(
        views.remove_statement, "Remove a statement and what people think of it"
    )

    def get_queryset(self):
        """Keep what the caller may read."""
        if getattr(self, "swagger_fake_view", False):
            return Statement.objects.none()
        return Statement.objects.visible_to(self.request.user)

    def shown(self, records):
        """Load what it answers, and the needs that the caller sees."""
        seen = Need.objects.visible_to(self.request.user)
        return records.select_related(
            "question", "diagnosis__project__territory", "diagnosis__territory"
        ).prefetch_related(Prefetch("needs", seen, to_attr="seen_needs"))


class StatementsOfVersion(Statements):
    """What is stated in one version, in the order of a key that never changes."""

    add = States(
        views.state,
        "State something",
        form=StatementForm,
        make=_state,
        body={"names": (("sort", "kind"),)},
    )
    change: ClassVar[Gesture | None] = None
    remove: ClassVar[Gesture | None] = None

    @cached_property
    def diagnosis(self) -> Diagnosis:
        """The version of the address."""
        return views.diagnosis_or_404(self.request.user, self.kwargs["uid"])

    def get_queryset(self):
        """Keep those of the version."""
        found = super().get_queryset()
        return found if getattr(self, "swagger_fake_view", False) else found.filter(diagnosis=self.diagnosis)

    def sent(self, gesture, request):
        """Say the question as the page does."""
        sent = super().sent(gesture, request)
        if question := sent.pop("question", None):
            sent["sort"] = str(question)
        return sent

    def do(self, gesture, sent, arguments):
        """State it as the page does."""
        check(self.request.user, views.TAKE_PART, self.diagnosis)
        self.record = self.diagnosis
        if sent.get("needs") and "needs" not in _state(None, self.diagnosis, self.request.user).fields:
            raise serializers.ValidationError({"needs": [forms.NOT_OFFERED]})
        return super().do(gesture, sent, arguments)

    def located(self, own: Any) -> str:
        """Name where statements are read one by one."""
        return f"/api/v1/statements/{own}/"

    def _again(self, record, key):
        """Return the statement that the page leads to."""
        return super()._again(record, key.rpartition("#constat-")[2])
