"""Actors, with all that is said of each, and their merges."""

from django import forms
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import permissions
from actors.actions import actors, consent, merges, personal_data
from actors.enums import ActorKind
from actors.forms.facts import ContactPointForm
from actors.forms.persons import STAYS_A_PERSON, PersonEmailField
from actors.models import (
    Actor,
    ActorIdentifier,
    ActorMerge,
    ActorOccupation,
    Affiliation,
    ContactPoint,
    Mastery,
    Resource,
)
from territoire.admin.merges import MergeAdmin, MergeMixin
from territoire.admin.records import RecordAdmin, RecordInline
from territoire.enums import Visibility


class MasteryInline(RecordInline):
    """What it knows how to do."""

    model = Mastery
    autocomplete_fields = ["competence"]
    fields = ["competence", "level", "mobilisable", "conditions", "period"]


class OccupationInline(RecordInline):
    """What trades it practises."""

    model = ActorOccupation
    autocomplete_fields = ["occupation"]
    fields = ["occupation", "period"]


class ResourceInline(RecordInline):
    """What it can give."""

    model = Resource
    fields = ["kind", "description", "quantity", "conditions", "period"]


class AffiliationInline(RecordInline):
    """What it belongs to."""

    model = Affiliation
    fk_name = "member"
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "role", "period"]


class MemberInline(RecordInline):
    """Who belongs to it."""

    model = Affiliation
    fk_name = "organisation"
    verbose_name = gettext_lazy("member")
    verbose_name_plural = gettext_lazy("members")
    autocomplete_fields = ["member"]
    fields = ["member", "role", "period"]


class IdentifierInline(RecordInline):
    """Its identifiers in public registers."""

    model = ActorIdentifier


class ContactPointInline(RecordInline):
    """How to reach it."""

    model = ContactPoint
    form = ContactPointForm
    fields = ["kind", "value", "visibility"]


class ActorAdminForm(forms.ModelForm):
    """A person is hidden until they agreed; where they are known from is said, and they are told."""

    email = PersonEmailField()
    registrar = None  # who uses the administration: see `ActorAdmin.get_form`

    def __init__(self, *args, **kwargs):
        """Know who registers whom."""
        super().__init__(*args, **kwargs)
        self.fields["email"].registrar = self.registrar
        self.fields["email"].person = self.instance if self.instance.pk else None

    class Meta:
        model = Actor
        fields = "__all__"  # noqa: DJ007 - the fieldsets of the admin say which

    def clean(self):
        """Ask, for a person, where they are known from, and how they agreed to be shown."""
        cleaned = super().clean()
        if cleaned.get("kind") != ActorKind.PERSON:
            if self.instance.pk and self.initial.get("kind") == ActorKind.PERSON:
                self.add_error("kind", STAYS_A_PERSON)
            return cleaned
        if not cleaned.get("origin"):
            self.add_error("origin", _("Say where you know this person from: a meeting, a public directory…"))
        agreed = self.instance.consented_at or cleaned.get("consent_proof")
        if cleaned.get("visibility") != Visibility.TEAM and not agreed:
            self.add_error(
                "consent_proof", _("Say how and when they agreed: it must be possible to show it.")
            )
        elif cleaned.get("visibility") != Visibility.TEAM:
            self.instance.consented_at = self.instance.consented_at or timezone.now()
        return cleaned


