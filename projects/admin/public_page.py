"""What projects tell of themselves: figures and news. Public words are their actors' own: nobody else edits them."""

from django.contrib import admin

from projects.models import Aim, Indicator, Measure, News
from territoire.admin.records import RecordAdmin, RecordInline


class MeasureInline(RecordInline):
    """What was measured."""

    model = Measure
    fields = ["day", "value", "source", "comment", "illustrative"]


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    """What projects count."""

    list_display = ["name", "project", "unit", "target_value", "target_day"]
    list_select_related = ["project"]
    list_filter = ["illustrative"]
    search_fields = ["name", "project__search_name__contains"]
    autocomplete_fields = ["project"]
    inlines = [MeasureInline]


@admin.register(Aim)
class AimAdmin(RecordAdmin):
    """Common objectives, as projects put them."""

    list_display = ["words", "project"]
    list_select_related = ["project"]
    search_fields = ["words", "project__search_name__contains"]
    autocomplete_fields = ["project"]


@admin.register(News)
class NewsAdmin(RecordAdmin):
    """What projects tell."""

    list_display = ["title", "project", "day", "published_at"]
    list_select_related = ["project"]
    list_filter = ["illustrative"]
    search_fields = ["title", "project__search_name__contains"]
    autocomplete_fields = ["project"]
    date_hierarchy = "day"
