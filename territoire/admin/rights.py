"""Invitations, warnings before erasure, passes of retention: to look at."""

from django.contrib import admin

from territoire.admin.read_only import ReadOnlyAdmin
from territoire.models import AccountWarning, Invitation, RetentionRun


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who was invited where, and what came of it."""

    list_display = ["team", "role", "created_by", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["team", "created_by"]
    list_filter = ["role"]
    date_hierarchy = "created_at"


@admin.register(AccountWarning)
class AccountWarningAdmin(ReadOnlyAdmin):
    """Accounts that nobody uses any more, and were told so."""

    list_display = ["user", "stage", "sent_at"]
    list_select_related = ["user"]
    list_filter = ["stage"]


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnlyAdmin):
    """What each daily pass did, in numbers."""

    list_display = ["at", "done"]
    date_hierarchy = "at"
