"""Confirming at once several of the records that one keeps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from territoire.site import keeping

AT_ONCE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: HttpRequest) -> HttpResponse:
    """List what one should confirm; what is ticked is confirmed after it has been read once more."""
    today = timezone.localdate()
    if request.method != "POST":
        asked = keeping.questions(request.user, today, AT_ONCE)
        return render(request, "site/still_true.html", {"asked": asked})
    chosen = keeping.chosen(request.user, today, request.POST.getlist("fiche")[:AT_ONCE])
    if not chosen:
        messages.info(request, _("Nothing was chosen: tick what is still true."))
        return redirect("site:still-true")
    if "confirm" not in request.POST:
        return render(request, "site/still_true_confirm.html", {"chosen": chosen})
    keeping.confirm(chosen, by=request.user)
    messages.success(
        request,
        ngettext("%(count)s page is confirmed today.", "%(count)s pages are confirmed today.", len(chosen))
        % {"count": len(chosen)},
    )
    return redirect("site:my-space")
