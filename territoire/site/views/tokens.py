"""Personal tokens: listed, made (and shown once), taken back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from territoire.actions import tokens
from territoire.models import ApiToken
from territoire.site.token_forms import TokenForm


@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show one's tokens; make one, whose secret is in this answer and nowhere else."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = tokens.make(**form.asked, by=request.user)
            form = TokenForm()
        except ValidationError as error:
            form.add_error(None, error)
    own = ApiToken.objects.filter(user=request.user)
    context = {
        "form": form,
        "secret": secret,
        "holding": [token for token in own if token.holds],
        "over": [token for token in own if not token.holds][:20],
    }
    return render(request, "site/tokens.html", context)


@require_POST
def revoke(request: HttpRequest, uid) -> HttpResponse:
    """Take back a token of one's own."""
    token = get_object_or_404(ApiToken, user=request.user, uid=uid)
    tokens.revoke(token, by=request.user)
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token})
    return redirect("site:tokens")
