"""Assessment rounds, for who leads: begun, read with their spread, settled, kept as assessments of the project."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from projects.permissions import assess_actors
from workshops.actions import rounds
from workshops.analysis.rounds import Told, told
from workshops.forms.rounds import RoundForm, SettleForm, asked
from workshops.models import Round, RoundActor, Workshop
from workshops.views.pages import led_or_refused


@never_cache
def round_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the rounds of a workshop, and begin one: it shows on the screen and on phones at once."""
    workshop = led_or_refused(request.user, slug)
    form = RoundForm(request.POST or None, by=request.user, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        try:
            rounds.begin(workshop, form.chosen(), salience=form.cleaned_data["salience"], by=request.user)
        except ValidationError as error:
            form.add_error("actors", error)
        else:
            return redirect("workshops:screen", slug)
    listed = workshop.rounds.prefetch_related("actors").order_by("-pk")
    return render(request, "workshops/rounds.html", {"workshop": workshop, "form": form, "rounds": listed})


@never_cache
def round_page(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Show what was said of each actor, settle a value for each, and make it the project's assessment."""
    workshop, shown = _round_of(request, slug, uid)
    about = RoundActor.objects.visible_to(request.user).told().filter(round=shown)
    listed = list(about.select_related("actor__family", "round", "assessment"))
    lines = [(one, SettleForm(request.POST or None, about=one.about)) for one in told(shown, listed)]
    may_keep = workshop.project is not None and assess_actors(request.user, workshop.project)
    if request.method == "POST" and all(form.is_valid() for _told, form in lines):
        with transaction.atomic():
            for one, form in lines:
                _settle(one, form, by=request.user)
            kept = rounds.keep(shown, by=request.user) if "keep" in request.POST and may_keep else None
        _say(request, kept)
        return redirect("workshops:round", slug, uid)
    context = {
        "workshop": workshop,
        "round": shown,
        "lines": [{"told": one, "form": form, "cells": _cells(one, form)} for one, form in lines],
        "scales": asked(shown),
        "may_keep": may_keep,
        "kept": any(one.assessment_id for one in listed),
        "unseen": shown.actors.count() - len(listed),
    }
    return render(request, "workshops/round.html", context)


def _settle(one: Told, form: SettleForm, *, by) -> None:
    if form.has_changed():
        rounds.settle(one.about, {**one.about.figures, **form.cleaned_data}, by=by)


def _cells(one: Told, form: SettleForm) -> list[dict]:
    return [{"figure": one.figures.get(name), "field": form[name]} for name in form.fields]


def _say(request: HttpRequest, kept: tuple[int, int] | None) -> None:
    if kept is None:
        messages.success(request, _("Noted: what the room settled."))
        return
    count, left = kept
    said = ngettext(
        "%(count)d assessment is now the project’s: its team reads it on the grid of influence.",
        "%(count)d assessments are now the project’s: its team reads them on the grid of influence.",
        count,
    )
    if count:
        messages.success(request, said % {"count": count})
    if left or not count:
        messages.warning(
            request,
            _("Kept are actors of the project’s circle of whom influence and interest were both settled."),
        )


@require_POST
def take_back(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Take back what the project kept of a round."""
    workshop, shown = _round_of(request, slug, uid)
    if workshop.project is not None and assess_actors(request.user, workshop.project):
        rounds.take_back(shown, by=request.user)
        messages.success(request, _("Taken back: the project’s assessments are those of before."))
    return redirect("workshops:round", slug, uid)


@require_POST
def delete(request: HttpRequest, slug: str, uid) -> HttpResponse:
    """Delete a round with all that was said in it."""
    _workshop, shown = _round_of(request, slug, uid)
    rounds.delete(shown, by=request.user)
    messages.success(request, _("The round is deleted; what the project kept of it stays."))
    return redirect("workshops:rounds", slug)


def _round_of(request: HttpRequest, slug: str, uid) -> tuple[Workshop, Round]:
    workshop = led_or_refused(request.user, slug)
    found = Round.objects.select_related("workshop__project").filter(workshop=workshop)
    return workshop, get_object_or_404(found, uid=uid)
