"""Families of actors: the reference table behind shapes and colours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.enums import FamilyGroup
from territoire.models import tracked


@tracked()
class ActorFamily(models.Model):
    """A family of actors (residents, associations, local authorities…), grouped by sphere of society."""

    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("Chooses shape and colour."))
    name = models.CharField(_("name"), max_length=100)
    group = models.CharField(_("sphere"), max_length=20, choices=FamilyGroup)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "code", "name", "group", "description", "position"}

    class Meta:
        verbose_name = _("family of actors")
        verbose_name_plural = _("families of actors")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
