"""Claims, notices, accesses to contact details and what goes with them: to look at.

Private notes are not there: they are for the team that wrote them.
"""

from django.contrib import admin

from actors.models import ActorReport, Claim, ContactAccess, Notice, Objection, PersonWarning
from territoire.admin.read_only import ReadOnlyAdmin


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
    list_filter = ["way"]
    date_hierarchy = "at"


@admin.register(ActorReport)
class ActorReportAdmin(ReadOnlyAdmin):
    """What was said to be wrong with actors."""

    list_display = ["actor", "reason", "state", "created_at", "decided_at"]
    list_select_related = ["actor"]
    list_filter = ["state", "reason"]
