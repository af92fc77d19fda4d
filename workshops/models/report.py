"""What a participant says should not be on the wall of a workshop."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from territoire.models import Report, tracked
from workshops.models.board import Note


@tracked()
class NoteReport(Report):
    """A report on a post-it, by a participant."""

    subject_field = "note"
    hide_name = "workshops:note-hide"

    note = models.ForeignKey(Note, models.CASCADE, related_name="reports", verbose_name=_("post-it"))

    class PersonalData:
        """Words may name somebody."""

        erase = Report.ERASED
        erase_with_author = True
        keep = Report.REPORT_FIELDS | {"note"}

    class Meta(Report.Meta):
        verbose_name = _("report on a post-it")
        verbose_name_plural = _("reports on post-its")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} · {self.note}"

    @property
    def subject_name(self) -> str:
        """Return what is reported, in a few words."""
        return gettext("Post-it of the workshop “%(workshop)s”") % {"workshop": self.note.question.workshop}

    @property
    def subject_words(self) -> str:
        """Return its very words."""
        return self.note.text

    def hide_args(self) -> list:
        """Return what the address at which it is hidden is made of."""
        return [self.note.question.workshop.slug, self.note.uid]

    @property
    def is_of_hidden(self) -> bool:
        """Tell whether it is off the wall."""
        return not self.note.is_shown
