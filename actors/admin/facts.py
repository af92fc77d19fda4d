"""What actors know, give and belong to, seen as lists."""

from django.contrib import admin

from actors.forms.facts import ContactPointForm
from actors.models import ActorOccupation, Affiliation, ContactPoint, Mastery, Resource
from territoire.admin.records import RecordAdmin, period


@admin.register(Mastery)
class MasteryAdmin(RecordAdmin):
    """Who knows what."""

    list_display = ["actor", "competence", "level", "mobilisable", period]
    list_select_related = ["actor", "competence"]
    list_filter = ["level", "mobilisable", "illustrative"]
    search_fields = ["actor__search_name__contains", "competence__search_text__contains"]
    autocomplete_fields = ["actor", "competence"]
    date_hierarchy = "created_at"


@admin.register(Resource)
class ResourceAdmin(RecordAdmin):
    """Who can give what."""

    list_display = ["actor", "kind", "description", "quantity", period]
    list_select_related = ["actor", "kind"]
    list_filter = ["kind", "illustrative"]
    search_fields = ["actor__search_name__contains", "description"]
    autocomplete_fields = ["actor"]
    date_hierarchy = "created_at"


@admin.register(Affiliation)
class AffiliationAdmin(RecordAdmin):
    """Who belongs to what."""

    list_display = ["member", "organisation", "role", period]
    list_select_related = ["member", "organisation"]
    search_fields = ["member__search_name__contains", "organisation__search_name__contains"]
    autocomplete_fields = ["member", "organisation"]
    date_hierarchy = "created_at"


@admin.register(ActorOccupation)
class ActorOccupationAdmin(RecordAdmin):
    """Who practises what trade."""

    list_display = ["actor", "occupation", period]
    list_select_related = ["actor", "occupation"]
    search_fields = ["actor__search_name__contains", "occupation__search_text__contains"]
    autocomplete_fields = ["actor", "occupation"]
    date_hierarchy = "created_at"


@admin.register(ContactPoint)
class ContactPointAdmin(RecordAdmin):
    """How actors can be reached: replaced here, and read on the page of the actor, which notes who asks."""

    form = ContactPointForm

    list_display = ["actor", "kind", "visibility"]
    list_select_related = ["actor"]
    list_filter = ["kind", "visibility"]
    search_fields = ["actor__search_name__contains"]
    autocomplete_fields = ["actor"]
