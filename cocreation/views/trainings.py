"""Training among peers: the board, offers, wishes, sessions, inscriptions, what both say was learnt."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.enums import Level
from actors.models import Competence
from actors.permissions import spoken_for_by
from cocreation.actions import trainings
from cocreation.analysis import calendar as calendar_file
from cocreation.analysis.effects import effects, waiting_needs
from cocreation.analysis.exchange import exchange
from cocreation.enums import InscriptionState
from cocreation.forms.training import (
    InscriptionForm,
    LevelForm,
    OfferForm,
    RequestForm,
    SessionCreateForm,
    SessionForm,
    own_offers,
    teachable,
)
from cocreation.models import Inscription, TrainingOffer, TrainingRequest, TrainingSession
from cocreation.permissions import moderate_session, say_as_learner, teach_session
from cocreation.views.pages import act, form_page, once, tell
from territoire.exchanges.writing import answers, lists
from territoire.exchanges.writing.streaming import streamed
from territoire.throttling import throttle
from territoire.views import check

READ_AND_SEND = ["GET", "HEAD", "POST"]
BOARD = "cocreation:trainings"


@require_safe
@login_not_required
@throttle("search")
def board(request: HttpRequest) -> HttpResponse:
    """Show sessions to come, wishes and offers; of one competence with `?competence=`."""
    user, today = request.user, timezone.localdate()
    asked = Competence.objects.offered_to(user).filter(slug=request.GET.get("competence", ""))
    competence = asked.filter(merged_into=None).first()
    mine = {
        "offers": set(own_offers(user).values_list("pk", flat=True)) if user.is_authenticated else set(),
        "actors": set(spoken_for_by(user).values_list("pk", flat=True)) if user.is_authenticated else set(),
    }
    context = {
        "competence": competence,
        "board": exchange(user, competence, today, request.GET.get("page", "")),
        "waiting": waiting_needs(competence, user, today) if competence else [],
        "mine": mine,
        "may_offer": user.is_authenticated and teachable(user).exists(),
        "export": lists.menu(request),
    }
    return render(request, "cocreation/trainings.html", context)


@require_http_methods(READ_AND_SEND)
def offer(request: HttpRequest) -> HttpResponse:
    """Say that an actor for which one speaks is willing to teach."""
    form = OfferForm(request.POST or None, user=request.user)
    return once(
        request,
        form,
        lambda: _said(
            request,
            trainings.offer(form.instance, by=request.user),
            _("Thank you: it is offered. Announce a session when you wish."),
        ),
    ) or form_page(
        request,
        form,
        None,
        title=_("Offer to teach"),
        lead=_("Among what the actors for which you speak can teach (level 3) and may be called upon for."),
        action_label=_("Offer"),
        cancel_url=reverse(BOARD),
    )


@require_http_methods(READ_AND_SEND)
def ask(request: HttpRequest) -> HttpResponse:
    """Say that an actor wants to learn."""
    competence = request.GET.get("competence", "")
    form = RequestForm(request.POST or None, user=request.user, initial={"competence": competence})
    return once(
        request,
        form,
        lambda: _said(
            request,
            trainings.ask(form.instance, by=request.user),
            _("Noted: those who can teach it will see it here."),
        ),
    ) or form_page(
        request,
        form,
        None,
        title=_("Wish to learn"),
        action_label=_("Ask"),
        cancel_url=reverse(BOARD),
    )


@require_POST
def end_offer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """No longer offer."""
    return _end(request, TrainingOffer, uid, "cocreation.end_training_offer")


@require_POST
def end_request(request: HttpRequest, uid: UUID) -> HttpResponse:
    """No longer ask."""
    return _end(request, TrainingRequest, uid, "cocreation.end_training_request")


def _end(request: HttpRequest, model, uid: UUID, permission: str) -> HttpResponse:
    records = model.objects.visible_to(request.user).open().select_related("actor")
    record = get_object_or_404(records, uid=uid)
    check(request.user, permission, record)
    trainings.end(record, by=request.user)
    messages.success(request, _("It is no longer shown."))
    return redirect(BOARD)


@require_http_methods(READ_AND_SEND)
def announce(request: HttpRequest) -> HttpResponse:
    """Announce a session, out of what one offers."""
    form = SessionCreateForm(
        request.POST or None, user=request.user, initial={"offer": request.GET.get("offre", "")}
    )
    return once(
        request,
        form,
        lambda: _said(
            request,
            trainings.announce(form.instance, by=request.user),
            _("The session is announced: share its address."),
        ),
    ) or form_page(
        request,
        form,
        None,
        title=_("Announce a session"),
        lead=""
        if own_offers(request.user).exists()
        else _("Offer to teach first: sessions come out of offers."),
        action_label=_("Announce it"),
        cancel_url=reverse(BOARD),
    )


@require_safe
@login_not_required
def session_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a session: when, where, who has a place as far as one may see, what it changed."""
    session, user, today = session_or_404(request.user, uid), request.user, timezone.localdate()
    taken = list(
        session.inscriptions.exclude(state=InscriptionState.WITHDRAWN).values_list("state", flat=True)
    )
    teaches = teach_session(user, session)
    seen = (
        Inscription.objects.visible_to(user)
        .filter(session=session)
        .exclude(state=InscriptionState.WITHDRAWN)
        .select_related("actor__family", "session__teacher")
    )
    own = set(spoken_for_by(user).values_list("pk", flat=True)) if user.is_authenticated else set()
    seen = list(seen)
    learnt = [one for one in seen if one.confirmed_on]
    moved = effects(session.competence, learnt, user, today) if learnt else []
    lines = [
        {"one": one, "mine": one.actor_id in own, "as_learner": one.actor_id in own and not teaches}
        for one in seen
        # Who comes is for who teaches and for who comes; what was learnt stands on the learner's page anyway.
        if teaches or one.actor_id in own
    ]
    closed = session.is_over or session.cancelled_at
    context = {
        "session": session,
        "taken": taken.count(InscriptionState.REGISTERED),
        "waiting_list": taken.count(InscriptionState.WAITING),
        "free": max(0, session.places - taken.count(InscriptionState.REGISTERED)),
        "lines": lines,
        "levels": Level.choices,
        "learnt": learnt,
        "closed": [one for one in moved if one.closed],
        "moved": [one for one in moved if not one.closed],
        "waiting": waiting_needs(session.competence, user, today),
        "form": InscriptionForm(user=user) if user.is_authenticated and not closed else None,
        "may_register": bool(own),
        "teaches": teaches,
        "may_change": user.has_perm("cocreation.change_session", session),
        "moderates": moderate_session(user, session),
    }
    return render(request, "cocreation/training.html", context)


