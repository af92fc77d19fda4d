"""Reference tables of projects: themes, values, degrees of involvement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Competence


class Theme(models.Model):
    """What a project is about, with the competences that such projects usually need."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.CharField(_("description"), max_length=300, blank=True)
    usual_competences = models.ManyToManyField(
        Competence, blank=True, related_name="+", verbose_name=_("competences usually needed")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "slug", "name", "description", "position"}

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class SharedValue(models.Model):
    """A value that projects hold: solidarity, sharing, ties between people…"""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"id", "slug", "name"}

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Degree(models.Model):
    """A degree of involvement, 1 to 5 (after the IAP2 spectrum), with the words shown for it."""

    value = models.PositiveSmallIntegerField(_("degree"), primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class PersonalData:
        """Holds nothing personal."""

        erase = {}
        keep = {"value", "name", "description"}

    class Meta:
        verbose_name = _("degree of involvement")
        verbose_name_plural = _("degrees of involvement")
        ordering = ["value"]
        constraints = [models.CheckConstraint(condition=models.Q(value__range=(1, 5)), name="degree_1_to_5")]

    def __str__(self) -> str:
        return f"{self.value} · {self.name}"
