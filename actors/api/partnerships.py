"""How actors work together: partnerships, each with its axes."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from rest_framework import serializers

from actors.api.facts import OfActor
from actors.enums import Direction
from actors.forms.partnerships import AxisForm, PartnershipDeclarationForm
from actors.models import Partnership, PartnershipAxis, PartnershipKind
from actors.serializers import AxisSerializer, PartnershipSerializer
from actors.views import partnerships as pages
from territoire.api import forms, problems
from territoire.api.views import Gesture

MOST = 20


class SaidAxisMixin(serializers.Serializer):
    """How one works with the other: a kind, and whether it goes from the actor of the address (`forward`)."""

    kind = serializers.CharField(max_length=30, help_text="The code of a kind of partnership.")
    direction = serializers.ChoiceField(
        choices=Direction.choices, required=False, help_text="From the actor of the address to its partner."
    )


AxisBody = type(
    "AxisBody",
    (SaidAxisMixin, forms.body_class(AxisForm, name="SaidAxis", leave=frozenset({"does"}))),
    {"__doc__": "One way in which an actor works with another."},
)


class WithAxes(serializers.Serializer):
    """The axes that are declared together."""

    axes = serializers.ListField(child=AxisBody(), min_length=1, max_length=MOST)


def with_axes(form_class: type, name: str) -> type[forms.Body]:
    """Return the body of a declaration: what holds for all its axes, then the axes."""
    own = forms.body_class(form_class, name=f"{name}Alone")
    return type(f"{name}Body", (WithAxes, own), {"__doc__": form_class.__doc__})


class Spoken(Gesture):
    """Says an axis by its kind and direction."""

    def body(self) -> type[forms.Body]:
        """Return what programs say."""
        return AxisBody


class Declaration(Gesture):
    """Declares a partnership with its axes."""

    def __init__(self, page, summary: str, form_class: type, name: str) -> None:
        """Add the axes to the body."""
        super().__init__(page, summary, form=form_class)
        self.whole = with_axes(form_class, name)

    def body(self) -> type[forms.Body]:
        """Return the form and its axes."""
        return self.whole


def as_formset(axes: list[dict[str, Any]]) -> dict[str, str]:
    """Return axes as the page sends them: `axes-0-does`…"""
    posted = {"axes-TOTAL_FORMS": str(len(axes)), "axes-INITIAL_FORMS": "0"}
    for number, axis in enumerate(axes):
        for name, value in as_form(axis).items():
            posted[f"axes-{number}-{name}"] = value
    return posted


def as_form(axis: dict[str, Any]) -> dict[str, str]:
    """Return one axis by the names of its form."""
    period = axis.get("period") or {}
    said = {"amount": axis.get("amount"), "description": axis.get("description")}
    data = {name: str(value) for name, value in said.items() if value is not None}
    forms.put_period(data, "period", period.get("lower"), forms.last_day(period.get("upper")))
    if period.get("upper") == date.min:
        data["period_until"] = "-"
    return data | {"does": does(axis)}


def does(axis: dict[str, Any]) -> str:
    """Return the choice of the form: a kind and a direction."""
    kind = PartnershipKind.objects.filter(code=axis.get("kind", "")).first()
    if kind is None:
        return ""
    way = axis.get("direction") or (Direction.BOTH if kind.symmetric else Direction.FORWARD)
    return f"{kind.pk}:{way}"


def refused_axes(view) -> list[dict[str, str]]:
    """Return what is wrong with the axes of a declaration."""
    names = {"does": "kind"}
    found = []
    for number, form in enumerate(view.axes.forms if view.axes else ()):
        for name, errors in form.errors.as_data().items():
            for error in errors:
                pointer = f"/axes/{number}/{names.get(name, name)}".replace("/__all__", "")
                found += [
                    {"pointer": pointer, "detail": m, "code": error.code or "invalid"} for m in error.messages
                ]
    return found


class RefusedAxes:
    """Stands before a page that declares axes: says what is wrong with them too."""

    def refused(self, form, names) -> Exception:
        """Tell the errors of the partners, then those of the axes."""
        errors = refused_axes(self)
        if form.errors:
            told = forms.refusal(form, names)
            errors = [*getattr(told, "more", {}).get("errors", []), *errors]
        return problems.Refused(errors)


class DeclareInJson(RefusedAxes, pages.PartnershipCreate):
    """The page, whose refusals name axes."""


class Partnerships(OfActor):
    """With whom an actor works. Declaring with a known partner adds the axes to what there is."""

    model, serializer_class, dated = Partnership, PartnershipSerializer, False
    add = Declaration(DeclareInJson, "Declare axes with a partner", PartnershipDeclarationForm, "Partnership")
    change = Gesture(pages.PartnershipUpdate, "Change who sees it and the words on it")
    remove = Gesture(pages.PartnershipDelete, "Remove it with all its axes")
    on_a_day = True

    def get_queryset(self):
        """Keep those of the actor that may be seen."""
        if getattr(self, "swagger_fake_view", False):
            return Partnership.objects.none()
        return Partnership.objects.visible_to(self.request.user).of(self.actor)

    def shown(self, records):
        """Load the partners, and the axes of the day asked for."""
        axes = PartnershipAxis.objects.select_related("kind").order_by("pk")
        if self.request.method == "GET" and self.request.query_params.get("all") != "1":
            axes = axes.active_on(self.day)
        return records.select_related("first", "second").prefetch_related(Prefetch("axes", axes))

    def more(self, gesture, sent):
        """Send the axes as the page does."""
        return {"posted": as_formset(sent.pop("axes", []))} if "axes" in sent else {}


class Axes(OfActor):
    """The axes of a partnership, as they are stored: `forward` goes from its first actor to its second."""

    model, serializer_class = PartnershipAxis, AxisSerializer
    lookup_url_kwarg = "axis"
    change = Spoken(pages.AxisUpdate, "Change one axis, said from the side of the actor of the address")
    remove = Gesture(pages.AxisDelete, "Remove one axis")
    gestures = {"confirm": Gesture(pages.confirm_axis, "Confirm what the other side declared")}

    @cached_property
    def partnership(self) -> Partnership:
        """The partnership."""
        seen = Partnership.objects.visible_to(self.request.user).of(self.actor)
        return get_object_or_404(seen, uid=self.kwargs["uid"])

    def get_queryset(self):
        """Keep those of the partnership."""
        if getattr(self, "swagger_fake_view", False):
            return PartnershipAxis.objects.none()
        return PartnershipAxis.objects.filter(partnership=self.partnership)

    def shown(self, records):
        """Name the kinds."""
        return records.select_related("kind")

    def sent(self, gesture, request):
        """Say the kind and the direction as the form does."""
        if gesture is not self.change:
            return {}
        said = super().sent(gesture, request)
        if {"kind", "direction"} & said.keys():
            said["does"] = does({**self._as_it_is(), **said})
        return {name: value for name, value in said.items() if name not in ("kind", "direction")}

    def _as_it_is(self) -> dict[str, Any]:
        axis = self.get_object()
        from_first = self.partnership.first_id == self.actor.pk
        way = axis.direction if from_first else seen_by_the_second(axis.direction)
        return {"kind": axis.kind.code, "direction": way}


def seen_by_the_second(direction: str) -> str:
    """Return a direction as the second of two sees it."""
    turned = {Direction.FORWARD: Direction.BACKWARD, Direction.BACKWARD: Direction.FORWARD}
    return turned.get(Direction(direction), direction)
