"""The same rights as by the link of a notice, for the account of the person: who speaks for them chooses here."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.actions import consent
from actors.forms.persons import AgreeForm
from actors.models import Actor
from actors.notices import paragraphs
from actors.views.rights import AGREED, LIFTED, RESTRICTED, WITHDRAWN, question_of_erasure
from territoire.views import check


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the person of that address, for whom the user speaks: nobody else answers here, admins included."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, slug: str) -> HttpResponse:
        visible = Actor.objects.visible_to(request.user).select_related("seat", "team", "created_by")
        person = get_object_or_404(visible, slug=slug)
        check(request.user, "actors.speak_for_actor", person)
        if not person.is_person or person.erased_at or person.merged_into_id:
            raise Http404
        return view(request, person)

    return found


@require_safe
@own
def page(request: HttpRequest, person: Actor) -> HttpResponse:
    """Show what one may choose."""
    return _page(request, person, AgreeForm(person=person))


def _page(request: HttpRequest, person: Actor, form: AgreeForm) -> HttpResponse:
    ways = {
        name: reverse(f"actors:own-{name}", args=[person.slug])
        for name in ("agree", "withdraw", "restrict", "lift", "object")
    }
    ways["confirm"] = reverse("actors:confirm", args=[person.slug])
    ways["correct"] = reverse("actors:update", args=[person.slug])
    context = {
        "actor": person,
        "person": person,
        "form": form,
        "ways": ways,
        "paragraphs": paragraphs(person),
    }
    return render(request, "actors/own_rights.html", context)


@require_POST
@own
def agree(request: HttpRequest, person: Actor) -> HttpResponse:
    """Agree to be shown, or change to whom and how near."""
    form = AgreeForm(request.POST, person=person)
    if not form.is_valid():
        return _page(request, person, form)
    notice = consent.from_account(person, by=request.user)
    consent.agree(notice, visibility=form.cleaned_data["visibility"], place=form.cleaned_data["place"])
    return _thank(request, person, AGREED)


def _gesture(act: Callable, thanks) -> Callable[..., HttpResponse]:
    @require_POST
    @own
    def gesture(request: HttpRequest, person: Actor) -> HttpResponse:
        act(consent.from_account(person, by=request.user))
        return _thank(request, person, thanks)

    return gesture


def _thank(request: HttpRequest, person: Actor, words) -> HttpResponse:
    messages.success(request, words)
    return redirect("actors:own", person.slug)


restrict = _gesture(consent.restrict, RESTRICTED)
lift = _gesture(consent.lift, LIFTED)
withdraw = _gesture(consent.withdraw, WITHDRAWN)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def object_(request: HttpRequest, person: Actor) -> HttpResponse:
    """Ask to confirm, then erase at once; the account stays."""
    if request.method == "POST":
        consent.object_(person, by=request.user)
        messages.success(request, _("Everything is erased. Your account stays: you may erase it too."))
        return redirect("actors:list")
    back = reverse("actors:own", args=[person.slug])
    return render(request, "components/confirm.html", question_of_erasure(back))
