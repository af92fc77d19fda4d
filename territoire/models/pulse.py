"""When each thing that runs beside the site last did."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: What looks every second writes no more often than this.
OFTEN_ENOUGH = timedelta(minutes=1)


class PulseQuerySet(models.QuerySet["Pulse"]):
    """Signs of life, one row for each thing that runs beside the site."""

    def beat(self, name: str) -> None:
        """Note that `name` runs, or has just run."""
        now = timezone.now()
        if not self.filter(name=name, at__gt=now - OFTEN_ENOUGH).exists():
            self.update_or_create(name=name, defaults={"at": now})


class Pulse(models.Model):
    """A sign of life, which `manage.py doctor` looks for."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    at = models.DateTimeField(_("on"))

    objects = PulseQuerySet.as_manager()

    class PersonalData:
        """Names programs."""

        erase = {}
        keep = {"name", "at"}

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.name
