"""Workshops: listed, read, set, changed, removed, taken to one's calendar."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from projects.models import Project
from projects.views.pages import project_or_404
from territoire.exchanges.writing import answers, icalendar
from territoire.exchanges.writing.streaming import streamed
from territoire.exchanges.writing.values import About
from territoire.models import Territory
from territoire.throttling import throttle
from territoire.views import ChangeView, RegisterView, RemoveView, check
from workshops.actions import guests, workshops
from workshops.analysis.gained import gained
from workshops.forms.workshops import MinutesForm, WorkshopCreateForm, WorkshopForm
from workshops.models import Guest, Workshop
from workshops.permissions import hold_workshop, lead_workshop
from workshops.views.pages import LEAD, WorkshopPage, workshop_or_404

PAST_SHOWN = 30
CALENDAR = "text/calendar; charset=utf-8"


@require_safe
@login_not_required
@throttle("search")
def workshop_list(request: HttpRequest) -> HttpResponseBase:
    """Show the workshops that one may see, those to come first."""
    return render(request, "workshops/list.html", _listed(request, Workshop.objects.all()))


@require_safe
@login_not_required
@throttle("search")
def of_project(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the workshops of a project."""
    project = project_or_404(request.user, slug)
    context = _listed(request, Workshop.objects.filter(project=project))
    may = hold_workshop(request.user, project)
    create = reverse("workshops:create-of-project", args=[slug]) if may else ""
    return render(request, "workshops/list.html", context | {"project": project, "create_url": create})


@require_safe
@login_not_required
@throttle("search")
def of_territory(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the workshops of a territory, of what lies in it and of its projects."""
    territory = get_object_or_404(Territory, code=code)
    context = _listed(request, Workshop.objects.within(territory))
    may = hold_workshop(request.user, territory)
    create = reverse("workshops:create-of-territory", args=[code]) if may else ""
    shown = {"territory": territory, "facilitates": may, "create_url": create}
    return render(request, "workshops/list.html", context | shown)


def _listed(request: HttpRequest, workshops) -> dict:
    seen = workshops.visible_to(request.user).with_what_is_shown()
    now = timezone.now()
    join = reverse("workshops:join")
    return {"join_url": join, "to_come": seen.to_come(now), "past": seen.past(now)[:PAST_SHOWN]}


@method_decorator(login_not_required, name="dispatch")
class WorkshopDetail(WorkshopPage, TemplateView):
    """When, where, what for; who leads it finds there all that can be done."""

    template_name = "workshops/detail.html"

    def get_context_data(self, **kwargs):
        """Add what the reader may see and do."""
        user, workshop = self.request.user, self.workshop
        leads = lead_workshop(user, workshop)
        listed = Guest.objects.visible_to(user).filter(workshop=workshop).select_related("actor__family")
        own = list(Guest.objects.visible_to(user).speaking(user).filter(workshop=workshop)) if user.pk else []
        return super().get_context_data(
            leads=leads,
            guests=listed if leads else [],
            invited=[one for one in own if not workshop.is_over],
            questions=workshop.questions.all() if leads else [],
            gained=gained(workshop, user),
            minutes=workshop.minutes if leads or workshop.minutes_shown else "",
            **kwargs,
        )


class WorkshopCreate(RegisterView):
    """Set a workshop of a project or of a territory."""

    model = Workshop
    form_class = WorkshopCreateForm
    template_name = "workshops/form.html"
    success_message = gettext_lazy("The workshop is set. Look at its questions, then invite.")
    of_territory = False

    def setup(self, request, *args, **kwargs):
        """Find what it is about, and check who may."""
        super().setup(request, *args, **kwargs)
        self.subject = self._subject(request, kwargs)

    def dispatch(self, request, *args, **kwargs):
        """Check who may."""
        check(request.user, "workshops.hold_workshop", self.subject)
        return super().dispatch(request, *args, **kwargs)

    def _subject(self, request: HttpRequest, kwargs) -> Project | Territory:
        if self.of_territory:
            return get_object_or_404(Territory, code=kwargs["code"])
        return project_or_404(request.user, kwargs["slug"])

    def get_form_kwargs(self):
        """Say what it is about, and by whom."""
        about = "territory" if self.of_territory else "project"
        return super().get_form_kwargs() | {
            "instance": Workshop(**{about: self.subject}),
            "by": self.request.user,
        }

    def get_context_data(self, **kwargs):
        """Say where Cancel leads."""
        about = "territory" if self.of_territory else "project"
        words = {
            "title": _("Set a workshop"),
            "action_label": _("Set this workshop"),
            "cancel_url": self.subject.get_absolute_url(),
        }
        return super().get_context_data(**{**words, about: self.subject, **kwargs})

    def register(self, form):
        """Set it, with the questions of its sequence."""
        return workshops.begin(form.instance, form.questions(), by=self.request.user)


class WorkshopUpdate(WorkshopPage, ChangeView):
    """Change a workshop."""

    form_class = WorkshopForm
    template_name = "workshops/form.html"
    workshop_permission = permission = LEAD
    title = gettext_lazy("Change the workshop")

    def get_object(self, queryset=None):
        """Change the workshop of the address."""
        return self.workshop


class Minutes(WorkshopUpdate):
    """Write what was said and decided."""

    form_class = MinutesForm
    title = gettext_lazy("Minutes of the workshop")


class WorkshopDelete(WorkshopPage, RemoveView):
    """Remove a workshop and all that was written in it."""

    workshop_permission = permission = LEAD
    success_url = reverse_lazy("workshops:list")

    def get_object(self, queryset=None):
        """Remove the workshop of the address."""
        return self.workshop

    def get_success_url(self) -> str:
        """Lead to the list."""
        return str(self.success_url)

    def get_context_data(self, **kwargs):
        """Ask first."""
        asked = {
            "question": _("Delete “%(name)s”?") % {"name": self.workshop},
            "text": _("Its post-its and its list of guests go with it. What became part of the map stays."),
            "action_label": _("Delete for good"),
            "danger": True,
        }
        return super().get_context_data(**{**asked, "cancel_url": self.workshop.get_absolute_url(), **kwargs})


@login_not_required
@answers.to_keep
def calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the workshop for a calendar."""
    workshop = workshop_or_404(request.user, slug)
    page = request.build_absolute_uri(workshop.get_absolute_url())
    begins = timezone.localtime(workshop.begins_at)
    about = About(
        workshop.name,
        page,
        answers.licence(),
        begins.date(),
        reserved=request.user.is_authenticated,
    )
    event = icalendar.Event(
        f"atelier-{workshop.uid}@{request.get_host()}",
        f"{workshop.name} · {workshop.subject}",
        begins.date(),
        page,
        description=workshop.aim,
        place=workshop.place or str(workshop.where),
        changed_at=workshop.updated_at,
        hours=(workshop.begins_at, workshop.ends_at),
    )
    response = streamed(request, icalendar.write(about, [event]), CALENDAR)
    return answers.as_file(response, workshop.slug, "ics", about.day)


@require_POST
def answer_invitation(request: HttpRequest, slug: str, uid) -> HttpResponseBase:
    """Say for an actor whether it comes."""
    workshop = workshop_or_404(request.user, slug)
    guest = get_object_or_404(Guest.objects.visible_to(request.user), workshop=workshop, uid=uid)
    check(request.user, "workshops.answer_invitation", guest)
    guests.answer(guest, comes=request.POST.get("vient") == "1", by=request.user)
    messages.success(request, _("Your answer is noted. You can change it until the workshop."))
    return redirect(workshop)
