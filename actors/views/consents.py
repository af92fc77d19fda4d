"""What who keeps a person does about their agreement: tell them, note how they agreed, hide or erase them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.actions import consent
from actors.forms.persons import AttestForm, TellForm
from actors.models import Actor
from actors.notices import paragraphs
from territoire.views import check


def _person(request: HttpRequest, slug: str, permission: str = "actors.change_actor") -> Actor:
    actor = get_object_or_404(
        Actor.objects.visible_to(request.user).select_related("seat", "team", "created_by"), slug=slug
    )
    check(request.user, permission, actor)
    if not actor.is_person or actor.erased_at or actor.merged_into_id:
        raise Http404
    return actor


def _page(request: HttpRequest, person: Actor, **forms) -> HttpResponse:
    shown = {
        "actor": person,
        "notices": list(person.notices.order_by("-sent_at", "-pk")),
        "tell_form": TellForm(prefix="tell", person=person, by=request.user),
        "attest_form": AttestForm(prefix="attest", person=person),
        "can_delete": request.user.has_perm("actors.delete_actor", person),
    }
    return render(request, "actors/consent.html", shown | forms)


@require_safe
def consent_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a person was told and answered, and what can be done; who is the person answers on their own page."""
    person = _person(request, slug)
    if request.user.has_perm("actors.speak_for_actor", person):
        return redirect("actors:own", person.slug)
    return _page(request, person)


@require_POST
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the notice to the person's address."""
    person = _person(request, slug)
    form = TellForm(request.POST, prefix="tell", person=person, by=request.user)
    if not form.is_valid():
        return _page(request, person, tell_form=form)
    consent.tell(person, form.cleaned_data["email"], by=request.user)
    messages.success(request, _("The notice is on its way; the person answers by the link in it."))
    return redirect("actors:consent", person.slug)


@require_safe
def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the notice as it is printed, without any link: the person answers on paper, or by writing."""
    person = _person(request, slug)
    return render(request, "actors/notice.html", {"actor": person, "paragraphs": paragraphs(person)})


@require_POST
def handed_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that the printed notice was given today."""
    person = _person(request, slug)
    consent.hand_over(person, by=request.user)
    messages.success(request, _("It is noted that the notice was given today."))
    return redirect("actors:consent", person.slug)


@require_POST
def attest(request: HttpRequest, slug: str) -> HttpResponse:
    """Note how the person agreed, and show them to those they chose."""
    person = _person(request, slug)
    form = AttestForm(request.POST, prefix="attest", person=person)
    if not form.is_valid():
        return _page(request, person, attest_form=form)
    consent.attest(
        person,
        proof=form.cleaned_data["consent_proof"],
        visibility=form.cleaned_data["visibility"],
        by=request.user,
    )
    messages.success(request, _("Their agreement is noted; they are shown to those they chose."))
    return redirect("actors:consent", person.slug)


@require_POST
def hide(request: HttpRequest, slug: str) -> HttpResponse:
    """Hide the person again, who took back their agreement."""
    person = _person(request, slug)
    consent.hide(person, by=request.user)
    messages.success(request, _("Hidden again: its keepers alone see this person."))
    return redirect("actors:consent", person.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def object_(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase a person who said, otherwise than by their link, that they object; after a page that asks."""
    person = _person(request, slug, "actors.delete_actor")
    if request.method == "POST":
        consent.object_(person, by=request.user)
        messages.success(request, _("Erased. This person cannot be registered again with their address."))
        return redirect("actors:list")
    context = {
        "question": _("Erase “%(name)s”, who objects?") % {"name": person},
        "text": _(
            "All that tells who they are is erased at once, in the past versions too. What projects did stays. This "
            "cannot be undone."
        ),
        "action_label": _("Erase everything"),
        "cancel_url": person.get_absolute_url(),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)
