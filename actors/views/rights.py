"""The page of one's rights: what is held on a person, and their answers, by the link that they were sent.

No account is needed: the address is the key. A GET changes nothing (scanners of mails open links), a button does.
Contact details come out by a button too, and it is written that they did: whoever holds the link could ask.
"""

from collections.abc import Callable
from functools import wraps

import pghistory
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.actions import consent
from actors.actions import contacts as contacts_given
from actors.enums import AccessWay
from actors.forms.persons import AgreeForm, CorrectForm
from actors.models import Notice
from actors.notices import keeper_of, paragraphs
from actors.personal_export import person_parts
from territoire.personal_export import as_data
from territoire.throttling import spend, too_many

View = Callable[..., HttpResponse]
GESTURES = ("agree", "confirm", "correct", "withdraw", "restrict", "lift", "object")
AGREED = gettext_lazy("Thank you. You are now shown to those whom you chose.")
CONFIRMED = gettext_lazy("Thank you. It is noted that all is still true today.")
RESTRICTED = gettext_lazy(
    "Thank you. What is known of you is kept, seen by its keepers alone, and used in nothing."
)
LIFTED = gettext_lazy("Thank you. It may be used again, by those who keep it.")
WITHDRAWN = gettext_lazy("Thank you. You are hidden again.")


def by_link(view: View) -> View:
    """Give the view the notice that the address stands for; a forged one is a 404, that of an erased person a 410."""

    @login_not_required
    @never_cache
    @wraps(view)
    def found(request: HttpRequest, token: str) -> HttpResponse:
        if wait := spend("link", request):
            return _kept_apart(too_many(request, wait=wait))
        notice = consent.notice_of(token)
        if notice is None:
            response = render(request, "rights/unknown.html", status=404)
        elif notice.actor.erased_at:
            response = render(request, "rights/erased.html", status=410)
        else:
            # The history notes where changes come from: not this address, which lets in whoever reads it.
            with pghistory.context(url=reverse("rights:page", args=["-"])):
                response = view(request, notice)
        return _kept_apart(response)

    return found


def _kept_apart(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response


def _back(notice: Notice) -> HttpResponse:
    return redirect("rights:page", consent.token_of(notice))


@require_safe
@by_link
def page(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Show all that is held, and what one may answer."""
    return _page(request, notice, AgreeForm(person=notice.actor))


@require_POST
@by_link
def show_contacts(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Show the contact details too."""
    _note(notice)
    return _page(request, notice, AgreeForm(person=notice.actor), contacts=True)


def _page(request: HttpRequest, notice: Notice, form: AgreeForm, *, contacts: bool = False) -> HttpResponse:
    person, token = notice.actor, consent.token_of(notice)
    context = {
        "notice": notice,
        "person": person,
        "token": token,
        "ways": {name: reverse(f"rights:{name}", args=[token]) for name in GESTURES},
        "form": form,
        "parts": person_parts(person, AnonymousUser(), contacts=contacts),
        "contacts": contacts,
        "paragraphs": paragraphs(person),
        "keeper": keeper_of(person),
    }
    return render(request, "rights/page.html", context)


def _note(notice: Notice) -> None:
    count = notice.actor.contact_points.count()
    contacts_given.note(notice.actor, by=None, way=AccessWay.OWN_LINK, count=count)


@require_POST
@by_link
def export(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Give all of it as a file, contact details included."""
    _note(notice)
    parts = person_parts(notice.actor, AnonymousUser(), contacts=True)
    response = JsonResponse(as_data(parts), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="territoire-mes-donnees.json"'
    return response


@require_POST
@by_link
def agree(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Agree to be shown."""
    form = AgreeForm(request.POST, person=notice.actor)
    if not form.is_valid():
        return _page(request, notice, form)
    consent.agree(notice, visibility=form.cleaned_data["visibility"], place=form.cleaned_data["place"])
    return _thank(request, notice, AGREED)


def _gesture(act: Callable[[Notice], None], thanks) -> View:
    @require_POST
    @by_link
    def gesture(request: HttpRequest, notice: Notice) -> HttpResponse:
        act(notice)
        return _thank(request, notice, thanks)

    return gesture


def _thank(request: HttpRequest, notice: Notice, words) -> HttpResponse:
    messages.success(request, words)
    return _back(notice)


confirm = _gesture(consent.confirm, CONFIRMED)
restrict = _gesture(consent.restrict, RESTRICTED)
lift = _gesture(consent.lift, LIFTED)
withdraw = _gesture(consent.withdraw, WITHDRAWN)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def correct(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Put right what is said, or write to the keepers."""
    form = CorrectForm(request.POST or None, person=notice.actor)
    if request.method == "POST" and form.is_valid():
        consent.correct(notice, said=form.said, contacts=form.contacts, message=form.cleaned_data["message"])
        return _thank(
            request, notice, _("Thank you. It is put right, and who keeps your page reads your words.")
        )
    return render(
        request,
        "rights/correct.html",
        {"form": form, "token": consent.token_of(notice), "person": notice.actor},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def object_(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Ask to confirm, then erase at once; the link then says that all is erased."""
    token = consent.token_of(notice)
    if request.method == "POST":
        consent.object_(notice.actor, by=None)
        return redirect("rights:page", token)
    return render(request, "rights/object.html", question_of_erasure(reverse("rights:page", args=[token])))


def question_of_erasure(back: str) -> dict:
    """Return what the page that asks to confirm says; `back` is where giving up leads."""
    return {
        "question": _("Erase all that tells who you are?"),
        "text": _(
            "Your name, your contact details, your place and all words on you are erased at once, in the past versions "
            "too. What projects did stays, without you. This cannot be undone."
        ),
        "kept": _(
            "Of your e-mail address, only a mark from which nobody can find it again is kept, so that nobody registers "
            "you again by mistake."
        ),
        "action_label": _("Erase everything"),
        "cancel_url": back,
        "danger": True,
    }
