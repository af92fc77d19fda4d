"""What people build together: shared diagnosis, ideas, training among peers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CocreationConfig(AppConfig):
    """Spaces of co-construction, around projects and territories."""

    name = "cocreation"
    verbose_name = _("Co-construction")
