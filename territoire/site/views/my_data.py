"""All that is kept of oneself, as a page and as a file; and the end of one's account."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.actions import contacts
from actors.enums import AccessWay
from territoire.site import erasure
from territoire.site.forms import EraseAccountForm
from territoire.site.my_data import my_data as data_of
from territoire.site.my_data import persons_of
from territoire.throttling import throttle


@require_http_methods(["GET", "HEAD", "POST"])
@throttle("export")
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """Show all that concerns the account and the persons it speaks for; their contact details when one asks (POST)."""
    asked = request.method == "POST"
    if asked:
        _note(request, AccessWay.SHOWN)
    data = data_of(request.user, contacts=asked)
    return render(request, "site/my_data.html", {"data": data, "contacts": asked})


@require_POST
@throttle("export")
@never_cache
def my_data_file(request: HttpRequest) -> HttpResponse:
    """Give the same as a file, contact details included."""
    _note(request, AccessWay.EXPORTED)
    response = JsonResponse(
        data_of(request.user, contacts=True).as_data(), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    name = f"mes-donnees-{timezone.localdate():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _note(request: HttpRequest, way: AccessWay) -> None:
    for person in persons_of(request.user):
        contacts.note(person, by=request.user, way=way, count=person.contact_points.count())


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, then erase the account; who did not sign in lately confirms that it is them."""
    form = EraseAccountForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        erasure.erase(request.user, persons=form.cleaned_data.get("persons", []))
        logout(request)
        return redirect("site:account-erased")
    return render(request, "site/erase_account.html", {"form": form})


@login_not_required
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it is done."""
    return render(request, "site/account_erased.html")