@require_http_methods(READ_AND_SEND)
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change a session."""
    session = session_or_404(request.user, uid)
    check(request.user, "cocreation.change_session", session)
    with transaction.atomic():
        form = SessionForm(request.POST or None, instance=session)
        done = act(request, form, lambda: trainings.change(form.instance, by=request.user), _("Saved."))
    return done or form_page(
        request,
        form,
        None,
        title=_("Change the session"),
        action_label=_("Save"),
        cancel_url=session.get_absolute_url(),
    )


@require_http_methods(READ_AND_SEND)
def call_off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask whether to call a session off, since others are told, and do it."""
    session = session_or_404(request.user, uid)
    check(request.user, "cocreation.change_session", session)
    if request.method == "POST":
        done = _("The session is called off: who had a place is told.")
        tell(request, lambda: trainings.call_off(session, by=request.user), done)
        return redirect(session)
    come = session.inscriptions.exclude(state=InscriptionState.WITHDRAWN).count()
    told = ngettext(
        "Who comes is told by mail: %(count)s inscription.",
        "Those who come are told by mail: %(count)s inscriptions.",
        come,
    )
    context = {
        "question": _("Call off the session “%(what)s”?") % {"what": session},
        "text": told % {"count": come} if come else _("Nobody is registered yet."),
        "kept": _("Its page stays and says so. You may take it up again: everyone keeps their place."),
        "action_label": _("Call it off"),
        "cancel_label": _("Keep the session"),
        "cancel_url": session.get_absolute_url(),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@require_POST
def take_up(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Undo the calling off."""
    session = session_or_404(request.user, uid)
    check(request.user, "cocreation.change_session", session)
    done = _("The session takes place after all: who had a place is told.")
    tell(request, lambda: trainings.take_up(session, by=request.user), done)
    return redirect(session)


@require_POST
@throttle("write")
def register(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Register an actor in whose name one may offer."""
    session = session_or_404(request.user, uid)
    form = InscriptionForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(
            request, _("Choose who comes: yourself, or an actor that you registered or speak for.")
        )
        return redirect(session)
    tell(
        request,
        lambda: trainings.register(session, form.cleaned_data["actor"], by=request.user),
        _("It is noted: your place, or your turn on the waiting list, is on this page."),
    )
    return redirect(session)


@require_http_methods(READ_AND_SEND)
def leave(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask whether to give a place up, which somebody else gets at once, and do it."""
    inscription = inscription_or_404(request.user, uid)
    check(request.user, "cocreation.leave_session", inscription)
    if request.method != "POST":
        context = {
            "question": _("Give up the place of %(name)s?") % {"name": inscription.actor},
            "text": _("Who waits for longest gets it at once, and is told."),
            "kept": _("To come all the same later, you would begin again at the end of the list."),
            "action_label": _("Give the place up"),
            "cancel_url": inscription.get_absolute_url(),
            "danger": True,
        }
        return render(request, "components/confirm.html", context)
    tell(
        request,
        lambda: trainings.leave(inscription, by=request.user),
        _("The place is given up: it goes to who waits for longest."),
    )
    return redirect(inscription.session)


@require_POST
def say_level(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say what level was reached, as one of the two sides."""
    inscription, user = inscription_or_404(request.user, uid), request.user
    check(user, "cocreation.say_level", inscription)
    form = LevelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a level."))
        return redirect(inscription.session)
    as_teacher = not say_as_learner(user, inscription)
    tell(
        request,
        lambda: trainings.say_level(inscription, form.cleaned_data["level"], as_teacher=as_teacher, by=user),
        _("Noted. Once both say the same level, it is written among what the learner knows."),
    )
    return redirect(inscription.session)


@answers.to_keep
def calendar(request: HttpRequest, uid: UUID):
    """Give a session to a calendar."""
    session = session_or_404(request.user, uid)
    today = timezone.localdate()
    written = iter([calendar_file.written(session, today)])
    response = streamed(request, written, "text/calendar; charset=utf-8")
    return answers.as_file(response, _("training"), "ics", today)


def _said(request: HttpRequest, record, words: str):
    messages.success(request, words)
    return record


def session_or_404(user, uid: UUID) -> TrainingSession:
    """Return the session that `user` may see."""
    found = TrainingSession.objects.visible_to(user).select_related(
        "teacher__family", "competence", "territory"
    )
    return get_object_or_404(found, uid=uid)


def inscription_or_404(user, uid: UUID) -> Inscription:
    """Return the inscription whose learner and teacher `user` may see."""
    found = Inscription.objects.visible_to(user).select_related("actor", "session__teacher")
    return get_object_or_404(found, uid=uid)
