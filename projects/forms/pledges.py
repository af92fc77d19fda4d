"""Forms on what actors give to needs for resources."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Unit
from actors.models import Actor, Resource
from projects.actions import pledges
from projects.models import Need, Pledge
from territoire.form_fields import ChoiceCards
from territoire.forms import OnceForm, PeriodField, RecordForm
from territoire.templatetags.ui import number


class ResourceField(forms.ModelChoiceField):
    """A resource, with whose it is and how much there is."""

    def label_from_instance(self, resource: Resource) -> str:
        """Name the giver, the resource and its quantity."""
        amount = f" ({number(resource.quantity)})" if resource.quantity is not None else ""
        return f"{resource.actor} – {resource}{amount}"


class PledgeForm(RecordForm):
    """What an actor of the circle gives, how much and when."""

    constraint_fields = {"pledge_quantity_positive": "quantity", "pledge_period_not_empty": "period"}
    actor = forms.ModelChoiceField(
        Actor.objects.none(),
        to_field_name="slug",
        label=_("Who gives"),
        empty_label=_("Choose an actor aboard"),
        error_messages={"invalid_choice": _("Choose an actor aboard.")},
    )
    resource = ResourceField(
        Resource.objects.none(),
        label=_("Out of which resource"),
        required=False,
        empty_label=_("Not said"),
        help_text=_("So that the same euro is never pledged twice."),
    )

    class Meta:
        model = Pledge
        fields = ["actor", "quantity", "resource", "state", "period", "note"]
        field_classes = {"period": PeriodField}
        widgets = {"state": ChoiceCards}

    def __init__(self, *args, need: Need, user, **kwargs):
        """Offer the actors aboard that `user` may see, and their resources of the kind needed."""
        super().__init__(*args, **kwargs)
        self.instance.need = need
        aboard = need.project.involvements.active_on(timezone.localdate()).values("actor")
        circle = Actor.objects.visible_to(user).filter(pk__in=aboard) | Actor.objects.filter(
            pk=self.instance.actor_id
        )
        self.fields["actor"].queryset = circle.order_by("search_name")
        self.fields["resource"].queryset = (
            Resource.objects.filter(actor__in=circle.values("pk"), kind=need.resource_kind)
            .select_related("actor", "kind")
            .order_by("actor__search_name", "pk")
        )
        kind = need.resource_kind
        self.fields["quantity"].localize = True
        self.fields["quantity"].help_text = "" if kind.unit == Unit.NONE else kind.get_unit_display()
        if self.instance.pk:
            self.initial["actor"] = self.instance.actor.slug

    def clean(self):
        """Refuse a resource of somebody else, and the same euro twice."""
        cleaned = super().clean()
        actor, resource = cleaned.get("actor"), cleaned.get("resource")
        if actor and resource and resource.actor_id != actor.pk:
            self.add_error("resource", ValidationError(_("This resource is not theirs."), code="not-theirs"))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                pledges.refuse_beyond_resource(self.instance)
            except ValidationError as error:
                self.add_error(None, error)


class PledgeCreateForm(PledgeForm, OnceForm):
    """A pledge to register."""
