"""Declare, change and remove how an actor works with another."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from actors.actions import partnerships
from actors.forms.partnerships import AxisForm, AxisForms, PartnershipDeclarationForm, PartnershipForm
from actors.models import Actor, Partnership, PartnershipAxis, PartnershipKind
from actors.portrait import axis_words
from actors.views.facts import OfActorMixin
from territoire.views import ChangeView, RegisterView, RemoveView, check

MOST_AXES = 20


class AxesMixin:
    """A form on two actors with the axes between them, checked together; one more axis is shown when asked for.

    Override `pair(form)`; the axes are said from the side of its first actor.
    """

    axes = None
    asks = ""

    def pair(self, form) -> tuple[Actor | None, Actor | None]:
        """Return who speaks and their partner, as far as the form says so."""
        raise NotImplementedError

    def team(self, form):
        """Return the team that registers the partnership."""
        return form.cleaned_data.get("team")

    def post(self, request, *args, **kwargs):
        """Check the partners, then the axes between them; or show one more axis, keeping what was typed."""
        self.object = None
        form = self.get_form()
        if "more" in request.POST:
            return self.render_to_response(self.get_context_data(form=form, axes=self._one_more()))
        self.axes = self._axes(form)
        valid = all([form.is_valid(), self.axes.is_valid()])
        return self.form_valid(form) if valid else self.form_invalid(form)

    def get_context_data(self, **kwargs):
        """Add the axes."""
        context = super().get_context_data(**kwargs)
        context.setdefault("axes", self.axes or AxisForms(prefix="axes", form_kwargs=self._axis_kwargs()))
        return context

    def written_axes(self) -> list[PartnershipAxis]:
        """Return the axes that were filled in."""
        first, *others = self.axes.forms
        return [axis.save(commit=False) for axis in (first, *(one for one in others if one.has_changed()))]

    @cached_property
    def _kinds(self) -> list[PartnershipKind]:
        return list(PartnershipKind.objects.all())

    def _axis_kwargs(self, partnership=None, from_first=True) -> dict:
        return {
            "user": self.request.user,
            "kinds": self._kinds,
            "from_first": from_first,
            "partnership": partnership,
            "asks": self.asks,
        }

    def _axes(self, form):
        form.is_valid()
        one, other = self.pair(form)
        if one is None or other is None:
            return AxisForms(self.request.POST, prefix="axes", form_kwargs=self._axis_kwargs())
        known = partnerships.known(one, other, team=self.team(form), by=self.request.user)
        options = self._axis_kwargs(known, one.pk < other.pk)
        return AxisForms(self.request.POST, prefix="axes", form_kwargs=options)

    def _one_more(self):
        data = self.request.POST.copy()
        try:
            total = int(data.get("axes-TOTAL_FORMS", "1"))
        except ValueError:
            total = 1
        data["axes-TOTAL_FORMS"] = str(min(max(total, 1) + 1, MOST_AXES))
        return AxisForms(data, prefix="axes", form_kwargs=self._axis_kwargs())


class PartnershipCreate(AxesMixin, OfActorMixin, RegisterView):
    """Declare a partnership with one or more axes; `?avec=` names the partner."""

    model = Partnership
    form_class = PartnershipDeclarationForm
    success_message = gettext_lazy("The partnership is registered.")

    def get_template_names(self):
        """Return the page of declarations."""
        return ["actors/partnership_form.html"]

    def get_form_kwargs(self):
        """Choose among what the user may see."""
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "actor": self.actor,
            "instance": Partnership(),
        }

    def get_initial(self):
        """Start from the partner in the address."""
        return super().get_initial() | {"partner": self.request.GET.get("avec", "")}

    def pair(self, form):
        """Return the actor of the address and its partner."""
        return self.actor, form.cleaned_data.get("partner")

    def register(self, form):
        """Declare the axes between the two."""
        between = self.pair(form)
        return partnerships.declare(form.instance, self.written_axes(), between=between, by=self.request.user)


class OfPartnershipMixin:
    """A page on a partnership of an actor: 404 when one may not see it, 403 when one may not change it."""

    def setup(self, request, *args, slug, **kwargs):
        """Fetch the actor for this user."""
        super().setup(request, *args, slug=slug, **kwargs)
        self.actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)

    def get_queryset(self):
        """Keep the partnerships of the actor that the user may see."""
        visible = Partnership.objects.visible_to(self.request.user).of(self.actor)
        return visible.select_related("first", "second")

    def get_object(self, queryset=None):
        """Return the partnership that the address names."""
        return self._permitted(get_object_or_404(self.get_queryset(), uid=self.kwargs["uid"]))

    def _permitted(self, partnership: Partnership) -> Partnership:
        check(self.request.user, "actors.change_partnership", partnership)
        return partnership

    def get_success_url(self) -> str:
        """Come back to the actor."""
        return self.actor.get_absolute_url()


class PartnershipUpdate(OfPartnershipMixin, ChangeView):
    """Change who sees a partnership and the words on it; its axes are listed."""

    form_class = PartnershipForm
    template_name = "actors/partnership_change.html"

    def get_form_kwargs(self):
        """Choose among the user's teams."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        """List the axes, past ones included."""
        from_first = self.object.first_id == self.actor.pk
        axes = self.object.axes.select_related("kind").order_by("period", "pk")
        return super().get_context_data(**kwargs) | {
            "actor": self.actor,
            "partner": self.object.other(self.actor),
            "axes": [(axis, axis_words(axis.kind, axis.direction, from_first=from_first)) for axis in axes],
        }


