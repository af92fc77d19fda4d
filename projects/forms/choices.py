"""Choices among thousands, searched for while typing."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from actors.models import Actor, Competence, Occupation
from territoire.forms import RemoteChoice, RemoteChoices


class ActorField(forms.ModelChoiceField):
    """An actor, by its address; the form narrows the queryset to what its user may see."""

    def __init__(self, queryset=None, *, url="actors:actor-search", **options):
        """Ask the search of actors."""
        super().__init__(
            Actor.objects.none() if queryset is None else queryset,
            to_field_name="slug",
            widget=RemoteChoice(reverse_lazy(url), {"data-placeholder": _("Type a name or an acronym")}),
            error_messages={"invalid_choice": _("Choose an actor of the list.")},
            **options,
        )

    def label_from_instance(self, actor: Actor) -> str:
        """Name the actor with its place, so that namesakes are told apart."""
        return f"{actor.name} ({actor.seat})" if actor.seat_id else actor.name


class CompetenceField(forms.ModelChoiceField):
    """A competence of the tree, by its address."""

    def __init__(self, queryset=None, **options):
        """Ask the search of competences."""
        super().__init__(
            Competence.objects.none() if queryset is None else queryset,
            to_field_name="slug",
            widget=RemoteChoice(
                reverse_lazy("actors:competence-search"),
                {"data-placeholder": _("For example: accounting, beekeeping…")},
            ),
            error_messages={"invalid_choice": _("Choose a competence of the list.")},
            **options,
        )


class OccupationField(forms.ModelChoiceField):
    """An occupation of the reference list, by its code."""

    def __init__(self, **options):
        """Ask the search of occupations."""
        super().__init__(
            Occupation.objects.all(),
            to_field_name="code",
            widget=RemoteChoice(
                reverse_lazy("actors:occupation-search"),
                {"data-placeholder": _("For example: baker, accountant…")},
            ),
            error_messages={"invalid_choice": _("Choose an occupation of the list.")},
            **options,
        )


class CompetencesField(forms.ModelMultipleChoiceField):
    """Several competences of the tree, by their addresses."""

    def __init__(self, queryset=None, **options):
        """Ask the search of competences."""
        super().__init__(
            Competence.objects.none() if queryset is None else queryset,
            to_field_name="slug",
            widget=RemoteChoices(reverse_lazy("actors:competence-search")),
            error_messages={"invalid_choice": _("Choose a competence of the list.")},
            **options,
        )
