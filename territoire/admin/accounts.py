"""Accounts, teams, facilitators."""

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from territoire.admin.records import HistoryMixin, RecordInline
from territoire.models import Facilitation, Membership, Team, User


class MembershipInline(RecordInline):
    """Who is in a team, or in which teams an account is."""

    model = Membership
    autocomplete_fields = ["team", "user"]


class FacilitationInline(RecordInline):
    """Which territories an account facilitates."""

    model = Facilitation
    autocomplete_fields = ["territory"]


class AccountCreationForm(AdminUserCreationForm):
    """An account is an e-mail address and a password."""

    class Meta:
        model = User
        fields = ["email", "name"]


@admin.register(User)
class AccountAdmin(HistoryMixin, UserAdmin):
    """Accounts; what they may do is said by their teams and territories."""

    add_form = AccountCreationForm
    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["email", "name"]
    date_hierarchy = "date_joined"
    readonly_fields = ["last_login", "date_joined"]
    show_full_result_count = False
    inlines = [MembershipInline, FacilitationInline]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def get_inlines(self, request, obj):
        """Ask for teams and territories once the account is there."""
        return super().get_inlines(request, obj) if obj else []


@admin.register(Team)
class TeamAdmin(HistoryMixin, admin.ModelAdmin):
    """Teams and their members."""

    list_display = ["name", "member_count", "created_at"]
    search_fields = ["name", "users__email"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    inlines = [MembershipInline]

    def get_queryset(self, request):
        """Count the members."""
        return super().get_queryset(request).annotate(member_count=Count("memberships"))

    @admin.display(description=_("members"), ordering="member_count")
    def member_count(self, team) -> int:
        """How many accounts are in the team."""
        return team.member_count


@admin.register(Facilitation)
class FacilitationAdmin(HistoryMixin, admin.ModelAdmin):
    """Who facilitates what."""

    list_display = ["user", "territory", "created_at"]
    list_select_related = ["user", "territory"]
    autocomplete_fields = ["user", "territory"]
    search_fields = ["user__email", "user__name", "territory__search_name"]


@admin.register(Authenticator)
class SecondFactorAdmin(admin.ModelAdmin):
    """Second factors: removed for who lost theirs, once it is sure who asks; never read nor written."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    list_filter = ["type"]
    search_fields = ["user__email"]
    fields = ["user", "type", "created_at", "last_used_at"]
    show_full_result_count = False

    def has_add_permission(self, request) -> bool:
        """Nobody sets the second factor of somebody else."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """Nor changes it."""
        return False
