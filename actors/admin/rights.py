"""Claims, notices, accesses to contact details and what goes with them: to look at.

Private notes are not there: they are for the team that wrote them.
"""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import ActorReport, Claim, ContactAccess, Notice, Objection, PersonWarning
from territoire.admin.read_only import ReadOnlyAdmin
from territoire.text import normalise


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    """Who speaks for whom."""

    list_display = ["actor", "user", "state", "way", "created_at", "decided_at"]
    list_select_related = ["actor", "user"]
    list_filter = ["state", "way"]


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Which persons were told that they are registered, and what they answered."""

    list_display = ["actor", "sent_at", "answer", "answered_at"]
    list_select_related = ["actor"]
    list_filter = ["answer"]
    exclude = ["email"]


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin):
    """How many people objected, and when: nothing more is kept."""

    list_display = ["created_at"]
    fields = ["created_at"]


@admin.register(PersonWarning)
class PersonWarningAdmin(ReadOnlyAdmin):
    """Persons of whom nothing was heard, and who were told so."""

    list_display = ["actor", "stage", "sent_at"]
    list_select_related = ["actor"]
    list_filter = ["stage"]


@admin.register(ContactAccess)
class ContactAccessAdmin(ReadOnlyAdmin):
    """Who saw or exported contact details."""

    list_display = ["at", "actor", "user", "way", "count"]
    list_select_related = ["actor", "user"]
    list_filter = ["way", ("user", admin.EmptyFieldListFilter)]
    date_hierarchy = "at"
    search_fields = ["actor__search_name", "user__email", "user__name"]
    search_help_text = _("Name of an actor; name or address of an account")

    def get_search_results(self, request, queryset, search_term):
        """Look for an actor without accents, and for an account as it is written."""
        found = (
            Q(actor__search_name__contains=normalise(search_term))
            | Q(user__email__icontains=search_term)
            | Q(user__name__icontains=search_term)
        )
        return queryset.filter(found) if search_term else queryset, False


@admin.register(ActorReport)
class ActorReportAdmin(ReadOnlyAdmin):
    """What was said to be wrong with actors."""

    list_display = ["actor", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["actor"]
    list_filter = ["state", "reason"]
