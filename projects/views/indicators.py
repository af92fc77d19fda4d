"""What a project counts: read by whoever sees it, kept by its team, from a phone too."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from projects.actions import indicators
from projects.analysis import impact
from projects.forms.indicators import (
    IndicatorCreateForm,
    IndicatorForm,
    MeasureCreateForm,
    MeasureForm,
)
from projects.maps.shared import measures as picture
from projects.models import Indicator, Measure
from projects.views.pages import PartForm, PartPage, ProjectPage, project_or_404
from territoire.days import requested_day
from territoire.exchanges.writing import lists
from territoire.views import ChangeView, RegisterView, RemoveView

CONTRIBUTE = "projects.contribute_to_project"


@require_safe
@login_not_required
def indicators_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all that the project counts, drawn and as tables."""
    project = project_or_404(request.user, slug)
    day = requested_day(request)
    context = {
        "project": project,
        "day": day,
        "lines": lines(project.indicators.with_measures(), day),
        "contributes": request.user.has_perm(CONTRIBUTE, project),
        "export": lists.menu(request),
    }
    return render(request, "projects/indicator_list.html", context)


def lines(found, day) -> list[dict]:
    """Return what a page says of each indicator: its figures, and its picture for screens and for phones."""
    return [
        {"told": one, "wide": picture.draw(one), "narrow": picture.draw(one, picture.NARROW)}
        for one in impact.told(found, day)
    ]


class IndicatorsPage(ProjectPage):
    """A page that leads back to the indicators."""

    project_permission = CONTRIBUTE

    def get_success_url(self):
        """Lead to the indicators."""
        return reverse("projects:indicators", args=[self.project.slug])


class IndicatorCreate(IndicatorsPage, PartForm, RegisterView):
    """Count something."""

    model = Indicator
    form_class = IndicatorCreateForm
    title = _("Count something")
    lead = _("One or two figures that tell what the project changes are worth more than ten.")
    success_message = _("Noted. Add a measure each time that you count.")

    def get_form_kwargs(self):
        """Say in which project, so that two of one name are refused by the form."""
        return {**super().get_form_kwargs(), "project": self.project}

    def register(self, form):
        """Add it after the others."""
        return indicators.add(form.save(commit=False), by=self.request.user)


class IndicatorUpdate(IndicatorsPage, PartPage, PartForm, ChangeView):
    """Change what is counted, from what, towards what."""

    model = Indicator
    form_class = IndicatorForm
    title = _("Change the indicator")

    def get_context_data(self, **kwargs):
        """Offer to remove it."""
        url = reverse("projects:indicator-delete", args=[self.project.slug, self.object.uid])
        return super().get_context_data(also=[{"url": url, "label": _("Remove the indicator")}], **kwargs)


class IndicatorDelete(IndicatorsPage, PartPage, RemoveView):
    """Remove an indicator and what was measured."""

    model = Indicator

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove the indicator “%(name)s”?") % {"name": self.object.name},
            text=_("Its measures go with it."),
            action_label=_("Remove"),
            cancel_url=self.get_success_url(),
            danger=True,
            **kwargs,
        )


class MeasureCreate(IndicatorsPage, PartForm, RegisterView):
    """Say how much there is."""

    model = Measure
    form_class = MeasureCreateForm
    title = _("Add a measure")
    success_message = _("The measure is on the page.")

    def setup(self, request, *args, **kwargs):
        """Find the indicator."""
        super().setup(request, *args, **kwargs)
        self.indicator = get_object_or_404(Indicator, project=self.project, uid=kwargs["uid"])

    def get_form_kwargs(self):
        """Say of what."""
        return {**super().get_form_kwargs(), "indicator": self.indicator}

    def get_context_data(self, **kwargs):
        """Say of what."""
        return super().get_context_data(lead=self.indicator.name, **kwargs)

    def register(self, form):
        """Save it."""
        return indicators.measure(form.save(commit=False), by=self.request.user)


class MeasureUpdate(IndicatorsPage, PartPage, PartForm, ChangeView):
    """Change a measure."""

    model = Measure
    form_class = MeasureForm
    title = _("Change the measure")

    def get_queryset(self):
        """Keep the measures of this project."""
        return Measure.objects.filter(indicator__project=self.project).select_related("indicator")

    def get_context_data(self, **kwargs):
        """Say of what, and offer to remove it."""
        url = reverse("projects:measure-delete", args=[self.project.slug, self.object.uid])
        also = [{"url": url, "label": _("Remove the measure")}]
        return super().get_context_data(lead=self.object.indicator.name, also=also, **kwargs)


class MeasureDelete(IndicatorsPage, PartPage, RemoveView):
    """Remove a measure."""

    model = Measure

    def get_queryset(self):
        """Keep the measures of this project."""
        return Measure.objects.filter(indicator__project=self.project).select_related("indicator")

    def get_context_data(self, **kwargs):
        """Ask first."""
        return super().get_context_data(
            question=_("Remove the measure “%(name)s”?") % {"name": self.object},
            action_label=_("Remove"),
            cancel_url=self.get_success_url(),
            danger=True,
            **kwargs,
        )