class PartnershipDelete(OfPartnershipMixin, RemoveView):
    """Remove a partnership with its axes."""

    success_message = gettext_lazy("Removed.")

    def get_context_data(self, **kwargs):
        """Ask."""
        partner = self.object.other(self.actor)
        return super().get_context_data(**kwargs) | {
            "question": _("Remove the partnership with “%(partner)s”?") % {"partner": partner},
            "text": _("All its axes go with it: %(count)d.") % {"count": self.object.axes.count()},
            "kept": _("If it was true for a time, give its axes an end instead: what was true stays."),
            "action_label": _("Remove"),
            "cancel_url": self.actor.get_absolute_url(),
            "danger": True,
        }


class OfAxisMixin(OfPartnershipMixin):
    """A page on one axis."""

    def get_object(self, queryset=None):
        """Return the axis that the address names."""
        axes = PartnershipAxis.objects.filter(partnership__in=self.get_queryset())
        axis = get_object_or_404(
            axes.select_related("kind", "partnership__first", "partnership__second"), uid=self.kwargs["axis"]
        )
        self._permitted(axis.partnership)
        return axis

    def get_context_data(self, **kwargs):
        """Add the two actors."""
        partner = self.object.partnership.other(self.actor)
        return super().get_context_data(**kwargs) | {"actor": self.actor, "partner": partner}


class AxisUpdate(OfAxisMixin, ChangeView):
    """Change one axis of a partnership."""

    form_class = AxisForm
    template_name = "actors/axis_form.html"

    def get_form_kwargs(self):
        """Say the axis from the side of the actor of the address."""
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "kinds": list(PartnershipKind.objects.all()),
            "from_first": self.object.partnership.first_id == self.actor.pk,
        }


class AxisDelete(OfAxisMixin, RemoveView):
    """Remove one axis of a partnership."""

    success_message = gettext_lazy("Removed.")

    def get_context_data(self, **kwargs):
        """Ask."""
        return super().get_context_data(**kwargs) | {
            "question": _("Remove the axis “%(kind)s”?") % {"kind": self.object.kind},
            "kept": _("If it was true for a time, give it an end instead: what was true stays."),
            "action_label": _("Remove"),
            "cancel_url": self.actor.get_absolute_url(),
            "danger": True,
        }


@require_POST
def confirm_axis(request, slug, uid, axis):
    """Confirm what the other side declared."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    seen = Partnership.objects.visible_to(request.user).of(actor)
    axes = PartnershipAxis.objects.filter(partnership__in=seen).select_related("partnership")
    declared = get_object_or_404(axes, partnership__uid=uid, uid=axis)
    check(request.user, "actors.confirm_axis", declared)
    partnerships.confirm(declared, by=request.user)
    messages.success(request, _("Confirmed."))
    return redirect(actor)
