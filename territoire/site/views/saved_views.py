"""The views that one keeps: kept from their page, listed, named anew, let go."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from territoire.actions import saved_views
from territoire.models import SavedView
from territoire.site.saved_views import kept_address


class NameForm(forms.Form):
    """What a view is called."""

    name = forms.CharField(
        max_length=100,
        label=gettext_lazy("Name of the view"),
        error_messages={
            "required": gettext_lazy("Give the view a name."),
            "max_length": gettext_lazy("Choose a name of 100 characters at most."),
        },
    )


@require_safe
def saved_views_page(request: HttpRequest) -> HttpResponse:
    """List them, each with its name to change."""
    kept = SavedView.objects.filter(user=request.user)
    context = {"views": kept, "most": saved_views.MOST}
    return render(request, "site/saved_views.html", context)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep a page under a name, and lead back to it; what is not a page of ours leads to the list."""
    try:
        address = kept_address(request.POST.get("address", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("site:saved-views")
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["name"]))
        return HttpResponseRedirect(address)
    try:
        saved_views.keep(form.cleaned_data["name"], address, by=request.user)
        messages.success(request, _("Kept: you find this view again in your space."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(address)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a view of one's own another name."""
    view = get_object_or_404(SavedView, user=request.user, pk=pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["name"]))
        return redirect("site:saved-views")
    try:
        saved_views.rename(view, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("Saved."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("site:saved-views")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Let go of a view of one's own."""
    view = get_object_or_404(SavedView, user=request.user, pk=pk)
    view.delete()
    messages.success(request, _("“%(name)s” is no longer kept.") % {"name": view.name})
    return redirect("site:saved-views")
