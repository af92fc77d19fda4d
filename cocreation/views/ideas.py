"""Ideas of a territory: the box, one idea, what it asks for, whom it gathers, the project that it becomes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cocreation.actions import ideas
from cocreation.analysis.served import served
from cocreation.forms.idea import AskForm, BecomeForm, IdeaCreateForm, IdeaForm, SupportForm
from cocreation.models import Idea, IdeaAsk
from cocreation.permissions import moderate_idea
from cocreation.views.pages import act, around, form_page, once, subject_or_404, tell
from projects.models import Project
from territoire.exchanges.writing import lists
from territoire.throttling import throttle
from territoire.views import check

READ_AND_SEND = ["GET", "HEAD", "POST"]
CHANGE, BECOME = "cocreation.change_idea", "cocreation.make_idea_a_project"
BY_PAGE = 20


@require_safe
@login_not_required
@throttle("search")
def box(request: HttpRequest, code: str) -> HttpResponse:
    """Show the ideas for a territory and for all that lies in it, newest first."""
    territory = subject_or_404(request.user, code=code)
    page = Paginator(boxed(request.user, territory), BY_PAGE).get_page(request.GET.get("page"))
    context = {**around(territory), "page_obj": page, "export": lists.menu(request)}
    return render(request, "cocreation/ideas.html", context)


def boxed(user, territory):
    """Return the ideas of a box, newest first, with what a line says of each."""
    seen = Project.objects.visible_to(user).filter(pk=OuterRef("project"))
    return (
        Idea.objects.visible_to(user)
        .within(territory)
        .select_related("territory")
        .annotate(
            gathered=Count("supports", distinct=True), asked=Count("asks", distinct=True), became=Exists(seen)
        )
        .order_by("-created_at", "-pk")
    )


@require_http_methods(READ_AND_SEND)
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Put an idea into the box."""
    territory = subject_or_404(request.user, code=code)
    form = IdeaCreateForm(request.POST or None, territory=territory)

    def register():
        idea = ideas.propose(form.instance, by=request.user)
        messages.success(request, _("The idea is in the box. What would it ask for? Say it here."))
        return idea

    return once(request, form, register) or form_page(
        request,
        form,
        territory,
        title=_("Put an idea into the box"),
        lead=_(
            "A few words are enough: it will meet what people here know and have, and gather those it interests."
        ),
        action_label=_("Put it in"),
        cancel_url="../",
    )


@require_safe
@login_not_required
@throttle("search")
def idea_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an idea: what it asks for and who could serve it, whom it gathers, the project that it became."""
    idea, user = idea_or_404(request.user, slug), request.user
    asks = idea.asks.select_related("competence", "occupation", "resource_kind", "family")
    supports = list(idea.supports.all())
    mine = next((one for one in supports if one.user_id == user.pk), None) if user.is_authenticated else None
    became = Project.objects.visible_to(user).filter(pk=idea.project_id).first() if idea.project_id else None
    context = {
        **around(idea.territory),
        "idea": idea,
        "served": served(idea, asks, user, timezone.localdate()),
        "supports": [one for one in supports if one.brings or one.signature],
        "gathered": len(supports),
        "mine": mine,
        "form": SupportForm(instance=mine) if user.is_authenticated else None,
        "became": became,
        # That a hidden project was born of it is told to who may change the idea alone.
        "began": bool(became) or (idea.project_id is not None and user.has_perm(CHANGE, idea)),
        "may": {
            "change": user.has_perm(CHANGE, idea),
            "become": user.has_perm(BECOME, idea),
            "moderate": moderate_idea(user, idea),
        },
    }
    return render(request, "cocreation/idea.html", context)


@require_http_methods(READ_AND_SEND)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Mend an idea."""
    idea = idea_or_404(request.user, slug)
    check(request.user, CHANGE, idea)
    with transaction.atomic():
        form = IdeaForm(request.POST or None, instance=idea)
        done = act(request, form, form.save, _("Saved."))
    return done or form_page(
        request,
        form,
        idea.territory,
        title=_("Change the idea"),
        action_label=_("Save"),
        cancel_url=idea.get_absolute_url(),
    )


@require_http_methods(READ_AND_SEND)
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Say one thing that the idea would ask for."""
    idea = idea_or_404(request.user, slug)
    check(request.user, CHANGE, idea)
    form = AskForm(request.POST or None, user=request.user, instance=IdeaAsk(idea=idea))
    done = act(request, form, form.save, _("Noted. Here is who could serve it."), idea.get_absolute_url())
    return done or form_page(
        request,
        form,
        idea.territory,
        title=_("What would it ask for?"),
        lead=_("One thing at a time: fill in one of these."),
        action_label=_("Note it"),
        cancel_url=idea.get_absolute_url(),
    )


@require_POST
def no_longer_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Take out what the idea asked for."""
    idea = idea_or_404(request.user, slug)
    check(request.user, CHANGE, idea)
    key = request.POST.get("demande", "")
    get_object_or_404(idea.asks, pk=int(key) if key.isdecimal() and len(key) < 19 else 0).delete()
    messages.success(request, _("Removed."))
    return redirect(idea)


@require_POST
@throttle("write")
def support(request: HttpRequest, slug: str) -> HttpResponse:
    """Be interested, say what one could bring, or leave."""
    idea = idea_or_404(request.user, slug)
    if "quitter" in request.POST:
        tell(request, lambda: ideas.leave(idea, by=request.user), _("You are no longer counted."))
        return redirect(idea)
    form = SupportForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        ideas.support(idea, by=request.user, brings=told["brings"], signature=told["signature"])
        messages.success(request, _("Thank you: you are counted among those whom the idea interests."))
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect(idea)


@require_http_methods(READ_AND_SEND)
def become(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the project."""
    idea = idea_or_404(request.user, slug)
    if idea.project_id is None:
        check(request.user, BECOME, idea)
    else:
        check(request.user, CHANGE, idea)
    form = BecomeForm(request.POST or None, initial={"name": idea.name, "objective": idea.text})
    done = act(
        request,
        form,
        lambda: ideas.become_project(idea, by=request.user, **form.cleaned_data),
        _("The project has begun: you hold it. Those whom the idea gathered are invited to ask to board."),
    )
    return done or form_page(
        request,
        form,
        idea.territory,
        title=_("Make a project of it"),
        lead=_(
            "Its needs are those of the idea. Whoever it gathered gets a mail, and asks to board if they wish."
        ),
        action_label=_("Begin the project"),
        cancel_url=idea.get_absolute_url(),
    )


def idea_or_404(user, slug: str) -> Idea:
    """Return the idea that `user` may read."""
    return get_object_or_404(Idea.objects.visible_to(user).select_related("territory"), slug=slug)
