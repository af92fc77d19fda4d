"""The page of an actor, and what happens to it as a whole."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView

from actors import duplicates, sections
from actors.actions import actors, freshness
from actors.audience import audience
from actors.enums import ActorKind
from actors.forms.actors import ActorChangeForm, ActorRegistrationForm
from actors.maps import ego
from actors.models import Actor
from actors.permissions import WRITERS, confirmable_axes, spoken_for_by
from actors.portrait import portrait
from actors.views.claims import voice
from actors.views.notes import notes_part
from territoire import pictures
from territoire.days import requested_day
from territoire.models import Team, Territory
from territoire.moderation import standing
from territoire.throttling import throttle
from territoire.views import ChangeView, RegisterView, RemoveView, check


class VisibleActorsMixin:
    """A page on one actor: 404 when one may not see it."""

    model = Actor

    def get_queryset(self):
        """Keep what the user may see."""
        return Actor.objects.visible_to(self.request.user)


@method_decorator(login_not_required, name="dispatch")
class ActorDetail(VisibleActorsMixin, DetailView):
    """What one may know of an actor on a day."""

    template_name = "actors/actor_detail.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        """Lead for good to the actor that this one was merged into (undoing a merge must not be hidden by caches)."""
        self.object = self.get_object()
        kept = Actor.objects.visible_to(request.user).filter(pk=self.object.merged_into_id).first()
        if kept is not None:
            response = redirect(kept, permanent=True)
            response["Cache-Control"] = "no-cache"
            return response
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_queryset(self):
        """Read what the page shows of the actor itself."""
        related = ("family", "seat__departement", "team")
        return super().get_queryset().select_related(*related).prefetch_related("areas")

    def get_context_data(self, **kwargs):
        """Add the portrait, what other apps add, and what the user may do."""
        user, day = self.request.user, requested_day(self.request)
        can_change = user.has_perm("actors.change_actor", self.object)
        shown = portrait(self.object, user, day)
        return super().get_context_data(**kwargs) | {
            "day": day,
            "portrait": shown,
            "notes": notes_part(self.object, user),
            "voice": voice(self.object, user),
            "confirmable": confirmable_axes(user, [item.axis for tie in shown.ties for item in tie.axes]),
            "sections": sections.of(self.object, user, day),
            "picture": ego.picture(self.object, user, day),
            "audience": audience(self.object, user),
            "can_change": can_change,
            "standing": standing(self.object, user) if can_change else None,
            "can_confirm": can_change or user.has_perm("actors.confirm_actor", self.object),
            "untold": can_change and _is_untold(self.object),
            "can_delete": user.has_perm("actors.delete_actor", self.object),
        }


def _is_untold(actor: Actor) -> bool:
    """Tell whether it is a person who was not told yet that they are registered."""
    return actor.is_person and not actor.consented_at and not actor.notices.exists()


class ActorCreate(RegisterView):
    """Register an actor."""

    model = Actor
    form_class = ActorRegistrationForm
    template_name = "actors/actor_form.html"
    success_message = gettext_lazy(
        "Registered. You can now say what it knows, gives, and with whom it works."
    )

    def get_form_kwargs(self):
        """Offer the teams in which the user writes."""
        user = self.request.user
        return super().get_form_kwargs() | {"teams": Team.objects.of(user, *WRITERS), "by": user}

    def get_initial(self):
        """Start from the name in the address (`?nom=`)."""
        return super().get_initial() | {"name": self.request.GET.get("nom", "")[:200]}

    def get_context_data(self, **kwargs):
        """Show the likely duplicates of what was typed, also without scripts."""
        context = super().get_context_data(**kwargs)
        typed = self.request.POST or {"name": context["form"].initial.get("name", "")}
        return context | {"duplicates": _duplicates(self.request, typed)}

    def register(self, form):
        """Give the actor its address and save it."""
        actors.give_address(form.instance)
        actor = super().register(form)
        form.tell(actor, by=self.request.user)
        return actor


class ActorUpdate(VisibleActorsMixin, ChangeView):
    """Change what is said of an actor."""

    form_class = ActorChangeForm
    template_name = "actors/actor_form.html"
    permission = "actors.change_actor"

    def get_form_kwargs(self):
        """Offer the teams in which the user writes."""
        return super().get_form_kwargs() | {"teams": Team.objects.of(self.request.user, *WRITERS)}

    def form_valid(self, form) -> HttpResponse:
        """Give an address that cannot be guessed to what becomes hidden."""
        actors.leave_public_address(form.instance, was_concealed=form.was_concealed)
        freshness.confirm_by_saving(form.instance, by=self.request.user)
        return super().form_valid(form)


class ActorDelete(VisibleActorsMixin, RemoveView):
    """Delete an actor and all that is said of it, after telling what goes."""

    permission = "actors.delete_actor"
    success_url = reverse_lazy("actors:list")

    def form_valid(self, form) -> HttpResponse:
        """Delete its picture too."""
        picture = self.object.picture.name
        response = super().form_valid(form)
        pictures.forget(picture)
        return response

    def get_context_data(self, **kwargs):
        """Say what goes, and what else could be done."""
        shown = portrait(self.object, self.request.user, requested_day(self.request))
        numbers = {
            "competences": shown.mastery_count,
            "resources": len(shown.resources),
            "ties": len(shown.neighbours),
        }
        return super().get_context_data(**kwargs) | {
            "question": _("Delete “%(name)s”?") % {"name": self.object},
            "text": _(
                "What goes with it: %(competences)d competences, %(resources)d resources, its ties with "
                "%(ties)d actors, and its place in projects. This cannot be undone."
            )
            % numbers,
            "kept": _("Archiving would only take it out of the lists, and can be undone."),
            "action_label": _("Delete for good"),
            "cancel_url": self.object.get_absolute_url(),
            "danger": True,
        }


@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an actor out of the lists."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    check(request.user, "actors.archive_actor", actor)
    actors.archive(actor, by=request.user)
    messages.success(request, _("Archived: it is no longer in the lists, and can be restored."))
    return redirect(actor)


@require_POST
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring an actor back into the lists."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user), slug=slug)
    check(request.user, "actors.archive_actor", actor)
    actors.restore(actor, by=request.user)
    messages.success(request, _("Restored: it is in the lists again."))
    return redirect(actor)


@require_safe
@throttle("autocomplete")
def likely_duplicates(request: HttpRequest) -> HttpResponse:
    """Show, while one types a name and a commune, the actors that look like it.

    `?prefixe=` stands before the names of the fields typed; `?choisir=` names the field of the form in which one of
    these actors can be chosen, with `?parmi=own` only those for which the user may speak.
    """
    prefix, choose = request.GET.get("prefixe", ""), request.GET.get("choisir", "")
    found = _duplicates(request, {name: request.GET.get(prefix + name, "") for name in TYPED})
    choosable = _choosable(request, found) if choose else set()
    context = {"duplicates": found, "choose": choose, "choosable": choosable}
    return render(request, "actors/duplicates.html", context)


TYPED = ("name", "acronym", "seat")


def _choosable(request: HttpRequest, found: list[duplicates.Duplicate]) -> set[int]:
    """Return the keys of those that a form on something else would take."""
    listed = {one.actor.pk for one in found if one.actor.archived_at is None}
    if request.GET.get("parmi") == "own":
        return set(spoken_for_by(request.user).filter(pk__in=listed).values_list("pk", flat=True))
    return listed


def _duplicates(request: HttpRequest, typed) -> list[duplicates.Duplicate]:
    if typed.get("kind") not in (None, *ActorKind):
        return []
    seat = Territory.objects.filter(code=typed.get("seat") or "").first() if typed.get("seat") else None
    return duplicates.likely(
        Actor.objects.visible_to(request.user).filter(merged_into=None),
        name=typed.get("name", "")[:200],
        acronym=typed.get("acronym", "")[:40],
        seat=seat,
    )
