"""The roof as a Django application: pages that need both domain apps."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Home, territory pages, search over all, one's own space, API."""

    name = "territoire.site"
    label = "site"
    verbose_name = "Site"
