"""Add, change and remove what is said of one actor: the same three pages for each sort of fact."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.forms import ModelForm
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import Unit
from actors.forms import facts as forms
from actors.models import (
    Actor,
    ActorIdentifier,
    ActorOccupation,
    Affiliation,
    ContactPoint,
    Mastery,
    Resource,
    ResourceKind,
)
from territoire.views import ChangeView, RegisterView, RemoveView, check


@dataclass(frozen=True)
class Fact:
    """A sort of fact about an actor: its model, its forms, its words and where it is in addresses."""

    name: str
    folder: str
    model: type[models.Model]
    add_form: type[ModelForm]
    change_form: type[ModelForm] | None
    add_title: Any
    change_title: Any
    owner: str = "actor"
    template: str = "actors/fact_form.html"
    extra: dict[str, Any] = field(default_factory=dict)


FACTS = [
    Fact(
        "mastery",
        "competences",
        Mastery,
        forms.MasteryRegistrationForm,
        forms.MasteryForm,
        gettext_lazy("Add a competence"),
        gettext_lazy("Change a competence"),
        template="actors/mastery_form.html",
    ),
    Fact(
        "resource",
        "ressources",
        Resource,
        forms.ResourceRegistrationForm,
        forms.ResourceForm,
        gettext_lazy("Add a resource"),
        gettext_lazy("Change a resource"),
    ),
    Fact(
        "occupation",
        "metiers",
        ActorOccupation,
        forms.OccupationRegistrationForm,
        forms.OccupationForm,
        gettext_lazy("Add an occupation"),
        gettext_lazy("Change an occupation"),
    ),
    Fact(
        "affiliation",
        "rattachements",
        Affiliation,
        forms.AffiliationRegistrationForm,
        forms.AffiliationForm,
        gettext_lazy("Say what it belongs to"),
        gettext_lazy("Change what it belongs to"),
        owner="member",
    ),
    Fact(
        "member",
        "membres",
        Affiliation,
        forms.MemberRegistrationForm,
        forms.MemberForm,
        gettext_lazy("Say who belongs to it"),
        gettext_lazy("Change who belongs to it"),
        owner="organisation",
    ),
    Fact(
        "contact",
        "contacts",
        ContactPoint,
        forms.ContactRegistrationForm,
        forms.ContactChangeForm,
        gettext_lazy("Add a contact detail"),
        gettext_lazy("Change a contact detail"),
    ),
    Fact(
        "identifier",
        "identifiants",
        ActorIdentifier,
        forms.IdentifierForm,
        None,
        gettext_lazy("Add a registration number"),
        gettext_lazy("Change a registration number"),
    ),
]


class OfActorMixin:
    """A page on something of an actor: 404 when one may not see the actor, 403 when one may not change it."""

    fact: Fact = None

    def setup(self, request, *args, slug, **kwargs):
        """Fetch the actor for this user."""
        super().setup(request, *args, slug=slug, **kwargs)
        visible = Actor.objects.visible_to(request.user).select_related("family")
        self.actor = get_object_or_404(visible, slug=slug)

    def dispatch(self, request, *args, **kwargs):
        """Refuse who may not change the actor."""
        check(request.user, "actors.change_actor", self.actor)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        """Keep what is said of this actor and may be seen by the user."""
        facts = self.fact.model.objects.filter(**{self.fact.owner: self.actor})
        return facts.visible_to(self.request.user) if hasattr(facts, "visible_to") else facts

    def get_object(self, queryset=None):
        """Return the fact that the address names."""
        return get_object_or_404(self.get_queryset(), **self._named())

    def _named(self) -> dict[str, Any]:
        return {name: value for name, value in self.kwargs.items() if name in ("uid", "scheme", "value")}

    def get_template_names(self):
        """Return the page of this sort of fact."""
        return [self.fact.template]

    def get_success_url(self) -> str:
        """Come back to the actor."""
        return self.actor.get_absolute_url()

    def get_context_data(self, **kwargs):
        """Add the actor."""
        return super().get_context_data(**kwargs) | {"actor": self.actor, "fact": self.fact}


class AddFact(OfActorMixin, RegisterView):
    """Say something more of an actor."""

    success_message = gettext_lazy("Added.")

    def get_form_class(self):
        """Return the form that registers once."""
        return self.fact.add_form

    def get_form_kwargs(self):
        """Say of which actor it is, so that constraints see it."""
        instance = self.fact.model(**{self.fact.owner: self.actor})
        return super().get_form_kwargs() | {"instance": instance, "user": self.request.user}

    def get_context_data(self, **kwargs):
        """Name the page."""
        return super().get_context_data(**kwargs) | {"title": self.fact.add_title, "units": _units(self.fact)}


class ChangeFact(OfActorMixin, ChangeView):
    """Change something said of an actor."""

    def get_form_class(self):
        """Return the form that never overwrites unseen."""
        return self.fact.change_form

    def get_form_kwargs(self):
        """Choose among what the user may see."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        """Name the page, and lead to where the fact is removed."""
        return super().get_context_data(**kwargs) | {
            "title": self.fact.change_title,
            "units": _units(self.fact),
            "remove_name": f"actors:{self.fact.name}-delete",
        }


class RemoveFact(OfActorMixin, RemoveView):
    """Remove something said of an actor."""

    success_message = gettext_lazy("Removed.")

    def get_template_names(self):
        """Return the page that asks to confirm."""
        return [self.template_name]

    def get_context_data(self, **kwargs):
        """Ask."""
        return super().get_context_data(**kwargs) | {
            "question": _("Remove “%(fact)s”?") % {"fact": _said(self.fact, self.object)},
            "text": _("It will no longer be said of “%(actor)s”, at any date.") % {"actor": self.actor},
            "kept": _("If it was true for a time, give it an end instead: what was true stays."),
            "action_label": _("Remove"),
            "cancel_url": self.actor.get_absolute_url(),
            "danger": True,
        }


def _said(fact: Fact, record) -> str:
    words = {
        "mastery": "competence",
        "occupation": "occupation",
        "affiliation": "organisation",
        "member": "member",
    }
    return str(getattr(record, words[fact.name]) if fact.name in words else record)


def _units(fact: Fact) -> list[ResourceKind]:
    return list(ResourceKind.objects.exclude(unit=Unit.NONE)) if fact.model is Resource else []


def urls() -> list:
    """Return the addresses of the three pages of each sort of fact, nested in those of an actor."""
    patterns = []
    for fact in FACTS:
        folder = f"<slug:slug>/{fact.folder}"
        one = f"{folder}/<uuid:uid>" if fact.change_form else f"{folder}/<slug:scheme>/<path:value>"
        patterns += [
            path(f"{folder}/nouveau/", AddFact.as_view(fact=fact), name=f"{fact.name}-create"),
            path(f"{one}/retirer/", RemoveFact.as_view(fact=fact), name=f"{fact.name}-delete"),
        ]
        if fact.change_form:
            patterns.append(path(f"{one}/", ChangeFact.as_view(fact=fact), name=f"{fact.name}-update"))
    return patterns
