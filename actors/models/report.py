"""What somebody says is wrong with an actor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models.actor import Actor
from territoire.enums import Visibility
from territoire.models import Report, tracked


@tracked()
class ActorReport(Report):
    """A report on an actor."""

    subject_field = "actor"
    hide_name = "site:hide-actor"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="reports", verbose_name=_("actor"))

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"actor"}

    class Meta(Report.Meta):
        verbose_name = _("report on an actor")
        verbose_name_plural = _("reports on actors")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.actor}"

    @property
    def is_of_hidden(self) -> bool:
        """Tell whether only its team reads it."""
        return self.subject.visibility == Visibility.TEAM

    def hide_args(self) -> list:
        """Return what the address at which it is hidden is made of."""
        return [self.subject.slug]
