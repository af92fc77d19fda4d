"""Django's administration, with our own site instead of the default one."""

from django.contrib.admin.apps import AdminConfig


class TerritoireAdminConfig(AdminConfig):
    """The administration of an instance."""

    default_site = "territoire.admin_site.AdminSite"
