"""What somebody says is wrong with what people wrote together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cocreation.models.diagnosis import Statement
from cocreation.models.idea import Idea
from cocreation.models.training import TrainingSession
from territoire.models import Report, tracked


@tracked()
class StatementReport(Report):
    """A report on a statement."""

    subject_field = "statement"
    hide_name = "cocreation:statement-hide"

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="reports", verbose_name=_("statement")
    )

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"statement"}

    class Meta(Report.Meta):
        verbose_name = _("report on a statement")
        verbose_name_plural = _("reports on statements")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.statement}"


@tracked()
class IdeaReport(Report):
    """A report on an idea."""

    subject_field = "idea"
    hide_name = "cocreation:idea-hide"

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="reports", verbose_name=_("idea"))

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"idea"}

    class Meta(Report.Meta):
        verbose_name = _("report on an idea")
        verbose_name_plural = _("reports on ideas")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.idea}"

    def hide_args(self) -> list:
        """Return what the address at which it is hidden is made of."""
        return [self.idea.slug]


@tracked()
class TrainingReport(Report):
    """A report on a training session."""

    subject_field = "session"
    hide_name = "cocreation:training-hide"

    session = models.ForeignKey(
        TrainingSession, models.CASCADE, related_name="reports", verbose_name=_("training session")
    )

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"session"}

    class Meta(Report.Meta):
        verbose_name = _("report on a training session")
        verbose_name_plural = _("reports on training sessions")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.session}"
