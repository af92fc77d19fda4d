"""The page that merges two records: both side by side, then a confirmation; and undoing it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_LINES = 5


class MergeMixin:
    """An admin class whose records can be merged two by two; says how with the three methods below."""

    merge_fields: list[str] = []

    def do_merge(self, kept, absorbed, by):
        """Merge, or raise `merge_refusal`."""
        raise NotImplementedError

    merge_refusal: type[Exception] = Exception

    def may_merge(self, user, record) -> bool:
        """Tell whether `user` may merge this record."""
        raise NotImplementedError

    def links(self, record) -> list[tuple[str, int]]:
        """Return (label, count) of what is linked to a record, for the comparison."""
        raise NotImplementedError

    def get_urls(self):
        """Add the page of the merge."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("merge/", self.admin_site.admin_view(self.merge_view), name=name), *super().get_urls()]

    @admin.action(description=gettext_lazy("Merge two…"), permissions=["change"])
    def merge_two(self, request, queryset):
        """Lead to the page that compares the two records ticked."""
        keys = list(queryset.values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, _("Tick exactly two records to merge."), messages.WARNING)
            return None
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_merge"
        return redirect(reverse(name, query={"ids": ",".join(str(key) for key in keys)}))

    def merge_view(self, request):
        """Compare two records; merge once the one to keep is chosen."""
        pair = self._pair(request)
        if len(pair) != 2:
            self.message_user(request, _("Tick exactly two records to merge."), messages.WARNING)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if not all(self.may_merge(request.user, record) for record in pair):
            raise PermissionDenied
        form = _keep_form(pair)(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self._merge(request, pair, form.cleaned_data["kept"], form)
        return self._comparison(request, pair, form)

    def _pair(self, request):
        keys = [key for key in request.GET.get("ids", "").split(",") if key.isdecimal()][:2]
        return list(self.model._default_manager.filter(pk__in=keys).order_by("pk"))

    def _merge(self, request, pair, key, form):
        kept, absorbed = sorted(pair, key=lambda record: str(record.pk) != key)
        try:
            self.do_merge(kept, absorbed, request.user)
        except self.merge_refusal as refusal:
            form.add_error(None, str(refusal))
            return self._comparison(request, pair, form)
        self.message_user(
            request, _("“%(one)s” now holds all that “%(other)s” had.") % {"one": kept, "other": absorbed}
        )
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", quote(kept.pk))

    def _comparison(self, request, pair, form):
        first, second = pair
        fields = [self.model._meta.get_field(name) for name in self.merge_fields]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge two records"),
            "opts": self.opts,
            "pair": pair,
            "form": form,
            "fields": [(f.verbose_name, _shown(first, f), _shown(second, f)) for f in fields],
            "links": [
                (label, mine, theirs)
                for (label, mine), (_l, theirs) in zip(self.links(first), self.links(second), strict=True)
                if mine or theirs
            ],
        }
        return TemplateResponse(request, "admin/merge.html", context)


def _keep_form(pair):
    class KeepForm(forms.Form):
        """Which of the two stays."""

        kept = forms.ChoiceField(
            label=_("The one to keep"),
            choices=[(str(record.pk), str(record)) for record in pair],
            widget=forms.RadioSelect,
        )

    return KeepForm


def _shown(record, field) -> str:
    display = getattr(record, f"get_{field.name}_display", None)
    value = display() if display else getattr(record, field.name)
    return "–" if value in (None, "") else str(localize(value))


class MergeAdmin(admin.ModelAdmin):
    """Merges that were done: to look at, and to undo."""

    list_display = ["absorbed", "kept", "by", "at", "undone_at"]
    list_select_related = ["absorbed", "kept", "by"]
    list_filter = [("undone_at", admin.EmptyFieldListFilter)]
    date_hierarchy = "at"
    fields = ["kept", "absorbed", "by", "at", "undone_at"]
    actions = ["undo_merges"]
    show_full_result_count = False

    def has_add_permission(self, request):
        """A merge is done on the page that compares two records."""
        return False

    def has_change_permission(self, request, obj=None):
        """What happened is not rewritten."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What can undo a merge is not thrown away."""
        return False

    def do_undo(self, merge, by):
        """Undo, or raise `merge_refusal`."""
        raise NotImplementedError

    merge_refusal: type[Exception] = Exception

    @admin.action(description=gettext_lazy("Undo the merge"), permissions=["view"])
    def undo_merges(self, request, queryset):
        """Put everything back, the latest merge first."""
        if not request.user.is_superuser:
            raise PermissionDenied
        for merge in queryset.order_by("-pk"):
            try:
                self.do_undo(merge, request.user)
            except self.merge_refusal as refusal:
                self.message_user(request, f"{merge} – {refusal}", messages.ERROR)
            else:
                self.message_user(request, _("%(merge)s: undone.") % {"merge": merge})
