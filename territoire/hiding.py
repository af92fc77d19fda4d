"""The page by which who moderates hides what somebody wrote, with a reason; each app gives it its own records."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from territoire.actions import hiding
from territoire.models import Hideable, User


class HideForm(forms.Form):
    """Why it is hidden."""

    reason = forms.CharField(
        label=gettext_lazy("Why, for who wrote it"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: who wrote it must know.")},
    )


def hide(request: HttpRequest, record: Hideable, user: User, url: str) -> HttpResponse:
    """Ask why, and hide `record`; lead back to `url`, or to the queue where one comes from there."""
    form, back = HideForm(request.POST or None), queue_or(request, url)
    if request.method == "POST" and form.is_valid():
        hiding.hide(record, form.cleaned_data["reason"], by=user)
        messages.success(request, _("Hidden; this can be undone."))
        return HttpResponseRedirect(back)
    return render(request, "territoire/hide.html", {"form": form, "record": record, "back": back})


def show_again(request: HttpRequest, record: Hideable, user: User, url: str) -> HttpResponse:
    """Undo the hiding of `record`."""
    hiding.show_again(record, by=user)
    messages.success(request, _("It is shown again."))
    return HttpResponseRedirect(url)


def queue_or(request: HttpRequest, url: str) -> str:
    """Return the page of the queue that one came from, else `url`."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours and asked.startswith(reverse("site:moderation")) else url
