"""What the administration of every record shares: who and when, history read-only, words without accents."""

from django.contrib import admin
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Textarea
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from territoire import history, pictures
from territoire.forms import PeriodField
from territoire.templatetags import ui
from territoire.text import normalise

OVERRIDES = {
    DateRangeField: {"form_class": PeriodField},
    models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 80})},
}


class Searchable:
    """Search as people type: without case nor accents, in columns that are kept so."""

    def get_search_results(self, request, queryset, search_term):
        """Look for the normalised words."""
        return super().get_search_results(request, queryset, normalise(search_term))


class HistoryMixin:
    """The history of an object is what the database kept of it, and cannot be edited."""

    # Inlines whose versions belong to the story of the object, with their key to it.
    object_history_template = "admin/history.html"

    def history_view(self, request, object_id, extra_context=None):
        """Show what changed, before and after, by whom, when: of the object and of what is edited with it."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": obj},
            "changes": history.changes(self._events(obj), reader=request.user, most=200, apart_from=set()),
            "object": obj,
            "opts": self.opts,
            "module_name": self.opts.verbose_name_plural,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def _events(self, obj):
        if hasattr(self.model, "pgh_event_model"):
            yield history.events_of(self.model, pgh_obj_id=obj.pk)
        for inline in self.inlines:
            if hasattr(inline.model, "pgh_event_model"):
                yield history.events_of(inline.model, **{_key_to(inline, self.model): obj.pk})


def _key_to(inline, model: type[models.Model]) -> str:
    if inline.fk_name:
        return f"{inline.fk_name}_id"
    return next(field.attname for field in inline.model._meta.concrete_fields if field.related_model is model)


class ReferenceAdmin(HistoryMixin, admin.ModelAdmin):
    """A table of reference: few rows, whose words an instance may change."""

    show_full_result_count = False


class RecordAdmin(Searchable, HistoryMixin, admin.ModelAdmin):
    """A record that people make: signed by who registers it, its marks shown and not edited."""

    formfield_overrides = OVERRIDES
    show_full_result_count = False
    list_per_page = 50
    save_on_top = True

    def get_readonly_fields(self, request, obj=None):
        """Show who registered it and when."""
        marks = ["created_by", "created_at", "updated_at", "archived_at", "merged_into"]
        there = {field.name for field in self.model._meta.get_fields()}
        shown = [name for name in marks if name in there] if obj else []
        return [*super().get_readonly_fields(request, obj), *shown]

    def save_model(self, request, obj, form, change):
        """Sign what is new."""
        if not change and hasattr(obj, "created_by_id"):
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        """Remove its picture too."""
        pictures.forget(*_pictures([obj]))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        """Remove their pictures too."""
        pictures.forget(*_pictures(queryset))
        super().delete_queryset(request, queryset)

    def save_formset(self, request, form, formset, change):
        """Sign what is new among what is edited with it."""
        for row in formset.save(commit=False):
            if row.pk is None and hasattr(row, "created_by_id"):
                row.created_by = request.user
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()


def _pictures(records) -> list[str]:
    return [record.picture.name for record in records if getattr(record, "picture", None)]


class RecordInline(admin.TabularInline):
    """Rows edited with what they belong to; none is offered empty, one asks for it."""

    extra = 0
    formfield_overrides = {**OVERRIDES, models.TextField: {"widget": Textarea(attrs={"rows": 2, "cols": 40})}}
    show_change_link = True


@admin.display(description=_("period"))
def period(record) -> str:
    """Say the period of a fact in words."""
    return ui.period(record.period)
