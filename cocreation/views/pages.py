"""What the pages of this app share: the project or the territory of the address, forms in one template."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from projects.models import Project
from projects.views.pages import project_or_404
from territoire.actions import submissions
from territoire.models import Territory
from territoire.throttling import spend, too_many


def subject_or_404(user, *, slug: str = "", code: str = "") -> Project | Territory:
    """Return the project, if `user` may see it, or the territory of the address."""
    if slug:
        return project_or_404(user, slug)
    territory = Territory.objects.current().filter(code=code).first()
    if territory is None:
        raise Http404
    return territory


def around(subject: Project | Territory | None) -> dict[str, Any]:
    """Return what the band of a page about `subject` needs: its name, its address and its tabs."""
    if subject is None:
        return {"band": None}
    of_project = isinstance(subject, Project)
    return {
        "band": subject,
        "project": subject if of_project else None,
        "territory": None if of_project else subject,
    }


def form_page(
    request: HttpRequest, form, subject, *, title, action_label, cancel_url, **more
) -> HttpResponse:
    """Show a form in the one template that all of them share."""
    words = {"title": title, "action_label": action_label, "cancel_url": cancel_url}
    return render(request, "cocreation/form.html", {"form": form, **words, **around(subject), **more})


def act(request: HttpRequest, form, gesture, success, url: str = "") -> HttpResponse | None:
    """Do what a valid form asks for and lead to `url` or to what the gesture gives; else put why in the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        done = gesture()
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return None
    messages.success(request, success)
    return HttpResponseRedirect(url or done.get_absolute_url())


def once(request: HttpRequest, form, register) -> HttpResponse | None:
    """Register what a valid `OnceForm` holds, once however often it is sent; `register()` gives the record."""
    if request.method != "POST":
        return None
    if wait := spend("write", request):
        return too_many(request, wait=wait)
    if not form.is_valid():
        known = submissions.known(form.data.get(form.add_prefix("submission"), ""), by=request.user)
        return HttpResponseRedirect(known) if known else None
    try:
        address = submissions.once(
            form.cleaned_data["submission"],
            by=request.user,
            register=lambda: register().get_absolute_url(),
        )
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return None
    return HttpResponseRedirect(address)


def tell(request: HttpRequest, gesture, success) -> None:
    """Do something, and say how it went."""
    try:
        gesture()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, success)
