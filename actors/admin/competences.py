"""The tree of competences: its words, its shape, what people propose, and merges."""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import permissions
from actors.actions import competences, merges
from actors.models import Competence, CompetenceMerge, CompetenceSynonym
from territoire.admin.merges import MergeAdmin, MergeMixin
from territoire.admin.records import RecordAdmin, RecordInline


class SynonymInline(RecordInline):
    """Other words for it."""

    model = CompetenceSynonym


class CompetenceForm(forms.ModelForm):
    """A competence and its place; a circle is refused beside the field."""

    def clean_parent(self):
        """Refuse a parent that stands under this one."""
        parent = self.cleaned_data["parent"]
        if self.instance.pk and competences.stands_under(parent, self.instance):
            raise forms.ValidationError(_("%(name)s stands under this competence.") % {"name": parent})
        return parent


@admin.register(Competence)
class CompetenceAdmin(MergeMixin, RecordAdmin):
    """Entries of the tree."""

    form = CompetenceForm
    list_display = ["name", "parent", "status", "source", "position"]
    list_select_related = ["parent"]
    list_filter = ["status", "source", ("parent", admin.EmptyFieldListFilter)]
    search_fields = ["search_text__contains", "synonyms__search_text__contains"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    date_hierarchy = "created_at"
    inlines = [SynonymInline]
    actions = ["approve", "reject", "merge_two"]
    merge_fields = ["name", "definition", "parent", "status", "source"]
    merge_refusal = merges.MergeRefusedError

    def autocomplete_label(self, competence) -> str:
        """Say where it stands."""
        return f"{competence.name} – {competence.parent}" if competence.parent else competence.name

    def get_search_results(self, request, queryset, search_term):
        """Load what tells homonyms apart."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return found.select_related("parent"), duplicates

    def save_related(self, request, form, formsets, change):
        """Bring what stands under what up to date."""
        super().save_related(request, form, formsets, change)
        competences.place(form.instance, form.instance.parent, by=request.user)

    def delete_queryset(self, request, queryset):
        """Delete one by one, so that history tells each."""
        for competence in queryset:
            competence.delete()

    @admin.action(description=gettext_lazy("Approve what is proposed"), permissions=["change"])
    def approve(self, request, queryset):
        """Offer to all."""
        self._moderate(request, queryset, competences.approve)

    @admin.action(description=gettext_lazy("Reject what is proposed"), permissions=["change"])
    def reject(self, request, queryset):
        """Offer no more."""
        self._moderate(request, queryset, competences.reject)

    def _moderate(self, request, queryset, verb):
        done = [verb(c, by=request.user) for c in queryset if self.may_merge(request.user, c)]
        self.message_user(request, _("%(count)s entries decided.") % {"count": len(done)}, messages.SUCCESS)

    def do_merge(self, kept, absorbed, by):
        """Merge two competences."""
        merges.merge_competences(kept, absorbed, by=by)

    def may_merge(self, user, record) -> bool:
        """Facilitators, and admins."""
        return permissions.moderate_competence(user, record)

    def links(self, record):
        """Count what uses a competence."""
        return merges.links_of(record)


@admin.register(CompetenceMerge)
class CompetenceMergeAdmin(MergeAdmin):
    """Merges of competences."""

    search_fields = ["kept__search_text__contains", "absorbed__search_text__contains"]
    merge_refusal = merges.MergeRefusedError

    def do_undo(self, merge, by):
        """Put every row back."""
        merges.undo(merge, by=by)