@admin.register(Actor)
class ActorAdmin(MergeMixin, RecordAdmin):
    """Everybody on the map."""

    form = ActorAdminForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Say who registers."""
        form = super().get_form(request, obj, change, **kwargs)
        form.registrar = request.user
        return form

    readonly_fields = ["consented_at"]
    list_display = ["name", "acronym", "family", "kind", "seat", "visibility", "confirmed_at", "archived"]
    list_select_related = ["family", "seat"]
    list_filter = [
        "family",
        "kind",
        "visibility",
        "illustrative",
        ("archived_at", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    ]
    search_fields = ["search_name__contains"]
    ordering = ["search_name", "pk"]
    autocomplete_fields = ["seat", "areas", "team"]
    date_hierarchy = "created_at"
    inlines = [
        MasteryInline,
        OccupationInline,
        ResourceInline,
        AffiliationInline,
        MemberInline,
        IdentifierInline,
        ContactPointInline,
    ]
    actions = ["merge_two", "archive", "restore", "erase"]
    fieldsets = [
        (None, {"fields": ["name", "acronym", "kind", "family", "description"]}),
        (gettext_lazy("Where"), {"fields": ["seat", "areas"]}),
        (
            gettext_lazy("Who sees it"),
            {"fields": ["visibility", "team", "consent_proof", "consented_at", "email"]},
        ),
        (
            gettext_lazy("Where it comes from"),
            {"fields": ["origin", "source", "external_id", "illustrative", "confirmed_at"]},
        ),
    ]
    merge_fields = ["name", "acronym", "family", "kind", "seat", "visibility", "description", "created_at"]
    merge_refusal = merges.MergeRefusedError

    def autocomplete_label(self, actor) -> str:
        """Tell namesakes apart by their place."""
        return f"{actor.name} – {actor.seat}" if actor.seat else actor.name

    def get_search_results(self, request, queryset, search_term):
        """Load the place that tells namesakes apart."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return found.select_related("seat"), duplicates

    def get_fieldsets(self, request, obj=None):
        """Add who registered it and when."""
        marks = {"fields": ["created_by", "created_at", "updated_at", "archived_at", "merged_into"]}
        return [*super().get_fieldsets(request, obj), *([(gettext_lazy("Follow-up"), marks)] if obj else [])]

    @admin.display(description=gettext_lazy("archived"), boolean=True)
    def archived(self, actor) -> bool:
        """Tell whether it has left the lists."""
        return actor.archived_at is not None

    def save_model(self, request, obj, form, change):
        """Give an address to what is new, and one that cannot be guessed to what becomes hidden."""
        was_concealed = change and actors.is_concealed(Actor.objects.get(pk=obj.pk))
        if not change or (actors.is_concealed(obj) and not was_concealed):
            actors.give_address(obj)
        super().save_model(request, obj, form, change)
        if obj.is_person and form.cleaned_data.get("email"):
            consent.tell(obj, form.cleaned_data["email"], by=request.user)

    def do_merge(self, kept, absorbed, by):
        """Merge two actors."""
        merges.merge(kept, absorbed, by=by)

    def may_merge(self, user, record) -> bool:
        """Facilitators of its place, and admins."""
        return permissions.merge_actor(user, record)

    def links(self, record):
        """Count what is linked to an actor, whatever app it comes from."""
        return merges.links_of(record)

    @admin.action(description=gettext_lazy("Archive"), permissions=["change"])
    def archive(self, request, queryset):
        """Take out of the lists; nothing is deleted."""
        for actor in queryset:
            actors.archive(actor, by=request.user)

    @admin.action(description=gettext_lazy("Restore"), permissions=["change"])
    def restore(self, request, queryset):
        """Put back into the lists, unless merged into another."""
        for actor in queryset.filter(merged_into=None):
            actors.restore(actor, by=request.user)

    @admin.action(description=gettext_lazy("Erase the person for good…"), permissions=["delete"])
    def erase(self, request, queryset):
        """Erase what makes a person known, after a page that says so."""
        if "confirmed" not in request.POST:
            return self._ask_to_erase(request, queryset)
        for actor in queryset:
            try:
                personal_data.erase_person(actor, by=request.user)
            except personal_data.ErasureRefusedError as refusal:
                self.message_user(request, f"{actor} – {refusal}", messages.ERROR)
            else:
                self.message_user(request, _("Erased."))
        return None

    def _ask_to_erase(self, request, queryset):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase for good?"),
            "opts": self.opts,
            "actors": list(queryset[:50]),
        }
        return TemplateResponse(request, "admin/erase.html", context)


@admin.register(ActorMerge)
class ActorMergeAdmin(MergeAdmin):
    """Merges of actors."""

    search_fields = ["kept__search_name__contains", "absorbed__search_name__contains"]
    merge_refusal = merges.MergeRefusedError

    def do_undo(self, merge, by):
        """Put every row back."""
        merges.undo(merge, by=by)
