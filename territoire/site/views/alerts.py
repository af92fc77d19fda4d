"""What one wants to be told of, and the link of mails that stops them all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from projects.actions import digests
from territoire.site.alert_forms import AlertsForm
from territoire.throttling import throttle

READ_AND_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_SEND)
def alerts(request: HttpRequest) -> HttpResponse:
    """Choose what one is told of, and how often."""
    form = AlertsForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        digests.choose(**form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. A mail leaves only when there is something new."))
        return redirect("site:alerts")
    return render(request, "site/alerts.html", {"form": form})


# The link is the key, whoever opens it: mail programs also post to it by themselves (RFC 8058), without any cookie.
@csrf_exempt
@require_http_methods(READ_AND_SEND)
@login_not_required
@never_cache
@throttle("link")
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link stops; its button, or the mail program's own, stops it."""
    digest = digests.by_token(token)
    if digest is None:
        raise Http404
    if request.method == "POST":
        digests.stop(digest)
        digest.refresh_from_db()
    response = render(request, "site/stop_digest.html", {"stopped": digest.is_silent})
    response["X-Robots-Tag"] = "noindex"
    return response
